// The host page's whole window, borrowed for a bank's page: the form behind keeps its size and is not seen meanwhile.

export interface FullWindow {
  /** Asks for it; again does no harm. */
  take(): void;
  /** Gives it back, also when it was never asked for. */
  release(): void;
}

/** `root` is the document element, `ask` tells the host page. */
export function createFullWindow(root: HTMLElement, ask: (on: boolean) => void): FullWindow {
  let isTaken = false;
  return {
    take() {
      if (!isTaken) {
        // Laid out anew for the whole window, the form would be another height when the window is given back.
        root.style.setProperty('--xp-kept-width', `${root.clientWidth}px`);
        root.dataset['full'] = '';
      }
      isTaken = true;
      ask(true);
    },
    release() {
      isTaken = false;
      root.style.removeProperty('--xp-kept-width');
      delete root.dataset['full'];
      ask(false);
    },
  };
}
