// Code that is fetched when it is first wanted; what could not be had then is asked for again when something has changed.

import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';

export interface LaterCode<T> {
  /** Null until it is there. */
  readonly code: ReadonlySignal<T | null>;
  /** It has been asked for in vain; false again when it comes. */
  readonly isLost: ReadonlySignal<boolean>;
}

/**
 * @param load Called twice in a row, since what could not be had a moment ago often can.
 * @param wish Reads signals. Null as long as the code is not wanted; after a failure each other value is a reason to try again.
 */
export function laterCode<T>(load: () => Promise<T>, wish: () => string | null): LaterCode<T> {
  const code = signal<T | null>(null);
  const isLost = signal(false);
  const wanted = computed(wish);
  let isLoading = false;

  async function fetch(): Promise<void> {
    isLoading = true;
    let asked: string | null;
    do {
      asked = wanted.peek();
      const found = await load()
        .catch(load)
        .catch(() => null);
      isLost.value = found === null;
      code.value = found;
    } while (code.peek() === null && wanted.peek() !== asked);
    isLoading = false;
  }

  effect(() => {
    if (wanted.value !== null && !isLoading && code.peek() === null) void fetch();
  });
  return { code, isLost };
}
