// One payment's whole life as commands: buyers, banks, clocks and merchants in any order, against a book kept beside it that
// knows nothing of the rules. After every single step the two agree, and nothing that has ended has moved.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginApproval, hearApproval } from './approval.ts';
import { beginAttempt, settleAttempt } from './attempt.ts';
import { cancelIntent, capture, lapseHold } from './capture.ts';
import type { Charge, Outcome } from './charge.ts';
import { type Change, type Checkout, changeTerms, type EventName, expire, type Result } from './checkout.ts';
import { UNKNOWN_BUYER } from './contact.ts';
import type { Movement } from './ledger.ts';
import { createRefund, type Refund, type RefundOutcome, settleRefund } from './refund.ts';
import { aCheckout, START } from './test-checkout.ts';
import {
  beginVerification,
  cancelVerification,
  expireVerification,
  finishMethod,
  giveUpVerification,
  hearAnswer,
  hearResult,
} from './verification.ts';
import { noteChallenge, noteMethod } from './verification-notes.ts';

/** A failure says which; `MODEL_SEED` has it again, or tries another. */
const SEED = Number(process.env['MODEL_SEED'] ?? 1);
const RUNS = 700;

/** The book beside it: what moved, by what was done, without a look at any status. */
interface Book {
  captured: number;
  returned: number;
  readonly heard: EventName[];
  steps: number;
}

/** What the domain has made. */
interface Life {
  checkout: Checkout;
  refunds: readonly Refund[];
  movements: readonly Movement[];
  nowMs: number;
  /** Of every charge and refund that was ever made. */
  ids: number;
}

type Make = (life: Life, now: Date) => Result | null;

describe('the whole life of a payment', () => {
  it('moves money once, gives back at most that, and says of it what holds', () => {
    let steps = 0;
    fc.assert(
      fc.property(
        fc.constantFrom('automatic' as const, 'manual' as const),
        fc.commands(COMMANDS, { maxCommands: 120, size: 'max' }),
        (captureMethod, commands) => {
          const book: Book = { captured: 0, returned: 0, heard: [], steps: 0 };
          const checkout = aCheckout();
          const session = { ...checkout.session, captureMethod };
          const life: Life = {
            checkout: { ...checkout, session },
            refunds: [],
            movements: [],
            nowMs: START.getTime(),
            ids: 0,
          };
          fc.modelRun(() => ({ model: book, real: life }), commands);
          steps += book.steps;
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
    console.log(`domain: ${steps} steps in ${RUNS} payments, seed ${SEED}`);
    expect(steps).toBeGreaterThan(25_000);
  }, 120_000);
});

class Step implements fc.Command<Book, Life> {
  readonly #name: string;
  readonly #make: Make;

  constructor(name: string, make: Make) {
    this.#name = name;
    this.#make = make;
  }

  check(): boolean {
    return true;
  }

  run(book: Book, life: Life): void {
    const before = { ...life };
    const now = new Date(life.nowMs);
    const result = this.#make(life, now);
    book.steps += 1;
    if (result === null) return;
    if ('problem' in result) {
      assert.notEqual(result.problem.message, '');
      return;
    }
    const { checkout, events, movements = [], refund } = result;
    if (checkout === before.checkout) {
      assert.deepEqual([events, movements], [[], []]);
      return;
    }
    assert.equal(checkout.session.version, before.checkout.session.version + 1, 'one version a change');
    life.checkout = checkout;
    life.movements = [...life.movements, ...movements];
    if (refund !== undefined) life.refunds = [...life.refunds.filter(({ id }) => id !== refund.id), refund];
    keepBook(book, result);
    expectEndsToStay(before, life);
    expectSums(book, life);
    expectAgreement(life);
    expectTrueEvents(book, result);
  }

  toString(): string {
    return this.#name;
  }
}

/** By what the acquirer would have done: money comes with a capture, goes with a refund, comes back when that fails. */
function keepBook(book: Book, { movements = [], events }: Change): void {
  for (const { type, gross } of movements) {
    if (type === 'charge') book.captured += gross;
    else book.returned -= gross;
  }
  book.heard.push(...events);
}

function expectEndsToStay(before: Life, { checkout, refunds }: Life): void {
  const { session, intent, charges, authentication } = before.checkout;
  if (session.status !== 'open') assert.equal(checkout.session.status, session.status);
  if (['succeeded', 'canceled', 'expired'].includes(intent.status))
    assert.equal(checkout.intent.status, intent.status);
  for (const charge of charges) {
    const after = checkout.charges.find(({ id }) => id === charge.id);
    assert.equal(after?.amount, charge.amount);
    if (!['succeeded', 'failed', 'canceled'].includes(charge.status)) continue;
    assert.equal(after?.status, charge.status);
    assert.equal(after?.amountCaptured, charge.amountCaptured);
  }
  const isSame = authentication !== null && authentication.id === checkout.authentication?.id;
  if (isSame && authentication.dueAt === null)
    assert.equal(checkout.authentication?.state, authentication.state);
  for (const refund of before.refunds) assert.ok(refund.status === 'pending' || refunds.includes(refund));
}

function expectSums(book: Book, { checkout, refunds, movements }: Life): void {
  const { intent, charges } = checkout;
  for (const { entries, gross, fee, net } of movements) {
    assert.equal(sum(entries.map(({ amount }) => amount)), 0, 'entries sum to zero');
    assert.equal(gross - fee, net);
  }
  assert.equal(new Set(movements.map(({ id }) => id)).size, movements.length, 'nothing moves twice');
  const entries = movements.flatMap((movement) => movement.entries);
  const buyer = sum(
    entries.filter(({ account }) => account === 'customer_funds').map(({ amount }) => amount),
  );
  const charged = charges.filter(({ status }) => status === 'succeeded');
  const captured = sum(charged.map(({ amountCaptured }) => amountCaptured));
  const refunded = sum(refunds.filter(({ status }) => status !== 'failed').map(({ amount }) => amount));
  assert.ok(charged.length <= 1, 'one charge has succeeded');
  assert.equal(captured, book.captured);
  assert.equal(refunded, book.returned);
  assert.equal(buyer, book.returned - book.captured);
  assert.ok(refunded <= captured, 'no more goes back than came');
  assert.equal(intent.amountReceived, captured);
  assert.equal(intent.amountRefunded, refunded);
  assert.equal(sum(charges.map(({ amountRefunded }) => amountRefunded)), refunded);
}

function expectAgreement({ checkout }: Life): void {
  const { session, intent, charges, authentication } = checkout;
  const has = (status: Charge['status']) => charges.some((charge) => charge.status === status);
  const isUnderWay = intent.status === 'processing' || intent.status === 'requires_action';
  assert.equal(has('succeeded'), intent.status === 'succeeded', 'money has moved if and only if succeeded');
  assert.equal(has('authorized'), intent.status === 'requires_capture');
  assert.equal(charges.filter(({ status }) => status === 'pending').length, isUnderWay ? 1 : 0);
  assert.equal(intent.amountCapturable > 0, intent.status === 'requires_capture');
  if (intent.status === 'requires_action') assert.notEqual(authentication?.dueAt ?? null, null);
  const isDone = ['succeeded', 'requires_capture'].includes(intent.status) || has('canceled');
  assert.equal(session.status === 'complete', isDone);
  assert.equal(session.status === 'expired', intent.status === 'expired');
  assert.equal(session.endedAt === null, session.status === 'open');
}

/** What an event tells of, and what a read of the same moment has to say then. */
const TRUTHS: Readonly<Partial<Record<EventName, (checkout: Checkout) => boolean>>> = {
  session_completed: ({ session }) => session.status === 'complete',
  session_expired: ({ session }) => session.status === 'expired',
  session_canceled: ({ session }) => session.status === 'canceled',
  intent_requires_action: ({ intent }) => intent.status === 'requires_action',
  intent_processing: ({ intent }) => intent.status === 'processing',
  intent_requires_capture: ({ intent }) => intent.status === 'requires_capture',
  intent_succeeded: ({ intent }) => intent.status === 'succeeded',
  intent_canceled: ({ intent }) => intent.status === 'canceled',
  attempt_failed: ({ intent }) => intent.status === 'failed' && intent.lastError !== null,
  charge_succeeded: ({ charges }) => charges.at(-1)?.status === 'succeeded',
  charge_captured: ({ charges }) => charges.at(-1)?.status === 'succeeded',
  charge_failed: ({ charges }) => charges.some(({ status }) => status === 'failed'),
  charge_refunded: ({ intent }) => intent.amountRefunded > 0,
};

const ONCE: readonly EventName[] = [
  'session_completed',
  'session_expired',
  'session_canceled',
  'intent_succeeded',
  'intent_canceled',
  'intent_requires_capture',
  'charge_succeeded',
  'charge_captured',
];

function expectTrueEvents({ heard }: Book, { checkout, events }: Change): void {
  for (const event of events)
    assert.ok(TRUTHS[event]?.(checkout) ?? true, `${event} is true when it is told`);
  for (const event of ONCE)
    assert.ok(heard.indexOf(event) === heard.lastIndexOf(event), `${event} is told once`);
  // Whatever has ended has been told of.
  const { intent, session } = checkout;
  if (intent.status === 'succeeded') assert.ok(heard.includes('intent_succeeded'));
  if (intent.status === 'canceled') assert.ok(heard.includes('intent_canceled'));
  if (session.status === 'expired') assert.ok(heard.includes('session_expired'));
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

const CARD = {
  brand: 'visa',
  last4: '4242',
  expMonth: 3,
  expYear: 2027,
  funding: 'credit',
  country: 'US',
  fingerprint: 'f',
} as const;

function anAttempt(life: Life, expectedAmount: number) {
  life.ids += 1;
  const billing = { ...UNKNOWN_BUYER, postalCode: null, address: null };
  const paidWith = { method: 'card' as const, card: CARD, plan: null, transfer: null };
  return {
    ...paidWith,
    chargeId: `ch_${life.ids}`,
    expectedAmount,
    returnUrl: null,
    billing,
    shipping: null,
  };
}

const aStart = (id: number, hasMethod: boolean) => ({
  id: `tds_${id}`,
  serverTransactionId: `uuid-${id}`,
  accountReference: '9900000000000000017',
  methodUrl: hasMethod ? 'https://bank.example/method' : null,
  methodCompletion: hasMethod ? null : ('U' as const),
  browser: { info: null, userAgent: '', acceptHeader: '', ip: null },
});

const OUTCOME = fc.constantFrom<Outcome>(
  { type: 'approved' },
  { type: 'approved' },
  { type: 'declined', code: 'insufficient_funds' },
  { type: 'pending', settlesAt: '2026-01-15T12:30:00.000Z' },
);
const REFUND_OUTCOME = fc.constantFrom<RefundOutcome>(
  { type: 'succeeded' },
  { type: 'failed', reason: 'unknown' },
  { type: 'pending', settlesAt: '2026-01-16T12:00:00.000Z' },
);
const ANSWER = fc.constantFrom('Y', 'A', 'C', 'C', 'D', 'N', 'R', 'U', 'I', null);
const RESULT = fc.constantFrom('Y', 'A', 'N', 'R', 'U');
const PROOF = { eci: '05', value: 'cHJvb2Y=' };
const AMOUNT = fc.option(fc.constantFrom(0, 1, 700, 2_450, 4_900, 4_901, 9_900), { nil: undefined });

const step = (name: string, make: Make) => new Step(name, make);

/** A charge is settled when the acquirer was asked about it; what has an outcome may be told another one, too late. */
const settleOne =
  (outcome: Outcome, which: number): Make =>
  ({ checkout }, now) => {
    const asked = checkout.charges.filter(({ status, lookAt }) => status !== 'pending' || lookAt !== null);
    const charge = asked[which % Math.max(1, asked.length)];
    return charge === undefined ? null : settleAttempt(checkout, charge.id, outcome, now);
  };

const COMMANDS = [
  fc
    .boolean()
    .map((isRight) =>
      step(isRight ? 'press' : 'press at another price', (life, now) =>
        beginAttempt(
          life.checkout,
          anAttempt(life, life.checkout.session.amountTotal + (isRight ? 0 : 1)),
          now,
        ),
      ),
    ),
  fc.constant(
    step('press, with a provider', (life, now) => {
      const attempt = anAttempt(life, life.checkout.session.amountTotal);
      const { id, serverTransactionId, browser } = aStart(life.ids, false);
      const start = {
        id,
        serverTransactionId,
        browser,
        orderId: `order-${life.ids}`,
        url: 'https://w.example',
      };
      const paidWith = { method: 'wallet', card: null } as const;
      return beginApproval(life.checkout, { ...attempt, ...paidWith }, start, now);
    }),
  ),
  fc
    .constantFrom('approved', 'declined', 'canceled', 'expired')
    .map((result) =>
      step(`provider says ${result}`, ({ checkout }, now) => hearApproval(checkout, result, now)),
    ),
  fc.boolean().map((hasMethod) =>
    step('press, verified', (life, now) => {
      const attempt = anAttempt(life, life.checkout.session.amountTotal);
      return beginVerification(life.checkout, attempt, aStart(life.ids, hasMethod), now);
    }),
  ),
  fc
    .tuple(OUTCOME, fc.nat(5))
    .map(([outcome, which]) => step(`acquirer: ${outcome.type}`, settleOne(outcome, which))),
  fc.constant(step('method noted', ({ checkout }, now) => noteMethod(checkout, now))),
  fc.constant(step('method over', ({ checkout }, now) => finishMethod(checkout, now))),
  fc.constant(step('challenge noted', ({ checkout }, now) => noteChallenge(checkout, now))),
  ANSWER.map((transStatus) =>
    step(`bank answers ${transStatus}`, ({ checkout }, now) => {
      const rest = { acsTransactionId: 'acs', dsTransactionId: 'ds', cardholderInfo: null, proof: null };
      const acsUrl = transStatus === 'C' ? 'https://bank.example/challenge' : null;
      return hearAnswer(checkout, transStatus && { transStatus, acsUrl, ...rest }, now);
    }),
  ),
  fc
    .tuple(RESULT, fc.constantFrom(null, '01', '03', '04'))
    .map(([transStatus, challengeCancel]) =>
      step(`bank’s result ${transStatus}`, ({ checkout }, now) =>
        hearResult(checkout, { transStatus, challengeCancel, proof: PROOF }, now),
      ),
    ),
  fc.constant(step('buyer cancels', ({ checkout }, now) => cancelVerification(checkout, now))),
  fc.constant(step('verification is due', ({ checkout }, now) => expireVerification(checkout, now))),
  fc.constant(step('process restarts', ({ checkout }, now) => giveUpVerification(checkout, now))),
  fc.constant(step('session expires', ({ checkout }, now) => expire(checkout, now))),
  fc
    .integer({ min: 1, max: 9_999 })
    .map((amountTotal) =>
      step('price changes', ({ checkout }, now) => changeTerms(checkout, { amountTotal }, now)),
    ),
  AMOUNT.map((amount) =>
    step(`capture ${amount ?? 'all'}`, ({ checkout }, now) => capture(checkout, amount, now)),
  ),
  fc.constant(step('merchant cancels', ({ checkout }, now) => cancelIntent(checkout, 'abandoned', now))),
  fc.constant(step('hold lapses', ({ checkout }, now) => lapseHold(checkout, now))),
  fc.tuple(AMOUNT, REFUND_OUTCOME).map(([amount, outcome]) =>
    step(`refund ${amount ?? 'all'}: ${outcome.type}`, (life, now) => {
      life.ids += 1;
      const wish = { id: `re_${life.ids}`, amount, reason: null, description: null, metadata: {} };
      return createRefund(life.checkout, wish, outcome, now);
    }),
  ),
  fc.tuple(fc.nat(9), REFUND_OUTCOME).map(([which, outcome]) =>
    step(`refund: ${outcome.type}`, ({ checkout, refunds }, now) => {
      const refund = refunds[which % Math.max(1, refunds.length)];
      return refund === undefined ? null : settleRefund(checkout, refund, outcome, now);
    }),
  ),
  fc.constantFrom(1_000, 20_000, 16 * 60_000, 3 * 86_400_000).map((ms) =>
    step(`${ms} ms pass`, (life) => {
      life.nowMs += ms;
      return null;
    }),
  ),
];
