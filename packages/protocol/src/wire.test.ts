// What leaves the frame holds nothing that the shop's page should not know, and arrives as it was sent.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PublicDeclineCode, PublicSession } from './api.ts';
import { ERROR_TABLE } from './error-table.ts';
import { createError, type ErrorCode, isErrorCode } from './error-types.ts';
import { parseFrameMessage } from './messages.ts';
import type { NextAction } from './next-action.ts';
import { fromWireError, summarizeSession, toWireError } from './wire.ts';

const SESSION: PublicSession = {
  id: 'cs_test_1',
  object: 'checkout.session',
  livemode: false,
  status: 'complete',
  paymentStatus: 'paid',
  uiMode: 'embedded',
  submitType: 'pay',
  currency: 'USD',
  exponent: 2,
  amountSubtotal: 4900,
  amountDiscount: 0,
  amountTax: 0,
  amountTotal: 4900,
  lineItems: [
    {
      id: 'li_1',
      name: 'Mug',
      description: null,
      imageUrl: null,
      quantity: 1,
      unitAmount: 4900,
      amount: 4900,
    },
  ],
  description: 'Order 7',
  merchant: { displayName: 'Shop', supportUrl: null },
  locale: null,
  buttonText: null,
  paymentMethodTypes: ['card'],
  collect: { name: true, email: true, postalCode: true },
  customer: { email: 'buyer@example.com', name: 'B. Uyer' },
  expiresAt: '2026-11-21T12:00:00Z',
  serverTime: '2026-11-21T11:00:00Z',
  cancelUrlPresent: false,
  autoReturnMs: null,
  intent: {
    id: 'pi_1',
    object: 'payment_intent',
    status: 'succeeded',
    amount: 4900,
    currency: 'USD',
    lastError: { declineCode: 'insufficient_funds' },
    card: { brand: 'visa', last4: '4242' },
    nextAction: null,
    cardholderInfo: null,
  },
  version: 3,
};

const CODES = Object.keys(ERROR_TABLE).filter(isErrorCode);

describe('summarizeSession', () => {
  it('keeps ids, states and amounts only', () => {
    expect(summarizeSession(SESSION)).toEqual({
      id: 'cs_test_1',
      status: 'complete',
      paymentStatus: 'paid',
      amountTotal: 4900,
      currency: 'USD',
      paymentIntent: {
        id: 'pi_1',
        object: 'payment_intent',
        status: 'succeeded',
        amount: 4900,
        currency: 'USD',
      },
    });
  });

  it.each<NextAction>([
    {
      type: 'three_ds_method',
      id: '3ds_1',
      methodUrl: 'https://bank.example/method',
      methodData: 'bWV0aG9k',
    },
    {
      type: 'three_ds_challenge',
      id: '3ds_1',
      acsUrl: 'https://bank.example/acs',
      creq: 'Y3JlcQ',
      sessionData: 'M2RzXzE',
      redirectUrl: 'https://3ds.example/3ds/redirect/3ds_1',
    },
    { type: 'three_ds_decoupled', id: '3ds_1', expiresAt: '2026-11-21T11:05:00Z' },
  ])('tells the shop that the buyer is asked, and nothing of $type', (nextAction) => {
    const intent = { ...SESSION.intent, status: 'requires_action', nextAction } as const;
    const asked = { ...SESSION, intent: { ...intent, cardholderInfo: 'Call +1 555 0100' } };
    const summary = summarizeSession({
      ...SESSION,
      intent: { ...SESSION.intent, status: 'requires_action' },
    });
    expect(summary.paymentIntent.status).toBe('requires_action');
    expect(summarizeSession(asked)).toEqual(summary);
    expect(JSON.stringify(summarizeSession(asked))).not.toMatch(/3ds|bank\.example|555/);
  });

  it('makes what the guard admits', () => {
    const message = { type: 'complete', session: summarizeSession(SESSION) };
    expect(parseFrameMessage(structuredClone(message))).toEqual(message);
  });
});

describe('toWireError and fromWireError', () => {
  it.each(CODES)('carry %s across unchanged', (code) => {
    const error = createError(code, 'Something is wrong.', { param: 'locale', requestId: 'req_1' });
    const message = parseFrameMessage(structuredClone({ type: 'error', error: toWireError(error) }));
    if (message?.type !== 'error') throw new Error(`The guard answered ${JSON.stringify(message)}.`);
    const arrived = fromWireError(message.error);
    expect(arrived).toEqual(error);
    expect({ ...arrived }).toEqual({ ...error });
    expect(arrived.message).toBe(error.message);
  });

  it.each<PublicDeclineCode>(['authentication_failed', 'authentication_canceled', 'authentication_expired'])(
    'carry the decline code %s across',
    (declineCode) => {
      const wire = toWireError(createError('card_declined', 'Nothing was charged.', { declineCode }));
      expect(parseFrameMessage({ type: 'error', error: wire })).toEqual({ type: 'error', error: wire });
      expect(fromWireError(wire).declineCode).toBe(declineCode);
    },
  );

  it('leave the cause and the stack at home', () => {
    const cause = new Error('POST https://api.example/ card=4242424242424242');
    const wire = toWireError(createError('api_error', 'The server failed.', { cause }));
    expect(wire).toEqual({
      type: 'api',
      code: 'api_error',
      retryable: true,
      message: 'The server failed.',
    });
  });

  it('cut what is too long for the guard', () => {
    const long = 'x'.repeat(5000);
    const wire = toWireError(
      createError('api_error', long, { declineCode: long, param: long, requestId: long }),
    );
    expect(wire).toMatchObject({
      message: 'x'.repeat(1000),
      declineCode: 'x'.repeat(200),
      param: 'x'.repeat(200),
    });
    expect(parseFrameMessage({ type: 'error', error: wire })).toEqual({ type: 'error', error: wire });
  });

  it('make what the guard admits of every error', () => {
    const detail = fc.option(fc.string({ maxLength: 5000, unit: 'grapheme' }), { nil: undefined });
    const details = fc.record({ declineCode: detail, param: detail, requestId: detail });
    fc.assert(
      fc.property(
        fc.constantFrom<ErrorCode>(...CODES),
        fc.string({ maxLength: 3000 }),
        details,
        (code, words, rest) => {
          const present = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
          const message = { type: 'error', error: toWireError(createError(code, words, present)) };
          expect(parseFrameMessage(structuredClone(message))).toEqual(message);
        },
      ),
    );
  });
});
