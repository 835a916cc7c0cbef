// One iframe, made where it will stay, whose look no style sheet of the page can change.

import type { Appearance } from '@xpay/protocol/appearance';
import { createNonce } from '@xpay/protocol/nonce';
import { createAutoHeight } from './auto-height.ts';
import { FULL_SIZE, takeWindow } from './full-size.ts';
import { dress } from './style.ts';

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
  /** Follows the form's height, in CSS pixels; while the frame has the whole window, later. */
  resize(height: number): void;
  /** Gives the whole window to the frame, or takes it back: the page is then as it was. */
  setFullSize(isFull: boolean): void;
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
  const styles: Record<string, string> = { ...INLINE_STYLE };
  const place = document.createElement('div'); // Kept free while the frame has the window.
  let giveWindowBack: (() => void) | undefined;
  wear({});
  target.append(iframe);
  const guess = guessHeight(iframe.clientWidth);
  const height = createAutoHeight(guess, (pixels) => {
    wear(toHeight(pixels));
    onResize(pixels);
  });
  wear(toHeight(guess));

  function wear(change: Readonly<Record<string, string>>): void {
    dress(iframe, { ...Object.assign(styles, change), ...(place.isConnected ? FULL_SIZE : {}) });
  }

  function setFullSize(isFull: boolean): void {
    if (isFull === (giveWindowBack !== undefined)) return;
    height.hold(isFull);
    if (isFull) {
      dress(place, styles);
      iframe.after(place);
    } else {
      place.remove();
    }
    wear({});
    giveWindowBack?.();
    giveWindowBack = isFull ? takeWindow(iframe) : undefined;
  }

  function hide(): void {
    setFullSize(false);
    height.stop();
    wear({ display: 'none' });
  }

  return {
    iframe,
    setTheme(theme = 'auto') {
      wear({ 'color-scheme': theme === 'auto' ? 'light dark' : theme });
    },
    resize: height.follow,
    setFullSize,
    hide,
    remove() {
      hide();
      iframe.remove();
    },
  };
}

/**
 * A frame without a form: it is there, but nobody sees or reaches it, unless it has the whole window. It is made inside
 * the modal dialog of the page, if there is one, as all around that is inert.
 */
export function createHiddenFrame(url: string): Frame {
  const dialogs = document.querySelectorAll('dialog:modal');
  const frame = createFrame(dialogs[dialogs.length - 1] ?? document.documentElement, url, () => {});
  frame.hide();
  return frame;
}

function createIframe(url: string): HTMLIFrameElement {
  return Object.assign(document.createElement('iframe'), {
    title: TITLE,
    name: `xpay-${createNonce()}`,
    allow: ALLOW,
    referrerPolicy: 'strict-origin',
    src: url,
  });
}

// `all` undoes what the page's style sheets set, as far as `!important` on the element itself, which beats theirs.
const INLINE_STYLE = {
  all: 'initial',
  display: 'block',
  width: '100%',
  border: '0',
};

/** The minimum keeps a flex container of the page from squeezing the form. */
function toHeight(pixels: number): Record<string, string> {
  return { height: `${pixels}px`, 'min-height': `${pixels}px` };
}

/** The form with one line item in each of its layouts, so that what stands below it does not move. */
function guessHeight(width: number): number {
  if (width >= 760) return 446;
  return width >= 640 ? 656 : 487;
}
