// The judge of a soak: it has to see what is wrong, or a clean soak says nothing.

import { describe, expect, it } from 'vitest';
import { aSession } from '../../packages/checkout/src/api/a-session.ts';
import type { State } from '../../packages/checkout/src/payment/state.ts';
import { createChance } from './chance.ts';
import type { Truth } from './truth.ts';
import { judge, type Seen } from './verdict.ts';

const session = aSession();
const succeeded: State = { name: 'succeeded', session };
const ready: State = { name: 'ready', session, problem: { kind: 'declined', declineCode: 'card_declined' } };

const PAID: Truth = {
  session: 'complete',
  intent: 'succeeded',
  amountReceived: 4900,
  charges: [
    { id: 'ch_1', status: 'failed', amount: 4900 },
    { id: 'ch_2', status: 'succeeded', amount: 4900 },
  ],
  movedBy: ['ch_2'],
  recorded: [
    { id: 'evt_1', type: 'payment_intent.succeeded' },
    { id: 'evt_2', type: 'checkout.session.completed' },
  ],
};
const SEEN: Seen = {
  screens: [succeeded],
  pressedAt: [4900, 4900],
  received: new Set(['evt_1', 'evt_2']),
};
const UNPAID: Truth = {
  ...PAID,
  session: 'open',
  intent: 'failed',
  amountReceived: 0,
  charges: [{ id: 'ch_1', status: 'failed', amount: 4900 }],
  movedBy: [],
  recorded: [{ id: 'evt_1', type: 'payment_intent.payment_failed' }],
};

const countsOf = (truth: Partial<Truth>, seen: Partial<Seen> = {}, base: Truth = PAID) => {
  const found = judge({ ...base, ...truth }, { ...SEEN, ...seen });
  return { double: found.double.length, lost: found.lost.length, false: found.false.length };
};
const CLEAN = { double: 0, lost: 0, false: 0 };

describe('the judge', () => {
  it('finds nothing where everybody agrees', () => {
    expect(countsOf({})).toEqual(CLEAN);
    expect(countsOf({}, { screens: [ready] }, UNPAID)).toEqual(CLEAN);
  });

  it('sees money that moved twice, by either book', () => {
    expect(countsOf({ movedBy: ['ch_1', 'ch_2'] }).double).toBe(1);
    const twice = PAID.charges.map((charge) => ({ ...charge, status: 'succeeded' }));
    expect(countsOf({ charges: twice }).double).toBe(1);
  });

  it.each<[string, Partial<Truth>, Partial<Seen>]>([
    ['money moved and the intent does not know', { intent: 'failed' }, {}],
    ['money moved and the session does not know', { session: 'open' }, {}],
    ['money moved for a charge that failed', { movedBy: ['ch_1'] }, {}],
    ['an intent is left processing', { intent: 'processing' }, {}],
    ['an event was never received', {}, { received: new Set(['evt_2']) }],
    ['nothing tells of the success', { recorded: [] }, {}],
  ])('sees what is lost: %s', (_, truth, seen) => {
    expect(countsOf(truth, seen).lost).toBeGreaterThan(0);
  });

  it.each<[string, Partial<Truth>, Partial<Seen>]>([
    ['a screen offers to pay what is paid', {}, { screens: [succeeded, ready] }],
    ['a screen still checks', {}, { screens: [{ name: 'processing', session, looks: 9 }] }],
    ['another price was charged than agreed to', {}, { pressedAt: [5900] }],
    ['a success without money', { movedBy: [] }, {}],
    [
      'a success told twice',
      { recorded: [...PAID.recorded, { id: 'evt_1', type: 'payment_intent.succeeded' }] },
      {},
    ],
    ['an expiry told of a payment', { recorded: [{ id: 'evt_1', type: 'checkout.session.expired' }] }, {}],
  ])('sees what is false: %s', (_, truth, seen) => {
    expect(countsOf(truth, seen).false).toBeGreaterThan(0);
  });

  it('sees a screen that says paid what is not', () => {
    expect(countsOf({}, { screens: [succeeded] }, UNPAID).false).toBe(1);
  });
});

describe('chance', () => {
  it('is the same again from the same seed, and spread out', () => {
    const draw = (seed: number) => Array.from({ length: 1_000 }, createChance(seed).next);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    const mean = draw(7).reduce((sum, value) => sum + value, 0) / 1_000;
    expect(mean).toBeGreaterThan(0.45);
    expect(mean).toBeLessThan(0.55);
  });
});
