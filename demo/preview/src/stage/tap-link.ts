// The line to the tap in the shop's page: what it sends is passed on, and it is told of another look.

import type { LookSettings } from '../settings/settings.ts';
import { marked, readTapMessage, type TapMessage, type UpdateMessage } from '../tap/messages.ts';

export interface TapLinkDeps {
  /** Where the page's messages come in; returns the way to stop. */
  readonly listen: (heard: (event: MessageEvent) => void) => () => void;
  /** The preview's own, which is the stage's too. */
  readonly origin: string;
  /** The window of the shop's page now; null while there is none. */
  readonly stage: () => Pick<Window, 'postMessage'> | null;
}

export interface TapLink {
  /** Passes on what comes from the shop's page itself; any other window may say what it likes. Returns the way to stop. */
  hear(take: (message: TapMessage) => void): () => void;
  /** Changes language and look of the mounted checkout; nothing that was typed is lost. */
  update(look: LookSettings): void;
}

export function createTapLink({ listen, origin, stage }: TapLinkDeps): TapLink {
  return {
    hear: (take) =>
      listen((event) => {
        const source = stage();
        if (source === null || event.source !== source || event.origin !== origin) return;
        const message = readTapMessage(event.data);
        if (message !== null) take(message);
      }),
    update: ({ locale, theme, variables }) => {
      const message: UpdateMessage = { kind: 'update', locale, appearance: { theme, variables } };
      stage()?.postMessage(marked(message), origin);
    },
  };
}
