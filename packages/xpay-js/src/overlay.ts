// The overlay: a modal dialog over the shop's page with the form in it, which no style sheet of the page can change.

import type { createForm, EmbeddedCheckout, FormPlan } from './embedded-checkout.ts';
import { dress, setStyle, undress } from './style.ts';
import { whenShown } from './when-shown.ts';

/** Narrower or lower windows give all that they have: a sheet. Wider ones show the page around it. */
const SHEET = '(width < 640px) or (height < 480px)';

// The frame's styles are set on itself, with `!important`; what depends on the window reaches them by these variables. Its upper
// edge stays where it is, whatever height the form takes: a button must not jump, and Chromium gives no clicks to a frame that
// has moved a moment ago.
const STYLE = `
dialog {
  all: initial;
  display: block;
  position: fixed;
  inset: 0;
  width: min(100vw - 32px, 960px);
  height: fit-content;
  max-height: 100dvh;
  margin: var(--top) auto auto;
  overflow: hidden;
  overscroll-behavior: contain;
  border-radius: 12px;
  background: Canvas;
  box-shadow: 0 24px 64px rgb(0 0 0 / 0.3);
  color-scheme: light dark;
  --top: max(16px, 8dvh);
  --most: calc(100dvh - var(--top) - 16px);
  --least: 0px;
}
dialog::backdrop { background: rgb(15 23 42 / 0.5); }
dialog:focus-visible { outline: none; }
@media ${SHEET} {
  dialog { width: 100%; height: 100dvh; border-radius: 0; box-shadow: none; --top: 0px; --most: 100dvh; --least: 100dvh; }
}
@media (forced-colors: active) {
  dialog { border: 1px solid CanvasText; }
}
@media (prefers-reduced-motion: no-preference) {
  dialog, dialog::backdrop { animation: appear 150ms ease-out; }
  @keyframes appear { from { opacity: 0; } }
}`;

/**
 * Makes an overlay of a form: it shows above all that the page shows (HTML, top layer), and the rest of the page can be neither
 * used nor scrolled, and stays where it is. When the form is gone, page and focus are as they were.
 */
export function createOverlay(plan: Omit<FormPlan, 'view'>, makeForm: typeof createForm): EmbeddedCheckout {
  const form = makeForm({ ...plan, view: 'overlay' });
  let isOpen = false;

  function open(): void {
    form.check();
    if (isOpen) return;
    isOpen = true;
    form.prepare();
    const { dialog, keepFocus, remove } = showDialog(askToLeave);
    const off = [
      form.events.on('leave', leave),
      form.events.on('line', ({ error }) => error && leave()),
      form.events.on('ready', keepFocus),
    ];
    form.show({
      element: dialog,
      fit: (pixels) => ({ height: `min(${pixels}px, var(--most))`, 'min-height': 'var(--least)' }),
      release() {
        isOpen = false;
        for (const stop of off) stop();
        remove();
      },
    });
  }

  function leave(): void {
    if (!isOpen) return;
    form.hide();
    form.events.emit('close', undefined);
  }

  function askToLeave(): void {
    const line = form.frame()?.line();
    if (line === undefined) leave();
    else line.send({ type: 'ask_close' });
  }

  // Where the buyer left it, to go to their bank's page.
  if (plan.returning.sessionId !== undefined) whenShown(open);
  const refuse = () => form.check(false);
  return {
    ...form.checkout,
    mount: refuse,
    unmount: refuse,
    open,
    close() {
      form.check();
      leave();
    },
  };
}

/** @param leave The buyer pressed Escape outside of the frame, or beside the dialog, or went back (Android). */
function showDialog(leave: () => void): {
  readonly dialog: HTMLDialogElement;
  keepFocus(): void;
  remove(): void;
} {
  const host = document.createElement('div');
  const dialog = document.createElement('dialog');
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  dress(host, { all: 'initial' });
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheet];
  root.append(dialog);
  document.body.append(host);
  const unlock = lockScroll();
  dialog.showModal();
  const name = new MutationObserver(() => takeName(dialog));
  name.observe(dialog, { subtree: true, childList: true, attributeFilter: ['title'] });
  listen(dialog, leave);
  return {
    dialog,
    // While a frame's document starts, Chromium sometimes loses track of the focus that the frame was given: the page, and the
    // form too, show it there, and keys go nowhere. Given once more when the form stands, they arrive.
    keepFocus() {
      const { activeElement } = root;
      if (activeElement instanceof HTMLIFrameElement) activeElement.contentWindow?.focus();
    },
    remove() {
      name.disconnect();
      dialog.close(); // Which gives the focus back.
      host.remove();
      unlock();
    },
  };
}

function listen(dialog: HTMLDialogElement, leave: () => void): void {
  // Where it is not held back here, a browser closes the dialog at the second Escape, whatever the page says.
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    leave();
  });
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    leave();
  });
  // Nor is what a browser closes by itself closed: the payment may be under way.
  dialog.addEventListener('close', () => {
    if (dialog.isConnected) dialog.showModal();
  });
  // The frame fills the dialog: what the dialog itself hears was pressed beside it.
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) leave();
  });
  // Only a document that is there hears Escape.
  const focusFrame = () => dialog.querySelector('iframe')?.focus();
  dialog.addEventListener('load', focusFrame, { capture: true, once: true });
}

/** The dialog is called what its frame is, in the frame's language. */
function takeName(dialog: HTMLDialogElement): void {
  const { title = '', lang = '' } = dialog.querySelector('iframe') ?? {};
  dialog.setAttribute('aria-label', title);
  dialog.lang = lang;
}

let locks = 0;
let unlocked = '';

/** Keeps the page where it is, and its width too: the place of a scroll bar that goes stays free. */
function lockScroll(): () => void {
  const { documentElement: page } = document;
  if (locks === 0) {
    unlocked = page.style.cssText;
    const bar = innerWidth - page.clientWidth;
    setStyle(page, 'overflow', 'hidden');
    if (bar > 0 && CSS.supports('scrollbar-gutter', 'stable')) setStyle(page, 'scrollbar-gutter', 'stable');
    else if (bar > 0) setStyle(page, 'padding-inline-end', `${bar}px`);
  }
  locks += 1;
  return () => {
    locks -= 1;
    if (locks === 0) undress(page, unlocked);
  };
}
