// The request about a payment, checked by the schema that the bank checks it with.

import { describe, expect, it } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { ASKS_NOTHING, UNKNOWN_BUYER } from '../domain/contact.ts';
import { createIntent } from '../domain/intent.ts';
import { createSession } from '../domain/session.ts';
import { beginVerification } from '../domain/verification.ts';
import { buildAReq } from './areq.ts';
import { notificationUrl } from './challenge-form.ts';
import { areqSchema } from './messages.ts';

const now = manualClock('2026-01-05T06:07:08.009Z').now();
const SETTINGS = {
  apiOrigin: 'https://api.example',
  checkoutOrigin: 'https://checkout.example',
  threedsOrigin: 'https://3ds.example',
};

interface Given {
  readonly currency?: string;
  readonly amount?: number;
  readonly name?: string | null;
  readonly merchantName?: string;
  readonly methodCompletion?: 'Y' | 'N' | 'U';
}

function anAReq(given: Given = {}) {
  const { currency = 'USD', amount = 4900, name = null, merchantName = 'Bücher & Söhne', ...rest } = given;
  const session = createSession(
    {
      id: 'cs_test_1',
      merchantId: 'merch_1',
      livemode: false,
      mode: 'payment',
      uiMode: 'embedded',
      submitType: 'pay',
      currency,
      clientSecretHash: 'h',
      clientSecretSealed: 's',
    },
    {
      amountTotal: amount,
      lineItems: [],
      afterCompletion: { type: 'hosted_confirmation' },
      cancelUrl: null,
      returnUrl: null,
      locale: 'ar',
      buttonText: null,
      description: null,
      collect: ASKS_NOTHING,
      customer: UNKNOWN_BUYER,
      metadata: {},
    },
    3_600_000,
    now,
  );
  const intent = createIntent('pi_1', amount, currency, now);
  const begun = beginVerification(
    { session, intent, charges: [], authentication: null },
    {
      chargeId: 'ch_1',
      expectedAmount: amount,
      returnUrl: null,
      method: 'card' as const,
      plan: null,
      transfer: null,
      card: {
        brand: 'visa',
        last4: '3155',
        expMonth: 3,
        expYear: 2027,
        funding: 'credit',
        country: 'US',
        fingerprint: 'f',
      },
      billing: { ...UNKNOWN_BUYER, name, postalCode: null, address: null },
      shipping: null,
    },
    {
      id: 'tds_1',
      serverTransactionId: '8a880dc0-d2d2-4067-bcb1-b08d1690b26e',
      accountReference: '9990000001003155',
      methodUrl: null,
      methodCompletion: rest.methodCompletion ?? 'U',
      browser: { info: null, userAgent: 'Mozilla/5.0', acceptHeader: '*/*', ip: null },
    },
    now,
  );
  if ('problem' in begun) throw new Error(begun.problem.message);
  const { charges, authentication } = begun.checkout;
  const [charge] = charges;
  if (charge === undefined || authentication === null) throw new Error('Nothing has begun.');
  const settled = { supportUrl: null, allowedOrigins: [], paymentMethods: [] };
  const merchant = { id: 'merch_1', displayName: merchantName, ...settled };
  return buildAReq({ session, charge, authentication, merchant, settings: SETTINGS }, now);
}

describe('an AReq', () => {
  it('says what is paid, to whom, and where the bank’s page comes back to', () => {
    const areq = anAReq({ name: 'Zoë Müller' });
    expect(areqSchema.parse(areq)).toMatchObject({
      messageType: 'AReq',
      messageVersion: '2.2.0',
      deviceChannel: '02',
      threeDSServerTransID: '8a880dc0-d2d2-4067-bcb1-b08d1690b26e',
      threeDSCompInd: 'U',
      acctNumber: '9990000001003155',
      cardExpiryDate: '2703',
      cardholderName: 'Zoe Muller',
      merchantName: 'Bucher & Sohne',
      notificationURL: 'https://3ds.example/3ds/notify/challenge/tds_1',
      purchaseAmount: '4900',
      purchaseCurrency: '840',
      purchaseExponent: '2',
      purchaseDate: '20260105060708',
      threeDSRequestorDecReqInd: 'Y',
      threeDSRequestorDecMaxTime: '00005',
      browserLanguage: 'ar',
      messageExtension: [{ data: { sessionId: 'cs_test_1' } }],
    });
  });

  it.each([
    ['JPY', 500, '392', '0'],
    ['KWD', 1500, '414', '3'],
    ['EUR', 99_999_999_999, '978', '2'],
  ])('writes %s %s as ISO 4217 numbers it', (currency, amount, numeric, exponent) => {
    expect(areqSchema.parse(anAReq({ currency, amount }))).toMatchObject({
      purchaseAmount: String(amount),
      purchaseCurrency: numeric,
      purchaseExponent: exponent,
    });
  });

  it.each([null, '山田 太郎', 'A'])('leaves out the name %s, which it cannot write', (name) => {
    expect(areqSchema.parse(anAReq({ name }))).not.toHaveProperty('cardholderName');
  });

  it('keeps to the length of every name', () => {
    const areq = areqSchema.parse(anAReq({ name: 'n'.repeat(200), merchantName: 'm'.repeat(200) }));
    expect([areq.cardholderName?.length, areq.merchantName.length]).toEqual([45, 40]);
    expect(areqSchema.parse(anAReq({ merchantName: '店' })).merchantName).toBe('Merchant');
  });

  it.each(['Y', 'N', 'U'] as const)('tells the method step’s completion %s', (methodCompletion) => {
    expect(anAReq({ methodCompletion }).threeDSCompInd).toBe(methodCompletion);
  });
});

it('has notification addresses of at most 256 characters, with the longest host names there are', () => {
  const settings = { threedsOrigin: `https://${'a'.repeat(63)}.${'b'.repeat(63)}.example:65535` };
  expect(notificationUrl(settings, 'challenge', `tds_${'x'.repeat(24)}`).length).toBeLessThanOrEqual(256);
});
