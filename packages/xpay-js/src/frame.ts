// One iframe, made where it will stay, whose look no style sheet of the page can change.

import type { Appearance } from '@xpay/protocol/appearance';
import { createNonce } from '@xpay/protocol/nonce';
import { createAutoHeight } from './auto-height.ts';

/** Until the frame sends its own, in its own language. */
const TITLE = 'Secure payment form';

/** Rights that wallets, passkeys and one-time codes need; the browser asks the buyer all the same. */
const ALLOW = 'payment *; publickey-credentials-get *; otp-credentials *';

export interface Frame {
  readonly iframe: HTMLIFrameElement;
  /**
   * Tells the page which colour scheme the form has: where they differ, browsers paint the corners around the form
   * (CSS Color Adjustment 1, "colour schemes and embedded documents").
   */
  setTheme(theme: Appearance['theme']): void;
  /** Follows the form's height, in CSS pixels. */
  resize(height: number): void;
  /** Names the frame for screen readers. */
  rename(title: string, locale: string): void;
  /** Shows nothing any more: what is in the frame is not ours. */
  hide(): void;
  remove(): void;
}

/**
 * Makes the frame inside the target, as its last child. Moving it later would reload it.
 * @param url Absolute, because `<base href>` belongs to the page.
 * @param onResize Told each height that the frame takes.
 */
export function createFrame(target: Element, url: string, onResize: (height: number) => void): Frame {
  const iframe = createIframe(url);
  for (const [name, value] of Object.entries(INLINE_STYLE)) setStyle(iframe, name, value);
  target.append(iframe);
  const guess = guessHeight(iframe.clientWidth);
  setHeight(iframe, guess);
  const height = createAutoHeight(guess, (pixels) => {
    setHeight(iframe, pixels);
    onResize(pixels);
  });
  return {
    iframe,
    setTheme(theme = 'auto') {
      setStyle(iframe, 'color-scheme', theme === 'auto' ? 'light dark' : theme);
    },
    resize: height.follow,
    rename(title, locale) {
      iframe.title = title;
      iframe.lang = locale;
    },
    hide() {
      height.stop();
      setStyle(iframe, 'display', 'none');
    },
    remove() {
      height.stop();
      iframe.remove();
    },
  };
}

/** The frame of a document without a form: it is there, but nobody sees or reaches it. */
export function createHiddenFrame(url: string): Frame['iframe'] {
  const iframe = createIframe(url);
  setStyle(iframe, 'display', 'none');
  document.documentElement.append(iframe);
  return iframe;
}

function createIframe(url: string): HTMLIFrameElement {
  const iframe = document.createElement('iframe');
  iframe.title = TITLE;
  iframe.name = `xpay-${createNonce()}`;
  iframe.allow = ALLOW;
  iframe.referrerPolicy = 'strict-origin';
  iframe.src = url;
  return iframe;
}

// `all` undoes what the page's style sheets set, as far as `!important` on the element itself, which beats theirs.
const INLINE_STYLE = {
  all: 'initial',
  display: 'block',
  width: '100%',
  border: '0',
};

/** `style.setProperty` is allowed under any Content-Security-Policy; a `style` attribute is not. */
function setStyle(iframe: HTMLIFrameElement, name: string, value: string): void {
  iframe.style.setProperty(name, value, 'important');
}

/** The minimum keeps a flex container of the page from squeezing the form. */
function setHeight(iframe: HTMLIFrameElement, pixels: number): void {
  setStyle(iframe, 'height', `${pixels}px`);
  setStyle(iframe, 'min-height', `${pixels}px`);
}

/** The form with one line item in each of its layouts, so that what stands below it does not move. */
function guessHeight(width: number): number {
  if (width >= 760) return 446;
  return width >= 640 ? 656 : 487;
}
