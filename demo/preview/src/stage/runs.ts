// One run is one start of the shop's page with a session of its own: a change that the session needs begins another.

import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { writeSettings } from '../settings/address.ts';
import type { Settings, Way } from '../settings/settings.ts';
import type { Wait } from '../settings/settle.ts';

export interface Run {
  /** Sixteen letters and digits; part of every address of the run. */
  readonly id: string;
  /** As they were when it began. */
  readonly settings: Settings;
  /** Of the shop's page. */
  readonly url: string;
}

export interface Runs {
  /** Null until the sandbox is there. */
  readonly run: ReadonlySignal<Run | null>;
  /** Begins a run if these settings need another one than the present; at once if there is none, else when the hand rests. */
  follow(settings: Settings): void;
  /** Begins another run with the same settings, at once. */
  again(settings: Settings): void;
}

export interface RunsDeps {
  readonly newId: () => string;
  readonly wait: Wait;
}

/** How long the hand rests before a session is made: longer than between two keys. */
export const REST_MS = 450;

export function createRuns({ newId, wait }: RunsDeps): Runs {
  const run = signal<Run | null>(null);
  let callOff = () => {};

  const begin = (settings: Settings) => {
    callOff();
    const id = newId();
    run.value = { id, settings, url: `/stage/${id}/?${writeSettings(settings)}` };
  };
  return {
    run: computed(() => run.value),
    follow: (settings) => {
      const present = run.peek();
      if (present === null) return begin(settings);
      callOff();
      if (needs(present.settings) === needs(settings)) return;
      callOff = wait(REST_MS, () => begin(settings));
    },
    again: begin,
  };
}

/** Their pages are made with the look in an address: there is nothing that could be told of another. */
const LOOK_IN_ADDRESS: readonly Way[] = ['link', 'hosted', 'payment-link'];

/** Everything that a run cannot change any more, as one text. */
function needs({ way, session, look, frame }: Settings): string {
  const fixed = LOOK_IN_ADDRESS.includes(way) ? look : null;
  return JSON.stringify([way, session, frame.direction, fixed]);
}

/** An id that nobody can guess, so that no other page can write to a run. */
export function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
}
