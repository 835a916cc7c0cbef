// Fetches what follows the session when the form stands, or a screen has taken its place: what few wait for comes after that.

import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { browserClock } from './clock.ts';
import type { LiveDeps } from './live/live.ts';
import type { NewsViews } from './live/news-views.tsx';

type Given = Pick<LiveDeps, 'payment' | 'i18n' | 'presence' | 'pace' | 'isRenewed' | 'isTouched'>;

/**
 * What it has to show; null until it is there. Without it the checkout hears of changes when it asks.
 * @param standing The form on the page, null before.
 */
export function followSession(
  given: Given,
  standing: ReadonlySignal<unknown>,
): ReadonlySignal<NewsViews | null> {
  const live = signal<ReadonlySignal<NewsViews | null> | null>(null);
  const start = async () => {
    // Once more, since what could not be had a moment ago often can.
    const { startLive } = await importLive().catch(importLive);
    const { locks } = navigator;
    live.value = startLive({
      ...given,
      clock: browserClock,
      locks,
      random: Math.random,
      wallNow: Date.now,
    });
  };
  effect(function (this: { dispose(): void }) {
    const { name } = given.payment.state.value;
    if (name === 'loading' || (name === 'ready' && standing.value === null)) return;
    this.dispose();
    start().catch(() => {});
  });
  return computed(() => live.value?.value ?? null);
}

function importLive() {
  return import('./live/live.ts');
}
