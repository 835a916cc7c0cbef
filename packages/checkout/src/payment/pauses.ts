// When the server is asked again: how long to wait, by what is being waited for and how often it was asked.

import type { Acting, Checking, Processing, Step } from './state.ts';

/** Nobody knows whether money moved, or an answer is near. */
const CHECK_PAUSES_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** The bank has it and will answer: less hurry. */
const PROCESSING_PAUSES_MS = [2_000, 4_000, 8_000, 15_000, 30_000] as const;
/** A buyer needs time for a bank's page. These come beside what the bridge tells, which may be lost. */
const ACTING_PAUSES_MS = [5_000, 10_000, 15_000] as const;
const FIRST_ACTING_LOOK_MS = 5_000;

/** So many looks follow each other quickly when an answer is near. */
export const HURRY = 4;

/** Stays, and asks the server after a pause that grows; not after giving up, when only the buyer asks. */
export function look(state: Acting | Checking | Processing): Step {
  if (state.name === 'checking' && state.gaveUp) return [state];
  if (state.name !== 'acting') {
    const pauses = state.name === 'checking' ? CHECK_PAUSES_MS : PROCESSING_PAUSES_MS;
    return [{ ...state, looks: state.looks + 1 }, within(pauses, state.looks)];
  }
  const { looks, hurry } = state;
  if (hurry > 0) return [{ ...state, hurry: hurry - 1 }, within(CHECK_PAUSES_MS, HURRY - hurry)];
  const next = { ...state, looks: looks + 1 };
  if (looks === 0) return [next, { type: 'look_later', afterMs: FIRST_ACTING_LOOK_MS, withinMs: 0 }];
  return [next, within(ACTING_PAUSES_MS, looks - 1)];
}

function within(pausesMs: readonly number[], index: number) {
  const longest = pausesMs.at(-1) ?? 0;
  return { type: 'look_later', withinMs: pausesMs[index] ?? longest } as const;
}
