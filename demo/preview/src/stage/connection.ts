// Whether the sandbox is there: asked again and again while it is not, and now and then while it is.

import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { PreviewFacts } from '../instruments/feed.ts';
import type { Wait } from '../settings/settle.ts';

export interface Connection {
  /** What was last heard; it stays when the sandbox goes. Null until something was heard. */
  readonly facts: ReadonlySignal<PreviewFacts | null>;
  /** `looking` until the first answer. */
  readonly state: ReadonlySignal<'looking' | 'connected' | 'lost'>;
  /** Asks, and goes on asking. */
  start(): void;
}

export interface ConnectionDeps {
  /** @throws whatever `fetch` throws when nobody answers. */
  readonly ask: () => Promise<PreviewFacts>;
  readonly wait: Wait;
}

/** Short enough that a page left open is there as soon as `npm start` is. */
export const LOST_PAUSE_MS = 1000;
export const CONNECTED_PAUSE_MS = 5000;

export function createConnection({ ask, wait }: ConnectionDeps): Connection {
  const facts = signal<PreviewFacts | null>(null);
  const isConnected = signal<boolean | null>(null);

  async function look(): Promise<void> {
    const heard = await ask().catch(() => null);
    if (heard !== null) facts.value = heard;
    isConnected.value = heard?.connected === true;
    wait(isConnected.value ? CONNECTED_PAUSE_MS : LOST_PAUSE_MS, () => void look());
  }
  return {
    facts: computed(() => facts.value),
    state: computed(() => {
      if (isConnected.value === null) return 'looking';
      return isConnected.value ? 'connected' : 'lost';
    }),
    start: () => void look(),
  };
}

/** What the preview's server says of itself and the sandbox. @throws TypeError when nobody answers. */
export async function fetchFacts(): Promise<PreviewFacts> {
  const response = await fetch('/api/facts');
  if (!response.ok) throw new TypeError(`The preview's server answered ${response.status}.`);
  return response.json();
}
