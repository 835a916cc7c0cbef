// Links to a session's own page: with the script there, that page opens over the shop's.

/** Those that lead to another window or to a file stay what they are. */
const LINK = 'a[data-xpay-checkout]:not([download]):not([target]:not([target=_self]))';

/**
 * Hears every click that means "follow this link", also in shadow trees: the plain one, with the first button and no key.
 * What the page handles itself is left to it.
 */
export function followLinks(origin: string, open: (link: HTMLAnchorElement) => void): void {
  document.addEventListener('click', (event) => {
    const { defaultPrevented, button, altKey, ctrlKey, metaKey, shiftKey } = event;
    if (defaultPrevented || button || altKey || ctrlKey || metaKey || shiftKey) return;
    for (const node of event.composedPath()) {
      if (!(node instanceof HTMLAnchorElement && node.matches(LINK) && node.origin === origin)) continue;
      event.preventDefault();
      open(node);
    }
  });
}
