// What keeps an open checkout true to its session while nobody presses anything. Fetched when the form stands.

import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { Calls } from '../api/calls.ts';
import type { Clock } from '../clock.ts';
import type { Pace } from '../payment/pace.ts';
import type { Payment } from '../payment/payment.ts';
import type { WatchedPresence } from '../payment/presence.ts';
import type { State } from '../payment/state.ts';
import { watchSleep } from './awake.ts';
import { createChase } from './chase.ts';
import { follow } from './follow.ts';
import { followNews, type NewsGiven } from './later-views.ts';
import { createNews } from './news.ts';
import type { NewsViews } from './news-views.tsx';
import type { Locks } from './slots.ts';

export interface LiveDeps extends Omit<NewsGiven, 'online' | 'payment'> {
  readonly payment: Pick<Payment, 'state' | 'changed' | 'calls'>;
  readonly clock: Clock;
  /** Of the device's own clock, milliseconds. */
  readonly wallNow: () => number;
  readonly presence: WatchedPresence;
  readonly pace: Pace;
  /** At least 0, less than 1. */
  readonly random: () => number;
  readonly locks: Locks | undefined;
}

/** Begins to follow the session, and to tell of it: null until the words for that are there. Call it once. */
export function startLive(deps: LiveDeps): ReadonlySignal<NewsViews | null> {
  const { payment, clock, presence } = deps;
  followWhileSeen(deps);
  watchSleep({
    clock,
    wallNow: deps.wallNow,
    onWake: () => {
      if (!presence.isAway()) payment.changed(Number.POSITIVE_INFINITY);
    },
  });
  return followNews(createNews(payment.state, clock), { ...deps, online: presence.online });
}

/** One connection at a time, for the present session; none while nobody looks, or there is nothing more to hear. */
function followWhileSeen(deps: LiveDeps): void {
  const { payment, clock, presence } = deps;
  const known = () => versionOf(payment.state.peek());
  const chase = createChase({ clock, known, read: payment.changed });
  let followed: Calls | null = null;
  let controller = new AbortController();

  function stop(): void {
    followed = null;
    controller.abort();
    chase.stop();
  }

  function begin(): void {
    const calls = isOpen(payment.state.peek()) && !presence.isAway() ? payment.calls() : null;
    if (calls === followed) return;
    stop();
    if (calls?.reach === undefined) return;
    followed = calls;
    controller = new AbortController();
    const poll = () => {
      // Every other state asks by itself.
      if (payment.state.peek().name === 'ready') payment.changed(Number.POSITIVE_INFINITY);
    };
    void follow({ ...deps, reach: calls.reach, known, told: chase.told, poll }, controller.signal);
  }

  const isFollowed = computed(() => isOpen(payment.state.value) && payment.calls());
  effect(() => {
    void isFollowed.value;
    begin();
  });
  presence.onReturn(begin);
  presence.onLeave(stop);
}

function isOpen(state: State): boolean {
  return 'session' in state && !['succeeded', 'expired', 'canceled'].includes(state.name);
}

function versionOf(state: State): number {
  return 'session' in state ? state.session.version : 0;
}
