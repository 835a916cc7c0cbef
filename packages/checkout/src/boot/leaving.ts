// The way out of a checkout that lies over the shop's page: the close button and Escape, from the document's first moment.
//
// Before the app is there nobody can ask the buyer anything: a close that would lose what was typed waits for the app.

export interface Leaving {
  /** The buyer wants to leave, as the host page says: Escape was pressed outside of this frame. */
  wish(): void;
  /** From now on a wish is this; one that was kept waiting comes at once. */
  takeOver(ask: () => void): void;
}

export interface LeavingDeps {
  readonly document: Document;
  /** Whether a close would lose something. */
  readonly hasTyped: () => boolean;
  readonly close: () => void;
}

/** Listens. `document` has the button `#close`, in whatever view; only an overlay shows it and is left by Escape. */
export function awaitLeaving({ document, hasTyped, close }: LeavingDeps): Leaving {
  let ask: (() => void) | null = null;
  let isWaiting = false;
  const wish = () => {
    if (ask !== null) ask();
    else if (hasTyped()) isWaiting = true;
    else close();
  };
  document.getElementById('close')?.addEventListener('click', wish);
  document.addEventListener('keydown', (event) => {
    if (document.documentElement.dataset['view'] === 'overlay' && isFreeEscape(event)) wish();
  });
  return {
    wish,
    takeOver(next) {
      ask = next;
      if (isWaiting) next();
      isWaiting = false;
    },
  };
}

/** Whether nothing else takes this Escape: a dialog, an open list, an input method, or whoever prevented its default. */
function isFreeEscape({ key, isComposing, defaultPrevented, target }: KeyboardEvent): boolean {
  if (key !== 'Escape' || isComposing || defaultPrevented || !(target instanceof Element)) return false;
  return target.ownerDocument.querySelector('dialog[open]') === null && !isOpenSelect(target);
}

/** Where a browser cannot tell whether its list is open, it may be. */
function isOpenSelect(element: Element): boolean {
  try {
    return element.matches('select:open');
  } catch {
    return element.matches('select');
  }
}
