// The host page's whole window, borrowed for a bank's page: the form behind keeps its size and is not seen meanwhile.

export interface FullWindow {
  /** Asks for it; again does no harm. */
  take(): void;
  /** Gives it back, also when it was never asked for. */
  release(): void;
  /** Whether it was asked for: nothing else on the page can then have the focus. */
  isTaken(): boolean;
}

/** `root` is the document element, `ask` tells the host page. */
export function createFullWindow(root: HTMLElement, ask: (on: boolean) => void): FullWindow {
  let taken = false;
  return {
    take() {
      if (!taken) {
        // Laid out anew for the whole window, the form would be another height when the window is given back.
        root.style.setProperty('--xp-kept-width', `${root.clientWidth}px`);
        root.dataset['full'] = '';
      }
      taken = true;
      ask(true);
    },
    release() {
      taken = false;
      root.style.removeProperty('--xp-kept-width');
      delete root.dataset['full'];
      ask(false);
    },
    isTaken: () => taken,
  };
}
