// What a bank is told of the buyer's browser, in the only values that EMV 3DS 2.2 allows (tables A.1 and B.1).

import type { BuyerBrowser } from '../domain/buyer-browser.ts';
import type { AReq } from './messages.ts';

type BrowserFields = Pick<
  AReq,
  | 'browserAcceptHeader'
  | 'browserIP'
  | 'browserJavaEnabled'
  | 'browserJavascriptEnabled'
  | 'browserLanguage'
  | 'browserColorDepth'
  | 'browserScreenHeight'
  | 'browserScreenWidth'
  | 'browserTZ'
  | 'browserUserAgent'
>;

const LONGEST_HEADER = 2_048;
const LONGEST_ADDRESS = 45;
const LONGEST_LANGUAGE = 8;
const LARGEST_SCREEN = 999_999;
/** `browserColorDepth`; real screens have others, 30 above all. */
const COLOR_DEPTHS = ['48', '32', '24', '16', '15', '8', '4', '1'] as const;

/** The browser's fields of an AReq. A browser that said nothing of itself is told as one without scripts. */
export function browserFields(browser: BuyerBrowser, locale: string | null): BrowserFields {
  const { info, ip } = browser;
  const seen = {
    // Absent means any (RFC 9110, 12.5.1).
    browserAcceptHeader: header(info?.acceptHeader || browser.acceptHeader) || '*/*',
    browserUserAgent: header(browser.userAgent) || 'unknown',
    browserLanguage: shortLanguage(info?.language ?? locale ?? 'en'),
    ...(ip === null || ip.length > LONGEST_ADDRESS ? {} : { browserIP: ip }),
  };
  if (info === null) return { ...seen, browserJavascriptEnabled: false };
  return {
    ...seen,
    browserJavascriptEnabled: true,
    browserJavaEnabled: info.javaEnabled,
    browserColorDepth: colorDepth(info.colorDepth),
    browserScreenHeight: String(Math.min(info.screenHeight, LARGEST_SCREEN)),
    browserScreenWidth: String(Math.min(info.screenWidth, LARGEST_SCREEN)),
    browserTZ: String(info.timeZoneOffset),
  };
}

/** At most eight characters of BCP 47: the region stays if it can, the script where the rest would be read in another. */
export function shortLanguage(tag: string): string {
  if (tag.length <= LONGEST_LANGUAGE && LANGUAGE.test(tag)) return tag;
  try {
    const { language, script, region } = new Intl.Locale(tag);
    const shorter = [region, script].flatMap((part) => (part === undefined ? [] : [`${language}-${part}`]));
    const isFit = (short: string) => short.length <= LONGEST_LANGUAGE && scriptOf(short) === scriptOf(tag);
    return shorter.find(isFit) ?? language;
  } catch {
    return 'en'; // Intl.Locale throws for what is no language tag.
  }
}

function scriptOf(tag: string): string | undefined {
  return new Intl.Locale(tag).maximize().script;
}

/** Text as these messages may hold it, printable ASCII: accents go, other scripts have no such spelling and go too. */
export function toAscii(text: string): string {
  const plain = text.normalize('NFKD').replace(/[^\x20-\x7e]/g, '');
  return plain.replace(/ {2,}/g, ' ').trim();
}

const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

function colorDepth(bits: number) {
  return COLOR_DEPTHS.find((depth) => Number(depth) <= bits) ?? '24';
}

function header(value: string): string {
  return toAscii(value).slice(0, LONGEST_HEADER).trim();
}
