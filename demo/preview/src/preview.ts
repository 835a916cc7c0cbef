// Everything that the page is made of, made once and passed on: settings, runs, the connection, what is asked and said.

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ClockState, FeedSession } from './instruments/feed.ts';
import type { InstrumentsModel } from './instruments/instruments.ts';
import type { Notices } from './notices.ts';
import type { SettingsStore } from './settings/store.ts';
import type { Connection } from './stage/connection.ts';
import { type Bodies, type Control, type ControlName, clockIn, type Told } from './stage/remote.ts';
import type { Runs } from './stage/runs.ts';
import { t } from './texts/texts.ts';

/** What is seen at a time where there is no room for all. */
export const PANELS = ['settings', 'stage', 'code', 'instruments'] as const;
export type PanelId = (typeof PANELS)[number];

export interface PreviewParts {
  readonly store: SettingsStore;
  readonly runs: Runs;
  readonly connection: Connection;
  readonly notices: Notices;
  readonly instruments: InstrumentsModel;
  /** Whether there is room for one panel only. */
  readonly isNarrow: ReadonlySignal<boolean>;
  readonly control: Control;
}

export interface Preview extends Omit<PreviewParts, 'control'> {
  readonly panel: Signal<PanelId>;
  /** The session of the present run, as far as it is known. */
  readonly session: ReadonlySignal<FeedSession | null>;
  /** As it was last told; null before. */
  readonly clock: ReadonlySignal<ClockState | null>;
  /** Asks for the present run; what is refused is said on the page. */
  ask<Name extends ControlName>(name: Name, body: Bodies[Name]): Promise<Told>;
  /** The same, and says a sentence when it is done. */
  act<Name extends ControlName>(name: Name, body: Bodies[Name], done: () => string): Promise<void>;
  /** All as it was at first: the settings, the sandbox's clock, and a new session. */
  reset(): Promise<void>;
  /** Copies, and says so. */
  copy(text: string, done: string): Promise<void>;
}

export function createPreview({ control, ...parts }: PreviewParts): Preview {
  const { store, runs, connection, notices, instruments } = parts;
  const clock = signal<ClockState | null>(null);
  effect(() => {
    clock.value = connection.facts.value?.clock ?? null;
  });

  async function ask<Name extends ControlName>(name: Name, body: Bodies[Name]): Promise<Told> {
    const told = await control(runs.run.peek()?.id ?? '', name, body);
    if (told.ok) clock.value = clockIn(told.answer) ?? clock.peek();
    else notices.complain(told.message ?? t('refused.unreachable'));
    return told;
  }
  return {
    ...parts,
    panel: signal<PanelId>('stage'),
    session: instruments.session,
    clock: computed(() => clock.value),
    ask,
    act: async (name, body, done) => {
      const told = await ask(name, body);
      if (told.ok) notices.say(done());
    },
    reset: async () => {
      store.reset();
      if (isMoved(clock.peek())) await ask('clock', { action: 'reset' });
      if (runs.run.peek() !== null) runs.again(store.settings.peek());
      notices.say(t('header.wasReset'));
    },
    copy: async (text, done) => {
      try {
        await navigator.clipboard.writeText(text);
        notices.say(done);
      } catch {
        notices.complain(t('header.notShared'));
      }
    },
  };
}

/** Less is what an answer takes. */
const SAME_MS = 1000;

/** Whether the sandbox's clock does not follow the machine's. */
export function isMoved(clock: ClockState | null): boolean {
  return clock !== null && (clock.frozen || Math.abs(clock.aheadMs) > SAME_MS);
}
