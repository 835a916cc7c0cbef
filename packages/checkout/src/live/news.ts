// What an open checkout has to tell the buyer that nobody asked for: another total, little time left, paid elsewhere.

import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import type { Clock } from '../clock.ts';
import { chosen } from '../payment/session-of.ts';
import type { State } from '../payment/state.ts';
import { type TimeLeft, timeLeft } from '../threeds/time-left.ts';

export interface News {
  /** The shop changed the order while the form stood: its total, or only its items. */
  readonly change: ReadonlySignal<'total' | 'order' | null>;
  /** In the last two minutes. */
  readonly left: ReadonlySignal<TimeLeft | null>;
  /** Paid, and not by this page. */
  readonly isElsewhere: ReadonlySignal<boolean>;
}

/** WCAG 2.2.1, in time for what is left to do. */
const WARNING_MS = 120_000;
/** Browsers take no timer of a month (HTML, 32 bits). */
const LONGEST_TIMER_MS = 86_400_000;

export function createNews(state: ReadonlySignal<State>, clock: Clock): News {
  return {
    change: watchChanges(state),
    left: watchTime(state, clock),
    isElsewhere: watchPayers(state),
  };
}

function watchChanges(state: ReadonlySignal<State>): News['change'] {
  const change = signal<'total' | 'order' | null>(null);
  let previous = state.peek();
  effect(() => {
    const current = state.value;
    const [before, now] = [previous, current];
    previous = current;
    if (now.name !== 'ready') {
      change.value = null;
      return;
    }
    const isSame = before.name === 'ready' && before.session.id === now.session.id;
    // The words above the form say it already.
    const isSaid = now.problem?.kind === 'error' && now.problem.code === 'amount_changed';
    if (isSaid || !isSame || chosen.has(now.session)) change.value = null;
    else if (totalOf(before.session) !== totalOf(now.session)) change.value = 'total';
    else if (change.peek() === null && orderOf(before.session) !== orderOf(now.session))
      change.value = 'order';
  });
  return change;
}

function totalOf({ amountTotal, currency }: PublicSession): string {
  return `${amountTotal} ${currency}`;
}

function orderOf({ lineItems, amountSubtotal, amountDiscount, amountTax }: PublicSession): string {
  return JSON.stringify([lineItems, amountSubtotal, amountDiscount, amountTax]);
}

/** By the server's clock at both ends, and a clock of ours that nobody sets in between; every answer sets it right again. */
function watchTime(state: ReadonlySignal<State>, clock: Clock): News['left'] {
  const left = signal<TimeLeft | null>(null);
  let known: PublicSession | null = null;
  let endsAt = 0;
  let cancel = () => {};
  const measure = () => {
    cancel();
    const ms = endsAt - clock.now();
    const next = ms > WARNING_MS ? null : timeLeft(ms);
    left.value = next;
    if (ms > WARNING_MS) cancel = clock.after(Math.min(ms - WARNING_MS, LONGEST_TIMER_MS), measure);
    else if (next !== null) cancel = clock.after(next.holdsForMs, measure);
  };
  effect(() => {
    const current = state.value;
    if (current.name !== 'ready') {
      cancel();
      left.value = null;
      known = null;
    } else if (current.session !== known) {
      known = current.session;
      endsAt = clock.now() + Date.parse(known.expiresAt) - Date.parse(known.serverTime);
      measure();
    }
  });
  return left;
}

/** An attempt of this page may have come late: only without one it was somebody else. */
function watchPayers(state: ReadonlySignal<State>): News['isElsewhere'] {
  const isElsewhere = signal(false);
  let hasStood = false;
  let hasPaid = false;
  effect(() => {
    const current = state.value;
    hasStood ||= current.name === 'ready';
    hasPaid ||= isOwn(current);
    isElsewhere.value = current.name === 'succeeded' && hasStood && !hasPaid;
  });
  return isElsewhere;
}

function isOwn(state: State): boolean {
  if (state.name === 'acting') return state.step.kind !== 'interrupted' && state.step.kind !== 'decoupled';
  return state.name === 'confirming' || state.name === 'checking';
}
