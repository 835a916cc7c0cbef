// Time as a dependency, so that every wait can be tested by advancing it.

export interface Clock {
  /** Milliseconds from any start, never going back. */
  now(): number;
  /** Runs once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The browser's own clock. Its timers are late in hidden pages and stop while a device sleeps. */
export const browserClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export interface Timers<Name extends string> {
  /** Sets the timer of this name, in place of an earlier one. */
  set(name: Name, ms: number, run: () => void): void;
  cancel(name: Name): void;
}

/** Timers known by name, at most one of each. */
export function createTimers<Name extends string>(clock: Clock): Timers<Name> {
  const cancels = new Map<Name, () => void>();
  const cancel = (name: Name) => {
    cancels.get(name)?.();
    cancels.delete(name);
  };
  return {
    set(name, ms, run) {
      cancel(name);
      cancels.set(name, clock.after(ms, run));
    },
    cancel,
  };
}
