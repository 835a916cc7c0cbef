// How a card that is kept is removed: asked for, confirmed, and done at the server before it is said to be.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { ExtrasDeps } from '../../form/extras.ts';

/** How far it has come; asked for, it waits for the buyer's word. */
export type RemovalState = 'none' | 'asked' | 'busy' | 'failed' | 'done';

export interface Removal {
  readonly state: ReadonlySignal<RemovalState>;
  ask(): void;
  /** The buyer would rather not. */
  keep(): void;
  /** `before` runs when it is done at the server, while the card's row still stands. */
  confirm(before: () => void): Promise<void>;
}

/** The removal of the card with this id. */
export function createRemoval(id: string, ask: ExtrasDeps['ask']): Removal {
  const state = signal<RemovalState>('none');
  return {
    state,
    ask() {
      state.value = 'asked';
    },
    keep() {
      if (state.peek() !== 'busy') state.value = 'none';
    },
    async confirm(before) {
      if (state.peek() === 'busy') return;
      state.value = 'busy';
      // A repetition of what was done already answers the same.
      const answer = await ask(`saved_cards/${id}`, { method: 'DELETE' });
      if (answer !== null) before();
      state.value = answer === null ? 'failed' : 'done';
    },
  };
}
