// Whatever banks and buyers do about a verification, in whatever order: one charge at most, and no end that changes.

import type { IntentStatus } from '@xpay/protocol/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginAttempt, settleAttempt } from './attempt.ts';
import { type Checkout, changeTerms, type EventName, expire, isDue, type Result } from './checkout.ts';
import { UNKNOWN_BUYER } from './contact.ts';
import { INTENT_EDGES } from './intent.ts';
import { aCheckout, START } from './test-checkout.ts';
import {
  awaitsResult,
  type BankAnswer,
  type BankResult,
  beginVerification,
  cancelVerification,
  expireVerification,
  finishMethod,
  giveUpVerification,
  hearAnswer,
  hearResult,
} from './verification.ts';
import { noteChallenge, noteMethod, noteRedirect } from './verification-notes.ts';

const later = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

const CARD = {
  brand: 'visa',
  last4: '3155',
  expMonth: 3,
  expYear: 2027,
  funding: 'credit',
  country: 'US',
  fingerprint: 'f',
} as const;

const anAttempt = (chargeId: string) => ({
  chargeId,
  expectedAmount: 4900,
  returnUrl: null,
  method: 'card' as const,
  plan: null,
  transfer: null,
  card: CARD,
  billing: { ...UNKNOWN_BUYER, postalCode: null, address: null },
  shipping: null,
});

const aStart = (id: string, methodUrl: string | null = null) => ({
  id,
  serverTransactionId: `uuid of ${id}`,
  accountReference: '9900000000000000017',
  methodUrl,
  methodCompletion: methodUrl === null ? ('U' as const) : null,
  browser: { info: null, userAgent: '', acceptHeader: '', ip: null },
});

const anAnswer = (transStatus: BankAnswer['transStatus']): BankAnswer => ({
  transStatus,
  acsTransactionId: 'acs',
  dsTransactionId: 'ds',
  acsUrl: transStatus === 'C' ? 'https://bank.example/challenge' : null,
  cardholderInfo: 'Call us.',
  proof: null,
});

const aResult = (
  transStatus: BankResult['transStatus'],
  challengeCancel: string | null = null,
): BankResult => ({
  transStatus,
  proof: { eci: '05', value: 'proof' },
  challengeCancel,
});

/** The checkout after a step that has to work. */
function done(result: Result): Checkout {
  if ('problem' in result) throw new Error(result.problem.message);
  return result.checkout;
}

const begun = (methodUrl: string | null = null) =>
  done(beginVerification(aCheckout(), anAttempt('ch_1'), aStart('tds_1', methodUrl), START));
const answered = (transStatus: BankAnswer['transStatus']) =>
  hearAnswer(begun(), anAnswer(transStatus), START);

describe('a verification that begins', () => {
  it('has a charge that nobody is asked for, and an intent that requires action', () => {
    const { intent, charges, authentication, session } = begun();
    expect(intent).toMatchObject({ status: 'requires_action', latestChargeId: 'ch_1' });
    expect(charges).toMatchObject([{ status: 'pending', lookAt: null }]);
    expect(authentication).toMatchObject({ state: 'asking', chargeId: 'ch_1' });
    expect(session.version).toBe(2);
  });

  it('is told of when the browser first has something to do, and once', () => {
    const method = beginVerification(aCheckout(), anAttempt('ch_1'), aStart('tds_1', 'https://m'), START);
    expect(method).toMatchObject({ events: ['intent_requires_action'] });
    const asking = finishMethod(done(method), START);
    expect(asking.events).toEqual([]);
    expect(hearAnswer(asking.checkout, anAnswer('C'), START).events).toEqual([]);
    expect(beginVerification(aCheckout(), anAttempt('ch_1'), aStart('tds_1'), START)).toMatchObject({
      events: [],
    });
    expect(answered('C').events).toEqual(['intent_requires_action']);
    expect(answered('D').events).toEqual(['intent_requires_action']);
    expect(answered('Y').events).toEqual([]);
  });

  it('is refused like any attempt: another amount, a session that is over, an attempt in flight', () => {
    const wrong = { ...anAttempt('ch_1'), expectedAmount: 4800 };
    expect(beginVerification(aCheckout(), wrong, aStart('tds_1'), START)).toMatchObject({
      problem: { code: 'amount_changed' },
    });
    expect(beginVerification(aCheckout(), anAttempt('ch_1'), aStart('tds_1'), later(60))).toMatchObject({
      problem: { code: 'session_expired' },
    });
    expect(beginVerification(begun(), anAttempt('ch_2'), aStart('tds_2'), START)).toMatchObject({
      problem: { code: 'invalid_state' },
    });
    expect(changeTerms(begun(), { amountTotal: 1 }, START)).toMatchObject({
      problem: { code: 'invalid_state' },
    });
  });
});

describe('the method step', () => {
  const waiting = () => begun('https://bank.example/method');

  it.each([
    ['came back', true, 'Y'],
    ['did not', false, 'N'],
  ] as const)('is told as the server saw it: the bank’s page %s', (_what, cameBack, methodCompletion) => {
    const noted = cameBack ? noteMethod(waiting(), START).checkout : waiting();
    expect(finishMethod(noted, START).checkout.authentication).toMatchObject({
      state: 'asking',
      methodCompletion,
    });
  });

  it('is over once, and a page that comes back late or twice changes nothing', () => {
    const noted = noteMethod(waiting(), START).checkout;
    expect(noteMethod(noted, later(1)).checkout).toBe(noted);
    const asking = finishMethod(waiting(), START).checkout;
    expect(finishMethod(asking, START).checkout).toBe(asking);
    expect(noteMethod(asking, START).checkout).toBe(asking);
  });
});

describe('an answer of the bank', () => {
  it.each([
    ['Y', 'passed', 'processing'],
    ['A', 'passed', 'processing'],
    ['I', 'passed', 'processing'],
    ['U', 'passed', 'processing'],
    ['C', 'challenged', 'requires_action'],
    ['D', 'decoupled', 'requires_action'],
    ['N', 'failed', 'failed'],
    ['R', 'failed', 'failed'],
  ] as const)('%s makes it %s and the intent %s', (transStatus, state, status) => {
    const { checkout } = answered(transStatus);
    expect(checkout.authentication).toMatchObject({ state, answer: transStatus, cardholderInfo: 'Call us.' });
    expect(checkout.intent.status).toBe(status);
  });

  it('that refuses, or that cannot be used, fails the charge unasked', () => {
    for (const { checkout, events } of [answered('N'), answered('R'), hearAnswer(begun(), null, START)]) {
      expect(checkout.charges).toMatchObject([{ status: 'failed', failureCode: 'authentication_failed' }]);
      expect(checkout.intent.lastError).toBe('authentication_failed');
      expect(events).toEqual(['charge_failed', 'attempt_failed']);
    }
  });

  it('that nobody waits for any more changes nothing', () => {
    const canceled = cancelVerification(begun(), START).checkout;
    expect(hearAnswer(canceled, anAnswer('Y'), START).checkout).toBe(canceled);
  });
});

describe('a result', () => {
  it.each([
    ['Y', 'processing'],
    ['A', 'processing'],
    ['N', 'failed'],
    ['R', 'failed'],
    ['U', 'failed'],
  ] as const)('%s makes the intent %s', (transStatus, status) => {
    const { checkout } = hearResult(answered('C').checkout, aResult(transStatus), START);
    expect([checkout.intent.status, checkout.authentication?.result]).toEqual([status, transStatus]);
    expect(checkout.authentication?.proof).toEqual({ eci: '05', value: 'proof' });
  });

  it.each([
    ['N', '01', 'authentication_canceled'],
    ['U', '01', 'authentication_canceled'],
    ['N', '03', 'authentication_expired'],
    ['N', '04', 'authentication_expired'],
    ['N', '05', 'authentication_expired'],
    ['N', '06', 'authentication_failed'],
    ['N', 'toString', 'authentication_failed'],
  ] as const)('%s with the reason %s says %s', (transStatus, reason, code) => {
    const { checkout } = hearResult(answered('C').checkout, aResult(transStatus, reason), START);
    expect([checkout.intent.status, checkout.intent.lastError]).toEqual(['failed', code]);
  });

  it('of yes stays a yes, whatever reason stands beside it', () => {
    const { checkout } = hearResult(answered('C').checkout, aResult('Y', '01'), START);
    expect(checkout.intent.status).toBe('processing');
  });

  it('of yes is told as processing, then the acquirer has the last word', () => {
    const passed = hearResult(answered('C').checkout, aResult('Y'), START);
    expect(passed.events).toEqual(['intent_processing']);
    expect(passed.checkout.charges[0]?.lookAt).not.toBeNull();
    const slow = settleAttempt(
      passed.checkout,
      'ch_1',
      { type: 'pending', settlesAt: later(1).toISOString() },
      START,
    );
    expect(slow).toMatchObject({ events: [] });
    expect(settleAttempt(done(slow), 'ch_1', { type: 'approved' }, START)).toMatchObject({
      events: ['charge_succeeded', 'intent_succeeded', 'session_completed'],
    });
  });

  it('twice, before the challenge, or after an end changes nothing', () => {
    const passed = hearResult(answered('C').checkout, aResult('Y'), START).checkout;
    for (const checkout of [passed, begun(), cancelVerification(answered('C').checkout, START).checkout]) {
      expect(hearResult(checkout, aResult('N'), START).checkout).toBe(checkout);
    }
  });
});

describe('the end without a bank', () => {
  it.each([
    ['method', begun('https://m'), 15, 'authentication_expired'],
    ['asking', begun(), 0.25, 'authentication_failed'],
    ['challenged', answered('C').checkout, 15, 'authentication_expired'],
    ['decoupled', answered('D').checkout, 5, 'authentication_expired'],
  ] as const)('of one that is %s comes when its time is over', (_state, checkout, minutes, code) => {
    const early = new Date(later(minutes).getTime() - 1);
    expect(expireVerification(checkout, early).checkout).toBe(checkout);
    const { intent, charges, authentication } = expireVerification(checkout, later(minutes)).checkout;
    expect([intent.status, intent.lastError, charges[0]?.failureCode]).toEqual(['failed', code, code]);
    expect(authentication?.dueAt).toBeNull();
  });

  it('is canceled by the buyer, once', () => {
    const canceled = cancelVerification(answered('C').checkout, START);
    expect(canceled).toMatchObject({
      checkout: { intent: { status: 'failed', lastError: 'authentication_canceled' } },
      events: ['charge_failed', 'attempt_failed'],
    });
    expect(cancelVerification(canceled.checkout, START).checkout).toBe(canceled.checkout);
    expect(giveUpVerification(canceled.checkout, START).checkout).toBe(canceled.checkout);
  });

  it('comes with the session that the merchant ends; time alone waits for the buyer', () => {
    const challenged = answered('C').checkout;
    expect(isDue(challenged, later(60))).toBe(false);
    expect(expire(challenged, START)).toMatchObject({
      checkout: {
        session: { status: 'expired' },
        intent: { status: 'expired' },
        charges: [{ status: 'failed', failureCode: 'authentication_expired' }],
        authentication: { state: 'expired' },
      },
      events: ['charge_failed', 'session_expired'],
    });
  });
});

it('notes what browsers bring back without moving anything', () => {
  const challenged = answered('C').checkout;
  const noted = noteRedirect(noteChallenge(challenged, later(1)).checkout, later(2)).checkout;
  expect(noted.authentication).toMatchObject({
    state: 'challenged',
    challengeNotedAt: later(1).toISOString(),
    redirectedAt: later(2).toISOString(),
  });
  expect(noteChallenge(noted, later(3)).checkout).toBe(noted);
  expect(noteRedirect(noted, later(3)).checkout).toBe(noted);
  const ended = cancelVerification(challenged, START).checkout;
  expect(noteRedirect(ended, START).checkout).toBe(ended);
});

it('leaves a later attempt without verification alone', () => {
  const failed = answered('N').checkout;
  const plain = done(beginAttempt(failed, anAttempt('ch_2'), START));
  expect(plain.authentication).toBeNull();
  expect(hearResult(plain, aResult('Y'), START).checkout).toBe(plain);
});

const ANSWERS = (['Y', 'A', 'C', 'D', 'N', 'R', 'U', 'I'] as const).map(anAnswer);
const STEPS: readonly ((checkout: Checkout, now: Date) => Result)[] = [
  (checkout, now) => {
    const id = `${checkout.charges.length}`;
    return beginVerification(checkout, anAttempt(`ch_${id}`), aStart(`tds_${id}`), now);
  },
  (checkout, now) => {
    const id = `${checkout.charges.length}`;
    return beginVerification(checkout, anAttempt(`ch_${id}`), aStart(`tds_${id}`, 'https://m'), now);
  },
  (checkout, now) => beginAttempt(checkout, anAttempt(`ch_${checkout.charges.length}`), now),
  ...ANSWERS.map((answer) => (checkout: Checkout, now: Date) => hearAnswer(checkout, answer, now)),
  ...(['Y', 'N'] as const).map(
    (status) => (checkout: Checkout, now: Date) => hearResult(checkout, aResult(status), now),
  ),
  ...[noteMethod, finishMethod, noteChallenge, noteRedirect, cancelVerification, expireVerification, expire],
  (checkout, now) => {
    const latest = checkout.charges.at(-1);
    // The acquirer is asked when the intent is processing, and then only.
    if (latest === undefined || checkout.intent.status !== 'processing') return { checkout, events: [] };
    return settleAttempt(checkout, latest.id, { type: 'approved' }, now);
  },
];

const MOVES = new Set(
  Object.values(INTENT_EDGES).flatMap(({ from, to }) =>
    from.map((status: IntentStatus) => `${status} → ${to}`),
  ),
);

it('makes only legal moves, and charges only what was verified, in any history', () => {
  const history = fc.array(
    fc.record({ step: fc.constantFrom(...STEPS), minutes: fc.constantFrom(0, 0, 0, 1, 5, 15) }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(history, (steps) => {
      let checkout = aCheckout();
      let now = START;
      const told: EventName[] = [];
      for (const { step, minutes } of steps) {
        now = new Date(now.getTime() + minutes * 60_000);
        const result = step(checkout, now);
        if ('problem' in result) continue;
        const [before, after] = [checkout, result.checkout];
        told.push(...result.events);
        if (before.intent.status !== after.intent.status) {
          expect(MOVES).toContain(`${before.intent.status} → ${after.intent.status}`);
        }
        if (before.session.status !== 'open') expect(after.intent).toEqual(before.intent);
        const isOpen = after.authentication !== null && after.authentication.dueAt !== null;
        expect(isOpen).toBe(after.intent.status === 'requires_action');
        const pending = after.charges.filter(({ status }) => status === 'pending');
        expect(pending).toHaveLength(['requires_action', 'processing'].includes(after.intent.status) ? 1 : 0);
        checkout = after;
      }
      const succeeded = checkout.charges.filter(({ status }) => status === 'succeeded');
      expect(succeeded).toHaveLength(checkout.intent.status === 'succeeded' ? 1 : 0);
      const { authentication } = checkout;
      if (authentication !== null && awaitsResult(authentication)) expect(succeeded).toEqual([]);
      expect(told.filter((name) => name === 'charge_failed').length).toBe(
        checkout.charges.filter(({ status }) => status === 'failed').length,
      );
    }),
    { numRuns: 500 },
  );
});
