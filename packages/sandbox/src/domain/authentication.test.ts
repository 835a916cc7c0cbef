// The state table of a verification, every move in every state, and what each word of a bank means.

import { describe, expect, it } from 'vitest';
import {
  AUTHENTICATION_EDGES,
  type Authentication,
  type AuthenticationMove,
  type AuthenticationState,
  canMoveAuthentication,
  createAuthentication,
  isNoticed,
  moveAuthentication,
} from './authentication.ts';
import { ANSWER_MOVES, RESULT_MOVES } from './bank-policy.ts';
import { later, manualClock } from './clock.ts';

const now = manualClock().now();
const minutes = (count: number) => later(now, count * 60_000);

const STATES: readonly AuthenticationState[] = [
  'method',
  'asking',
  'challenged',
  'decoupled',
  'passed',
  'failed',
  'canceled',
  'expired',
];

const START = {
  id: 'tds_1',
  chargeId: 'ch_1',
  serverTransactionId: '8a880dc0-d2d2-4067-bcb1-b08d1690b26e',
  accountReference: '9900000000000000017',
  methodUrl: 'https://bank.example/method',
  methodCompletion: null,
  browser: { info: null, userAgent: '', acceptHeader: '', ip: null },
} as const;

const anAuthentication = (overrides: Partial<Authentication> = {}): Authentication => ({
  ...createAuthentication(START, now),
  ...overrides,
});

// Read aloud: from, by, to.
const LEGAL: readonly (readonly [AuthenticationState, AuthenticationMove, AuthenticationState])[] = [
  ['method', 'ask', 'asking'],
  ['asking', 'challenge', 'challenged'],
  ['asking', 'decouple', 'decoupled'],
  ['asking', 'pass', 'passed'],
  ['challenged', 'pass', 'passed'],
  ['decoupled', 'pass', 'passed'],
  ['asking', 'fail', 'failed'],
  ['challenged', 'fail', 'failed'],
  ['decoupled', 'fail', 'failed'],
  ['method', 'cancel', 'canceled'],
  ['asking', 'cancel', 'canceled'],
  ['challenged', 'cancel', 'canceled'],
  ['decoupled', 'cancel', 'canceled'],
  ['method', 'expire', 'expired'],
  ['asking', 'expire', 'expired'],
  ['challenged', 'expire', 'expired'],
  ['decoupled', 'expire', 'expired'],
];

const MOVES = Object.keys(AUTHENTICATION_EDGES).filter(
  (name): name is AuthenticationMove => name in AUTHENTICATION_EDGES,
);

describe.each(STATES)('a verification that is %s', (state) => {
  it.each(MOVES)('answers %s by the table', (move) => {
    const authentication = anAuthentication({ state });
    const legal = LEGAL.find(([from, by]) => from === state && by === move);
    expect(canMoveAuthentication(authentication, move)).toBe(legal !== undefined);
    if (legal === undefined)
      expect(() => moveAuthentication(authentication, move, now)).toThrow(`cannot ${move}`);
    else expect(moveAuthentication(authentication, move, now).state).toBe(legal[2]);
  });
});

it('makes of each answer and of each result what the policy says', () => {
  expect(ANSWER_MOVES).toEqual({
    Y: 'pass',
    A: 'pass',
    I: 'pass',
    U: 'pass',
    C: 'challenge',
    D: 'decouple',
    N: 'fail',
    R: 'fail',
  });
  expect(RESULT_MOVES).toEqual({ Y: 'pass', A: 'pass', N: 'fail', R: 'fail', U: 'fail' });
});

describe('what it waits for', () => {
  it('is the method page for 15 minutes, and the answer of the bank for 15 seconds', () => {
    expect(anAuthentication()).toMatchObject({ state: 'method', dueAt: minutes(15) });
    const asking = createAuthentication({ ...START, methodUrl: null, methodCompletion: 'U' }, now);
    expect(asking).toMatchObject({ state: 'asking', dueAt: minutes(0.25) });
  });

  it.each([
    ['challenge', 4, minutes(15)],
    ['decouple', 4, minutes(4 + 5)],
    ['pass', 4, null],
    ['fail', 4, null],
    ['cancel', 4, null],
    ['expire', 4, null],
  ] as const)('after %s at minute %s is over at %s', (move, minute, dueAt) => {
    const asking = anAuthentication({ state: 'asking' });
    expect(moveAuthentication(asking, move, new Date(minutes(minute))).dueAt).toBe(dueAt);
  });
});

it.each([
  ['with a method page', {}, true],
  ['challenged', { methodUrl: null, answer: 'C' }, true],
  ['decoupled', { methodUrl: null, answer: 'D', result: 'Y' }, true],
  ['frictionless', { methodUrl: null, answer: 'Y' }, false],
] as const)('is noticed by the browser when %s: %s', (_what, overrides, expected) => {
  expect(isNoticed(anAuthentication(overrides))).toBe(expected);
});
