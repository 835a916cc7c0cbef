// What follows the end of a payment on a page of its own: its result is read, and the buyer is on the way back to the shop.

import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Clock } from '../clock.ts';
import type { State } from '../payment/state.ts';
import type { HostedGiven } from './later.tsx';
import { type Result, readResult } from './result.ts';
import { createReturning, type Returning } from './returning.ts';

export interface Hosted {
  /** Null until the server has told it. */
  readonly result: ReadonlySignal<Result | null>;
  readonly returning: Returning;
  /** Leaves for this address now. */
  readonly go: (url: string) => void;
}

export interface ResultDeps extends HostedGiven {
  readonly clock: Clock;
  readonly go: (url: string) => void;
  /** Of a page that was opened with its payment over: whether to lead on from it. */
  readonly isFirstVisit: boolean;
}

/** How long an end is shown where the session does not say it: a success is seen at a glance, the others are read. */
const SHOWN_MS = { succeeded: 5_000, expired: 15_000, canceled: 15_000 } as const;

type EndName = keyof typeof SHOWN_MS;

/** Waits for the end, and begins what follows it. */
export function startResult({ payment, clock, go, isFirstVisit }: ResultDeps): Hosted {
  const result = signal<Result | null>(null);
  const returning = createReturning({ clock, go });
  let shown: string | null = null;
  let wasOpen = isFirstVisit;
  effect(() => {
    const state = payment.state.value;
    if (!isEnd(state)) {
      wasOpen ||= 'session' in state;
      return;
    }
    const { session } = state;
    if (shown === `${session.id} ${state.name}`) return;
    shown = `${session.id} ${state.name}`;
    const reach = payment.calls()?.reach;
    if (reach === undefined) return;
    const mine = shown;
    void readResult(reach, clock).then((read) => {
      if (mine !== shown) return;
      result.value = read;
      const { redirectTo } = read;
      if (redirectTo !== null && wasOpen)
        returning.start(session.autoReturnMs ?? SHOWN_MS[state.name], redirectTo);
    });
  });
  return { result, returning, go };
}

function isEnd(state: State): state is Extract<State, { readonly name: EndName }> {
  return state.name in SHOWN_MS;
}
