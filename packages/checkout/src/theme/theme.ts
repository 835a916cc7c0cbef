// The theme at once; the shop's own variables through a part of the app that is fetched only where there are any.

import type { Appearance } from '@xpay/protocol/appearance';
import type { Clock } from '../clock.ts';

/** How long the form waits for its colours, once the app is there. Then it is shown without, and takes them later. */
const PATIENCE_MS = 4_000;

export interface ThemeDeps {
  /** The document element. */
  readonly root: HTMLElement;
  readonly clock: Clock;
  /** Imports what puts variables on. */
  readonly load: () => Promise<Pick<typeof import('./apply.ts'), 'applyAppearance'>>;
  /** Told, a sentence each, what the shop's developer should know. */
  readonly warn: (message: string) => void;
}

/** Whether there is anything to fetch the rest for. Of a message that nobody has checked it may be asked as well. */
export function hasVariables(appearance: Appearance | undefined): boolean {
  return Object.keys(appearance?.variables ?? {}).length > 0;
}

/**
 * The function that puts appearances on, one after the other. Its promise resolves when the form may be shown, and never
 * rejects: what cannot be fetched leaves the theme as it is.
 */
export function createTheme({
  root,
  clock,
  load,
  warn,
}: ThemeDeps): (appearance: Appearance) => Promise<void> {
  let isUsed = false;
  let previous = Promise.resolve();

  async function putOn(appearance: Appearance): Promise<void> {
    isUsed ||= hasVariables(appearance);
    // The theme with them: the form must not be seen in the one without the other.
    const rest = isUsed ? await load().catch(noRest) : null;
    if (rest !== null) rest.applyAppearance(root, appearance, warn);
    else if (appearance.theme !== undefined) root.dataset['theme'] = appearance.theme;
  }

  function noRest(): null {
    warn('appearance.variables are not applied: the code for them could not be loaded.');
    return null;
  }

  return (appearance) => {
    previous = previous.then(() => putOn(appearance));
    return Promise.race([previous, new Promise<void>((resolve) => clock.after(PATIENCE_MS, resolve))]);
  };
}
