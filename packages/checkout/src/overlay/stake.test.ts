// What leaving would cost, state by state.

import { describe, expect, it } from 'vitest';
import { aChallenge, anActingSession, aPaidSession, aSession } from '../api/a-session.ts';
import { createCardForm } from '../methods/card/card-form.ts';
import type { State } from '../payment/state.ts';
import { stakeOf } from './stake.ts';

const session = aSession({
  collect: { name: true, email: true, postalCode: false },
  customer: { name: null, email: 'lena@example.com' },
});
const READY: State = { name: 'ready', session, problem: null };

const aForm = () =>
  createCardForm({ collect: session.collect, prefill: session.customer, now: () => new Date() });

function typed(name: 'number' | 'email', raw: string) {
  const form = aForm();
  form.input(name, { previous: '', raw, caret: raw.length });
  return form;
}

describe('at stake', () => {
  it.each([
    ['nothing is in an untouched form, prefilled or not', aForm(), null],
    ['is what was typed', typed('number', '4'), 'typed'],
    ['is what was changed of the prefill', typed('email', 'max@example.com'), 'typed'],
    ['is what was taken out of the prefill', typed('email', ''), 'typed'],
    ['nothing is when the prefill was typed again', typed('email', 'lena@example.com'), null],
  ])('%s', (_, form, expected) => {
    expect(stakeOf(READY, form, false)).toBe(expected);
  });

  it.each<[string, State, string | null]>([
    ['loading', { name: 'loading', failures: 0 }, 'typed'],
    ['ready', READY, 'typed'],
    ['unreachable', { name: 'unreachable', code: 'not_found', retryable: false }, null],
  ])('while %s: what stands in the document’s own fields', (_, state, expected) => {
    expect([stakeOf(state, null, true), stakeOf(state, null, false)]).toEqual([expected, null]);
  });

  it.each<[string, State, string | null]>([
    ['confirming', { name: 'confirming', session, attemptId: 'a', refused: null }, 'busy'],
    [
      'acting',
      {
        name: 'acting',
        session: anActingSession(aChallenge()),
        attemptId: 'a',
        step: { kind: 'interrupted', action: aChallenge() },
        looks: 0,
        hurry: 0,
        canNest: true,
      },
      'busy',
    ],
    [
      'checking, and after giving up',
      { name: 'checking', session, attemptId: 'a', sends: 1, looks: 1, gaveUp: true },
      'busy',
    ],
    ['processing', { name: 'processing', session, looks: 0 }, null],
    ['succeeded', { name: 'succeeded', session: aPaidSession() }, null],
    ['expired', { name: 'expired', session }, null],
    ['canceled', { name: 'canceled', session }, null],
  ])('while %s, whatever stands in the form', (_, state, expected) => {
    expect(stakeOf(state, typed('number', '4'), false)).toBe(expected);
  });
});
