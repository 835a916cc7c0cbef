// The settings that are shown now: read from the address, changed by the controls, and written back into the address.

import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { type AddressProblem, readSettings, writeSettings } from './address.ts';
import type { LookSettings, Settings } from './settings.ts';

/** Parts of settings that take the place of what they were; `way` is one word. */
export type Change = {
  readonly [Part in keyof Settings]?: Settings[Part] extends string
    ? Settings[Part]
    : Partial<Settings[Part]>;
};

export interface SettingsStore {
  readonly settings: ReadonlySignal<Settings>;
  /** What the address said that means nothing; empty once it is dismissed. */
  readonly problems: ReadonlySignal<readonly AddressProblem[]>;
  change(change: Change): void;
  /** A variable of the appearance, or the theme's own with undefined. */
  changeVariable(name: keyof LookSettings['variables'], value: string | undefined): void;
  /** Everything as it is by default, but the page's own language and colours. */
  reset(): void;
  dismiss(): void;
  /** After the browser went back or forward. */
  arrive(): void;
  /** Writes at once what still waits to be written. */
  flush(): void;
  /** The whole address of what is shown now. */
  href(): string;
}

export interface StoreDeps {
  readonly location: Pick<Location, 'href'>;
  /** What is left out of the address. */
  readonly defaults: Settings;
  readonly replace: (href: string) => void;
  /** Calls back once, when no further call has come for a while; the way to call it off. */
  readonly settle: (work: () => void) => () => void;
}

/** Browsers refuse to have the address rewritten hundreds of times a minute, so it is written when the hand rests. */
export function createSettingsStore({ location, defaults, replace, settle }: StoreDeps): SettingsStore {
  const read = () => readSettings(new URL(location.href).searchParams, defaults);
  const here = read();
  const settings = signal(here.settings);
  const problems = signal(here.problems);
  let callOff = () => {};

  const href = () => {
    const url = new URL(location.href);
    url.search = writeSettings(settings.peek(), defaults).toString();
    return url.href;
  };
  const flush = () => {
    callOff();
    if (href() !== location.href) replace(href());
  };
  const set = (next: Settings) => {
    settings.value = next;
    callOff();
    callOff = settle(flush);
  };

  return {
    settings: computed(() => settings.value),
    problems: computed(() => problems.value),
    change: (change) => set(changed(settings.peek(), change)),
    changeVariable: (name, value) => {
      const { [name]: _, ...others } = settings.peek().look.variables;
      const variables = value === undefined ? others : { ...others, [name]: value };
      set(changed(settings.peek(), { look: { variables } }));
    },
    reset: () => set({ ...defaults, page: settings.peek().page }),
    dismiss: () => {
      problems.value = [];
      flush();
    },
    arrive: () => {
      callOff();
      const there = read();
      batch(() => {
        settings.value = there.settings;
        problems.value = there.problems;
      });
    },
    flush,
    href,
  };
}

function changed(settings: Settings, { way, session, look, frame, world, page }: Change): Settings {
  return {
    way: way ?? settings.way,
    session: { ...settings.session, ...session },
    look: { ...settings.look, ...look },
    frame: { ...settings.frame, ...frame },
    world: { ...settings.world, ...world },
    page: { ...settings.page, ...page },
  };
}
