// Whatever happens to a payment's money, in whatever order: nothing is made, nothing is lost, nothing goes back twice.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginAttempt, settleAttempt } from './attempt.ts';
import { cancelIntent, capture, lapseHold } from './capture.ts';
import type { Outcome } from './charge.ts';
import type { Change, Checkout, EventName, Result } from './checkout.ts';
import { UNKNOWN_BUYER } from './contact.ts';
import { chargeMovement, FEE, feeOf, type Movement } from './ledger.ts';
import { createRefund, type Refund, type RefundOutcome, refundableOf, settleRefund } from './refund.ts';
import type { CaptureMethod } from './session.ts';
import { aCheckout, START } from './test-checkout.ts';

const at = (ms: number) => new Date(START.getTime() + ms);
const DAY = 86_400_000;
const CARD = {
  brand: 'visa',
  last4: '4242',
  expMonth: 3,
  expYear: 2027,
  funding: 'credit',
  country: 'US',
  fingerprint: 'f',
} as const;

function withMethod(captureMethod: CaptureMethod): Checkout {
  const checkout = aCheckout();
  return { ...checkout, session: { ...checkout.session, captureMethod } };
}

function done(result: Result | null): Change & { readonly checkout: Checkout } {
  if (result === null || 'problem' in result) throw new Error(result?.problem.message ?? 'Nothing happened.');
  return result;
}

function attempted(checkout: Checkout, outcome: Outcome = { type: 'approved' }): Change {
  const id = `ch_${checkout.charges.length + 1}`;
  const attempt = {
    chargeId: id,
    expectedAmount: checkout.session.amountTotal,
    method: 'card' as const,
    plan: null,
    transfer: null,
    card: CARD,
    billing: { ...UNKNOWN_BUYER, postalCode: null, address: null },
    shipping: null,
    returnUrl: null,
  };
  return done(settleAttempt(done(beginAttempt(checkout, attempt, START)).checkout, id, outcome, START));
}

const wish = (id: string, amount?: number) => ({ id, amount, reason: null, description: null, metadata: {} });

/** One thing that may happen to a payment, with what it left. */
type Step = (world: World, now: Date) => Change | { readonly problem: unknown } | null;

interface World {
  readonly checkout: Checkout;
  readonly refunds: readonly Refund[];
}

const LATER: RefundOutcome = { type: 'pending', settlesAt: at(DAY).toISOString() };
const OUTCOMES = fc.constantFrom<RefundOutcome>(
  { type: 'succeeded' },
  { type: 'failed', reason: 'expired_or_canceled_card' },
  LATER,
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom<Outcome>({ type: 'approved' }, { type: 'declined', code: 'generic_decline' }).map(
    (outcome): Step =>
      ({ checkout }) =>
        checkout.session.status === 'open' && checkout.intent.status !== 'canceled'
          ? attempted(checkout, outcome)
          : null,
  ),
  fc.option(fc.integer({ min: -1, max: 5100 }), { nil: undefined }).map(
    (amount): Step =>
      ({ checkout }, now) =>
        capture(checkout, amount, now),
  ),
  fc.constant<Step>(({ checkout }, now) => cancelIntent(checkout, null, now)),
  fc.constant<Step>(({ checkout }, now) => lapseHold(checkout, now)),
  fc.tuple(fc.option(fc.integer({ min: -1, max: 5100 }), { nil: undefined }), OUTCOMES).map(
    ([amount, outcome]): Step =>
      ({ checkout, refunds }, now) =>
        createRefund(checkout, wish(`re_${refunds.length + 1}`, amount), outcome, now),
  ),
  fc.tuple(fc.nat(), OUTCOMES).map(
    ([pick, outcome]): Step =>
      ({ checkout, refunds }, now) => {
        const refund = refunds[pick % Math.max(1, refunds.length)];
        return refund === undefined ? null : settleRefund(checkout, refund, outcome, now);
      },
  ),
);

const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

describe('any history of money', () => {
  it('sums to zero, gives back at most what was captured, and captures once', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<CaptureMethod>('automatic', 'manual'),
        fc.array(fc.record({ take: step, hours: fc.integer({ min: 0, max: 60 }) }), { maxLength: 30 }),
        (method, steps) => {
          let world: World = { checkout: withMethod(method), refunds: [] };
          const moved: Movement[] = [];
          const told: EventName[] = [];
          let now = START;
          for (const { take, hours } of steps) {
            now = new Date(now.getTime() + hours * 3_600_000);
            const change = take(world, now);
            if (change === null || 'problem' in change) continue;
            const { checkout, refund } = change;
            moved.push(...(change.movements ?? []));
            told.push(...change.events);
            const refunds =
              refund === undefined
                ? world.refunds
                : [...world.refunds.filter(({ id }) => id !== refund.id), refund];
            world = { checkout, refunds };
            holds(world, moved);
          }
          expect(told.filter((name) => name === 'session_completed').length).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 600 },
    );
  });
});

function holds({ checkout, refunds }: World, moved: readonly Movement[]): void {
  const { intent, charges } = checkout;
  const paid = charges.filter(({ status }) => status === 'succeeded');
  const captured = sum(charges.map(({ amountCaptured }) => amountCaptured));
  const going = sum(refunds.filter(({ status }) => status !== 'failed').map(({ amount }) => amount));
  expect(paid).toHaveLength(intent.status === 'succeeded' ? 1 : 0);
  expect([intent.amountReceived, intent.amountRefunded]).toEqual([captured, going]);
  expect(going).toBeLessThanOrEqual(captured);
  expect(charges.every((charge) => charge.amountRefunded <= charge.amountCaptured)).toBe(true);
  expect(intent.amountCapturable > 0).toBe(intent.status === 'requires_capture');
  expect(new Set(moved.map(({ id }) => id)).size).toBe(moved.length);
  for (const { entries, gross, fee, net } of moved) {
    expect(sum(entries.map(({ amount }) => amount))).toBe(0);
    expect(gross - fee).toBe(net);
  }
  // The balance is what was captured, less what went back, less the fee: to the cent.
  const fees = paid.length === 0 ? 0 : feeOf(captured);
  expect(sum(moved.map(({ net }) => net))).toBe(captured - going - fees);
}

describe('held money', () => {
  const held = () => attempted(withMethod('manual')).checkout;

  it('completes the session unpaid, and moves nothing', () => {
    const { checkout, events, movements } = attempted(withMethod('manual'));
    expect([checkout.session.status, checkout.intent.status]).toEqual(['complete', 'requires_capture']);
    expect(checkout.intent).toMatchObject({ amountCapturable: 4900, amountReceived: 0 });
    expect([events, movements]).toEqual([['intent_requires_capture', 'session_completed'], undefined]);
  });

  it.each([
    ['all of it', undefined, 4900],
    ['one cent of it', 1, 1],
    ['the last cent of it', 4900, 4900],
  ])('is captured: %s', (_what, amount, taken) => {
    const { checkout } = done(capture(held(), amount, at(1)));
    expect(checkout.intent).toMatchObject({
      status: 'succeeded',
      amountReceived: taken,
      amountCapturable: 0,
    });
    expect(checkout.charges[0]).toMatchObject({ status: 'succeeded', amount: 4900, amountCaptured: taken });
  });

  it.each([[0], [-1], [4901]])('is not captured for %s', (amount) => {
    expect(capture(held(), amount, at(1))).toMatchObject({
      problem: { code: 'invalid_request', param: 'amount' },
    });
  });

  it('is captured once', () => {
    const once = done(capture(held(), 100, at(1))).checkout;
    expect(capture(once, 100, at(2))).toMatchObject({ problem: { code: 'invalid_state' } });
    expect(cancelIntent(once, null, at(2))).toMatchObject({ problem: { code: 'invalid_state' } });
  });

  it.each([
    ['a millisecond before seven days', 7 * DAY - 1, 'requires_capture'],
    ['at seven days', 7 * DAY, 'canceled'],
  ])('%s is %s', (_when, ms, status) => {
    const before = held();
    const result = lapseHold(before, at(ms));
    const { intent } = result === null ? before : done(result).checkout;
    expect(intent.status).toBe(status);
    if (result !== null) expect(intent.cancellationReason).toBe('authorization_expired');
  });

  it('is not given back: it was never taken', () => {
    expect(createRefund(held(), wish('re_1'), { type: 'succeeded' }, at(1))).toMatchObject({
      problem: { code: 'charge_not_refundable' },
    });
  });
});

describe('cancelling', () => {
  it('ends an unpaid session and its intent', () => {
    const { checkout, events } = done(cancelIntent(aCheckout(), 'abandoned', at(1)));
    expect([checkout.session.status, checkout.intent.status]).toEqual(['canceled', 'canceled']);
    expect(checkout.intent.cancellationReason).toBe('abandoned');
    expect(events).toEqual(['intent_canceled', 'session_canceled']);
  });

  it('is refused once money has moved', () => {
    expect(cancelIntent(attempted(aCheckout()).checkout, null, at(1))).toMatchObject({
      problem: { code: 'invalid_state' },
    });
  });
});

describe('fees', () => {
  it.each([
    [4900, 172],
    [1, 1],
    [30, 30],
    [31, 31],
    [100, 33],
    [99_999_999_999, 2_900_000_030],
  ])('of %s are %s', (gross, fee) => expect(feeOf(gross)).toBe(fee));

  it('never exceed the charge, and grow with it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999_999_998 }), (gross) => {
        expect(feeOf(gross)).toBeLessThanOrEqual(gross);
        expect(feeOf(gross + 1)).toBeGreaterThanOrEqual(feeOf(gross));
        expect(Math.abs(feeOf(gross) - Math.min(gross, gross * 0.029 + FEE.fixed))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a refund', () => {
  it('that failed at once moves nothing in the end', () => {
    const { checkout } = attempted(aCheckout());
    const result = createRefund(checkout, wish('re_1', 100), { type: 'failed', reason: 'unknown' }, at(1));
    if ('problem' in result) throw new Error(result.problem.message);
    expect(result.movements?.map(({ net }) => net)).toEqual([-100, 100]);
    expect(result.checkout.charges.map(refundableOf)).toEqual([4900]);
  });

  it('changes nothing when its end is heard again', () => {
    const { checkout } = attempted(aCheckout());
    const made = createRefund(checkout, wish('re_1', 100), LATER, at(1));
    if ('problem' in made) throw new Error(made.problem.message);
    const ended = settleRefund(made.checkout, made.refund, { type: 'failed', reason: 'unknown' }, at(2));
    const again = settleRefund(ended.checkout, ended.refund, { type: 'succeeded' }, at(3));
    expect(again).toEqual({ checkout: ended.checkout, events: [], refund: ended.refund });
  });

  it('is told of with the movement that the charge made', () => {
    const { checkout, movements } = attempted(aCheckout());
    expect(checkout.charges.map(chargeMovement)).toEqual(movements);
  });
});
