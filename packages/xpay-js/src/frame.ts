// One iframe, made where it will stay, whose look no style sheet of the page can change.

import { createNonce } from '@xpay/protocol/nonce';
import { createAutoHeight } from './auto-height.ts';
import type { Look } from './look.ts';
import { ignore, type LoadPart } from './parts.ts';
import type { Place } from './place.ts';
import { dress, type Styles } from './style.ts';

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
  setTheme(theme: Look['appearance']['theme']): void;
  /** Follows the form's height, in CSS pixels; while the frame has the whole window, later. */
  resize(height: number): void;
  /**
   * Gives the whole window to the frame, or takes it back: the page is then as it was. What it takes is a part; without it,
   * the frame stays as it is.
   */
  setFullSize(isFull: boolean): void;
  /** Shows nothing any more: what is in the frame is not ours. */
  hide(): void;
  remove(): void;
}

/**
 * Makes the frame at its place, as the last child of the element. Moving it later would reload it.
 * @param url Absolute, because `<base href>` belongs to the page.
 * @param onResize Told each height that the frame takes.
 */
export function createFrame(
  { element, fit = toHeight }: Pick<Place, 'element' | 'fit'>,
  url: string,
  loadPart: LoadPart,
  onResize: (height: number) => void,
): Frame {
  const iframe = createIframe(url);
  const styles: Record<string, string> = { ...INLINE_STYLE };
  /** Beat the others, as long as it has the window. */
  let extra: Styles = {};
  let isFull = false;
  let giveWindowBack: (() => undefined) | undefined;
  wear({});
  element.append(iframe);
  const guess = guessHeight(iframe.clientWidth);
  const height = createAutoHeight(guess, (pixels) => {
    wear(fit(pixels));
    onResize(pixels);
  });
  wear(fit(guess));

  function wear(change: Styles): void {
    dress(iframe, { ...Object.assign(styles, change), ...extra });
  }

  function cover(over: Styles): void {
    extra = over;
    wear({});
  }

  function setFullSize(isWanted: boolean): void {
    isFull = isWanted;
    if (!isFull) giveWindowBack = giveWindowBack?.();
    else
      loadPart('full-size').then(({ takeWindow }) => {
        if (isFull) giveWindowBack ??= takeWindow(iframe, styles, cover, height.hold);
      }, ignore);
  }

  function hide(): void {
    setFullSize(false);
    height.stop();
    wear({ display: 'none' });
  }

  return {
    iframe,
    setTheme(theme) {
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
function toHeight(pixels: number): Styles {
  return { height: `${pixels}px`, 'min-height': `${pixels}px` };
}

/** The form with one line item in each of its layouts, so that what stands below it does not move. */
function guessHeight(width: number): number {
  if (width >= 760) return 446;
  return width >= 640 ? 656 : 487;
}
