// The whole window for one iframe, without reloading it, and every trace of that undone exactly.

import { dress, type Styles, setStyle, undress } from './style.ts';

/** With these, and above all else, the frame has the window to itself. What it leaves clear shows nothing of the page. */
const FULL_SIZE = {
  position: 'fixed',
  display: 'block',
  inset: '0',
  width: '100vw',
  height: '100dvh',
  'min-height': '0',
  'z-index': '2147483647',
  background: 'Canvas',
};

/**
 * Puts the frame into the browser's top layer, where neither a transformed parent nor a modal dialog around it holds it
 * back, with the focus inside; the rest of the page can be neither used nor scrolled (WAI-ARIA APG, modal dialog). A
 * popover can be shown where the iframe is, and so it is not loaded again. A browser without popovers leaves it to
 * `position` and `z-index`.
 *
 * @param styles The frame's own: its place is kept free meanwhile.
 * @param cover Puts styles over them, in place of those that it put there before.
 * @param holdHeight Has the form's heights wait, as long as it has another width.
 * @returns The function that undoes it.
 */
export function takeWindow(
  iframe: HTMLIFrameElement,
  styles: Styles,
  cover: (over: Styles) => void,
  holdHeight: (isHeld: boolean) => void,
): () => undefined {
  holdHeight(true);
  const place = document.createElement('div');
  dress(place, styles);
  iframe.after(place);
  cover(FULL_SIZE);
  const root = document.documentElement;
  const { cssText } = root.style;
  const scrolled = { left: scrollX, top: scrollY, behavior: 'instant' } as const;
  const focused = document.activeElement;
  const inert = makeOthersInert(iframe);
  setStyle(root, 'overflow', 'hidden');
  iframe.setAttribute('popover', 'manual');
  iframe.showPopover?.();
  iframe.focus();

  return () => {
    // First of all, as only then the page is as long as the place that it is scrolled back to.
    place.remove();
    cover({});
    holdHeight(false);
    iframe.removeAttribute('popover'); // Which hides it.
    undress(root, cssText);
    for (const element of inert) element.removeAttribute('inert');
    if (focused instanceof HTMLElement) focused.focus();
    scrollTo(scrolled);
    return undefined;
  };
}

/** All that stands beside the frame, on every level up to the body, in shadow trees too. */
function makeOthersInert(iframe: Element): readonly Element[] {
  const made: Element[] = [];
  for (let inside: Element | null = iframe; inside !== null && inside !== document.body; ) {
    for (const element of inside.parentNode?.children ?? []) {
      if (element === inside || element.hasAttribute('inert')) continue;
      element.setAttribute('inert', '');
      made.push(element);
    }
    const parent: Node | null = inside.parentNode;
    inside = inside.assignedSlot ?? (parent instanceof ShadowRoot ? parent.host : inside.parentElement);
  }
  return made;
}
