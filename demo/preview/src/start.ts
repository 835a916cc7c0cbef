// What happens by itself: the page follows its settings, the stage follows the page, the sandbox follows both.

import { effect, untracked } from '@preact/signals';
import type { Preview } from './preview.ts';
import type { LookSettings } from './settings/settings.ts';
import type { TapLink } from './stage/tap-link.ts';
import { createWorldKeeper } from './stage/world.ts';
import { showLanguage } from './texts/texts.ts';

/** Starts it all; nothing ends before the page does. */
export function start(preview: Preview, tap: TapLink): void {
  const { store, connection } = preview;
  effect(() => {
    const { lang, scheme } = store.settings.value.page;
    showLanguage(lang);
    document.documentElement.dataset['scheme'] = scheme;
  });
  addEventListener('popstate', store.arrive);
  addEventListener('pagehide', store.flush);
  followRuns(preview);
  followLook(preview, tap);
  followWorld(preview);
  connection.start();
}

function followRuns({ store, runs, connection, instruments }: Preview): void {
  effect(() => {
    if (connection.state.value === 'connected') runs.follow(store.settings.value);
  });
  effect(() => {
    const run = runs.run.value;
    if (run !== null) untracked(() => instruments.begin(run.id));
  });
  let wasLost = false;
  effect(() => {
    const state = connection.state.value;
    // A run that never got its session gets one now; any other goes on by itself.
    const isStuck = wasLost && state === 'connected' && instruments.session.peek() === null;
    if (isStuck && runs.run.peek() !== null) runs.again(store.settings.peek());
    wasLost = state === 'lost';
  });
}

function followLook({ store, runs, instruments }: Preview, tap: TapLink): void {
  let told: LookSettings | null = null;
  let frame = 0;
  const isTold = (look: LookSettings) => JSON.stringify(look) === JSON.stringify(told);
  effect(() => {
    told = runs.run.value?.settings.look ?? null;
  });
  const tell = () => {
    const { look } = store.settings.peek();
    if (told === null || isTold(look)) return;
    told = look;
    tap.update(look);
  };
  effect(() => {
    void store.settings.value.look;
    // A colour that is being picked changes faster than anything is drawn.
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(tell);
  });
  tap.hear((message) => {
    instruments.take(message);
    if (message.kind !== 'alive') return;
    // What was told before the page could hear is told again.
    told = runs.run.peek()?.settings.look ?? null;
    tell();
  });
}

function followWorld(preview: Preview): void {
  const { store, runs, session } = preview;
  const worlds = createWorldKeeper((name, value) => {
    if (name === 'network') void preview.ask('network', { kind: value });
    else if (name === 'bank') void preview.ask('bank', { behavior: value });
    else void preview.ask('webhooks', { order: value });
  });
  effect(() => {
    worlds.keep(runs.run.value, store.settings.value.world, session.value !== null);
  });
}
