// The sandbox's own time: the machine's, until somebody stops it or moves it on. Everything that is due by time follows it.

import type { Clock, Instant, Wait } from './domain/clock.ts';

/** A clock and the waits that go by it. */
export interface Time extends Clock {
  readonly wait: Wait;
}

export interface SandboxClock extends Time {
  /** What cannot be stopped: limits on requests and faults on the wire go by it, or a frozen clock would shut everybody out. */
  readonly machine: Time;
  isFrozen(): boolean;
  /** Stands still from now on. */
  freeze(): void;
  /** Runs on from where it stands. */
  resume(): void;
  /** Moves on to a later moment, and ends every wait that is over by then. @throws RangeError for an earlier one. */
  moveTo(moment: Instant): void;
  /** Is the machine's time again, and what waits goes on waiting as long as it had to. */
  reset(): void;
  /** When the next wait is over; null while nobody waits. */
  nextWait(): Instant | null;
}

interface Waiting {
  until: number;
  readonly end: () => void;
  disarm: () => void;
}

/** A clock that runs with the machine's until told otherwise. What it was told is forgotten with the process. */
export function createSandboxClock(machine: Time): SandboxClock {
  let aheadMs = 0;
  let frozenAt: number | null = null;
  const nowMs = () => frozenAt ?? machine.now().getTime() + aheadMs;
  const waits = createWaits({ machine, nowMs, isFrozen: () => frozenAt !== null });
  return {
    machine,
    now: () => new Date(nowMs()),
    wait: waits.wait,
    nextWait: waits.next,
    isFrozen: () => frozenAt !== null,
    freeze() {
      frozenAt = nowMs();
      waits.look();
    },
    resume() {
      aheadMs = nowMs() - machine.now().getTime();
      frozenAt = null;
      waits.look();
    },
    moveTo(moment) {
      const by = moment.getTime() - nowMs();
      if (by < 0)
        throw new RangeError(`Got ${moment.toISOString()}, which is past; the clock only moves on.`);
      if (frozenAt === null) aheadMs += by;
      else frozenAt += by;
      waits.look();
    },
    reset() {
      waits.shift(machine.now().getTime() - nowMs());
      aheadMs = 0;
      frozenAt = null;
      waits.look();
    },
  };
}

interface WaitsDeps {
  readonly machine: Time;
  readonly nowMs: () => number;
  readonly isFrozen: () => boolean;
}

/** The waits of a clock that may stand still: the machine only tells when to look again. */
function createWaits({ machine, nowMs, isFrozen }: WaitsDeps) {
  const waiting = new Set<Waiting>();

  function arm(one: Waiting): void {
    one.disarm();
    if (!waiting.has(one)) return;
    const left = one.until - nowMs();
    if (left <= 0) {
      waiting.delete(one);
      one.end();
    } else if (!isFrozen()) {
      const aborter = new AbortController();
      one.disarm = () => aborter.abort();
      void machine.wait(left, aborter.signal).then(() => arm(one));
    }
  }

  function wait(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((end) => {
      const one: Waiting = { until: nowMs() + ms, end, disarm: () => {} };
      waiting.add(one);
      const forget = () => {
        waiting.delete(one);
        one.disarm();
      };
      signal?.addEventListener('abort', forget, { once: true });
      arm(one);
    });
  }

  return {
    wait,
    look(): void {
      for (const one of waiting) arm(one);
    },
    shift(byMs: number): void {
      for (const one of waiting) one.until += byMs;
    },
    next(): Instant | null {
      const times = [...waiting].map(({ until }) => until);
      return times.length === 0 ? null : new Date(Math.min(...times));
    },
  };
}
