// Whatever happens to a checkout, in whatever order: no illegal move, no second success, no end that changes.

import type { IntentStatus } from '@xpay/protocol/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginAttempt, settleAttempt } from './attempt.ts';
import type { Outcome } from './charge.ts';
import { type Checkout, changeTerms, type EventName, expire, isDue } from './checkout.ts';
import { UNKNOWN_BUYER } from './contact.ts';
import { INTENT_EDGES } from './intent.ts';
import { aCheckout, START } from './test-checkout.ts';

const at = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

const CARD = {
  brand: 'visa',
  last4: '4242',
  expMonth: 3,
  expYear: 2027,
  funding: 'credit',
  country: 'US',
  fingerprint: 'f',
} as const;
const BILLING = { ...UNKNOWN_BUYER, email: 'ada@example.com', postalCode: null, address: null };

const attempt = (chargeId: string, expectedAmount = 4900) => ({
  chargeId,
  expectedAmount,
  returnUrl: null,
  method: 'card' as const,
  plan: null,
  transfer: null,
  card: CARD,
  billing: BILLING,
  shipping: null,
});

/** The checkout after a step that has to work. */
function done(result: ReturnType<typeof expire>): Checkout {
  if ('problem' in result) throw new Error(result.problem.message);
  return result.checkout;
}

type Step = {
  readonly name: string;
  readonly take: (checkout: Checkout, now: Date) => ReturnType<typeof expire>;
};

const OUTCOMES: readonly Outcome[] = [
  { type: 'approved' },
  { type: 'declined', code: 'insufficient_funds' },
  { type: 'pending', settlesAt: at(30).toISOString() },
];

const STEPS: readonly Step[] = [
  {
    name: 'attempt',
    take: (checkout, now) =>
      beginAttempt(checkout, attempt(`ch_${checkout.charges.length}`, checkout.session.amountTotal), now),
  },
  ...OUTCOMES.map((outcome) => ({
    name: outcome.type,
    take: (checkout: Checkout, now: Date) => {
      const latest = checkout.charges.at(-1);
      return latest === undefined
        ? { checkout, events: [] }
        : settleAttempt(checkout, latest.id, outcome, now);
    },
  })),
  { name: 'expire', take: expire },
  {
    name: 'sweep',
    take: (checkout, now) => (isDue(checkout, now) ? expire(checkout, now) : { checkout, events: [] }),
  },
  { name: 'change amount', take: (checkout, now) => changeTerms(checkout, { amountTotal: 5000 }, now) },
];

const MOVES = new Set(
  Object.values(INTENT_EDGES).flatMap(({ from, to }) =>
    from.map((status: IntentStatus) => `${status} → ${to}`),
  ),
);

const history = fc.array(
  fc.record({ step: fc.constantFrom(...STEPS), minutes: fc.integer({ min: 0, max: 20 }) }),
  { maxLength: 25 },
);

describe('any history of a checkout', () => {
  it('makes only legal moves, at most one success, and ends once', () => {
    fc.assert(
      fc.property(history, (steps) => {
        let checkout = aCheckout();
        let now = START;
        const told: EventName[] = [];
        for (const { step, minutes } of steps) {
          now = new Date(now.getTime() + minutes * 60_000);
          const result = step.take(checkout, now);
          if ('problem' in result) continue;
          const [before, after] = [checkout, result.checkout];
          told.push(...result.events);
          const move = `${before.intent.status} → ${after.intent.status}`;
          if (before.intent.status !== after.intent.status) expect(MOVES).toContain(move);
          if (before.session.status !== 'open') expect(after).toEqual(before);
          if (after !== before) expect(after.session.version).toBe(before.session.version + 1);
          checkout = after;
        }
        const succeeded = checkout.charges.filter(({ status }) => status === 'succeeded');
        expect(succeeded).toHaveLength(checkout.intent.status === 'succeeded' ? 1 : 0);
        expect(checkout.session.status === 'complete').toBe(checkout.intent.status === 'succeeded');
        expect(checkout.intent.amountReceived).toBe(succeeded[0]?.amountCaptured ?? 0);
        expect(checkout.charges.filter(({ status }) => status === 'pending').length).toBeLessThanOrEqual(1);
        expect(told.filter((name) => name === 'session_completed')).toHaveLength(succeeded.length);
        expect(told.filter((name) => name === 'session_expired').length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an attempt', () => {
  it('is refused when the buyer was shown another amount', () => {
    const result = beginAttempt(aCheckout(), attempt('ch_1', 4800), START);
    expect(result).toMatchObject({ problem: { code: 'amount_changed', param: 'expectedAmount' } });
  });

  it.each([
    ['one millisecond before the expiry', -1, 'begins'],
    ['at the expiry', 0, 'session_expired'],
  ])('%s: %s ms: %s', (_when, ms, expected) => {
    const result = beginAttempt(aCheckout(), attempt('ch_1'), new Date(at(60).getTime() + ms));
    expect('problem' in result ? result.problem.code : 'begins').toBe(expected);
  });

  it('is refused with its own code when the session is over', () => {
    const begun = done(beginAttempt(aCheckout(), attempt('ch_1'), START));
    const paid = done(settleAttempt(begun, 'ch_1', { type: 'approved' }, START));
    expect(beginAttempt(paid, attempt('ch_2'), START)).toMatchObject({
      problem: { code: 'session_complete' },
    });
    const expired = done(expire(aCheckout(), START));
    expect(beginAttempt(expired, attempt('ch_2'), START)).toMatchObject({
      problem: { code: 'session_expired' },
    });
  });

  it('is refused while another is in flight', () => {
    const begun = done(beginAttempt(aCheckout(), attempt('ch_1'), START));
    expect(beginAttempt(begun, attempt('ch_2'), START)).toMatchObject({ problem: { code: 'invalid_state' } });
  });

  it('leaves the e-mail address that the buyer gave with the paid session', () => {
    const begun = done(beginAttempt(aCheckout(), attempt('ch_1'), START));
    const paid = done(settleAttempt(begun, 'ch_1', { type: 'approved' }, START));
    expect(paid.session.customer.email).toBe('ada@example.com');
  });

  it('tells of a slow outcome once, however often it is heard', () => {
    const begun = done(beginAttempt(aCheckout(), attempt('ch_1'), START));
    const slow: Outcome = { type: 'pending', settlesAt: at(1).toISOString() };
    const first = settleAttempt(begun, 'ch_1', slow, START);
    expect(first).toMatchObject({ events: ['intent_processing'] });
    expect(settleAttempt(done(first), 'ch_1', slow, START)).toMatchObject({ events: [] });
  });
});

describe('changing the terms', () => {
  it('moves the intent to the new amount', () => {
    const changed = done(changeTerms(aCheckout(), { amountTotal: 100 }, START));
    expect([changed.session.amountTotal, changed.intent.amount]).toEqual([100, 100]);
  });

  it('is refused while a payment is in flight, after the end, and after the expiry', () => {
    const begun = done(beginAttempt(aCheckout(), attempt('ch_1'), START));
    const problem = { problem: { code: 'invalid_state' } };
    expect(changeTerms(begun, { amountTotal: 1 }, START)).toMatchObject(problem);
    expect(changeTerms(done(expire(aCheckout(), START)), { locale: 'de' }, START)).toMatchObject(problem);
    expect(changeTerms(aCheckout(), { locale: 'de' }, at(60))).toMatchObject(problem);
  });
});
