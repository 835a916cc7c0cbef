// What a bank wants to know of the browser before it decides, in the ranges that EMV 3-D Secure 2.2 allows (AReq).

import type { BrowserInfo } from '@xpay/protocol/next-action';
import { type Measured, measureRoom } from './room.ts';

/** The frame's window, as far as it is read. */
export type Browser = Measured & {
  readonly screen: Pick<Screen, 'width' | 'height' | 'colorDepth'>;
  readonly navigator: { readonly javaEnabled?: () => boolean };
};

/** `browserColorDepth`: nothing else is taken. */
const COLOR_DEPTHS = [48, 32, 24, 16, 15, 8, 4, 1] as const;
const USUAL_COLOR_DEPTH = 24;
/** `browserScreenWidth` and `browserScreenHeight` have six digits. */
const LONGEST_SIDE = 999_999;
/** `browserLanguage` has eight characters. */
const LONGEST_LANGUAGE = 8;

/**
 * Reads the browser. What it hides or makes up is replaced by what is usual: a bank refuses the whole request otherwise.
 *
 * @param known `acceptHeader` of the frame's document, and `language` of the checkout as a BCP 47 tag.
 */
export function readBrowserInfo(
  browser: Browser,
  known: { readonly acceptHeader: string; readonly language: string },
): BrowserInfo {
  const { colorDepth, height, width } = browser.screen;
  return {
    acceptHeader: known.acceptHeader,
    language: shortTag(known.language),
    colorDepth: COLOR_DEPTHS.find((depth) => depth <= colorDepth) ?? USUAL_COLOR_DEPTH,
    screenHeight: side(height),
    screenWidth: side(width),
    timeZoneOffset: new Date().getTimezoneOffset(),
    javaEnabled: hasJava(browser.navigator),
    windowSize: measureRoom(browser).windowSize,
  };
}

/** `zh-Hant-TW` is two characters too long; `zh-TW` says enough. */
function shortTag(tag: string): string {
  if (tag.length <= LONGEST_LANGUAGE) return tag;
  const { language, region } = new Intl.Locale(tag);
  return region === undefined ? language : `${language}-${region}`;
}

function side(pixels: number): number {
  return Math.min(Math.max(Math.round(pixels) || 0, 0), LONGEST_SIDE);
}

function hasJava(navigator: Browser['navigator']): boolean {
  try {
    return navigator.javaEnabled?.() ?? false;
  } catch {
    return false; // Some browsers that hide from being recognised throw.
  }
}
