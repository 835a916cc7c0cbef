// What the page says about something that was done: one sentence at a time, announced, gone by itself unless something failed.

import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Wait } from './settings/settle.ts';

export interface Notice {
  readonly text: string;
  readonly isProblem: boolean;
}

export interface Notices {
  readonly notice: ReadonlySignal<Notice | null>;
  say(text: string): void;
  /** Stays until it is dismissed, or something else is said. */
  complain(text: string): void;
  dismiss(): void;
}

/** Long enough to read a sentence twice. */
export const SHOWN_MS = 6000;

export function createNotices(wait: Wait): Notices {
  const notice = signal<Notice | null>(null);
  let callOff = () => {};
  const show = (next: Notice | null) => {
    callOff();
    notice.value = next;
  };
  return {
    notice: computed(() => notice.value),
    say: (text) => {
      show({ text, isProblem: false });
      callOff = wait(SHOWN_MS, () => show(null));
    },
    complain: (text) => show({ text, isProblem: true }),
    dismiss: () => show(null),
  };
}
