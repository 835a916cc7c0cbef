// Every body of the browser API: each field missing, of a wrong type, beyond its bounds, unknown. Cards are never quoted back.

import { PAYMENT_METHODS } from '@xpay/protocol/payment-methods';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { DOCUMENT, type Document } from './test-bad-input.ts';
import { type Body, expectRefusals, type Ids, ITEM, SESSION, withIds } from './test-bad-world.ts';
import { aToken, IN_THREE, TRANSFER, WALLET } from './test-methods.ts';
import {
  type Answer,
  APPROVED,
  aConfirmBody,
  aSandbox,
  type Call,
  call,
  callClient,
  create,
  type Sandbox,
  withSandbox,
} from './test-sandbox.ts';
import { aCustomer, keptBy } from './test-saved-cards.ts';
import { publicSession } from './wire/browser/schemas.ts';

/** Past the limits of one session, of which ten confirms in ten minutes is the strictest. */
const PACE_MS = 61_000;
const ASKS = '4000002760003184';

const BROWSER = {
  acceptHeader: 'text/html',
  language: 'en',
  colorDepth: 24,
  screenHeight: 800,
  screenWidth: 1200,
  timeZoneOffset: -60,
  javaEnabled: false,
  windowSize: '05',
};
const ADDRESS = { country: 'JP', line1: '1-1 Chiyoda', city: 'Tokyo', postalCode: '100-0001' };
const BILLING = { name: 'Ada', email: 'ada@buyer.example', phone: '+81312345678', address: ADDRESS };
const EVERYTHING = {
  collect: { phone: true, billingAddress: true, shippingAddress: true },
  customFields: [{ type: 'text', key: 'size', label: 'Size' }],
};
const { card: CARD } = aConfirmBody(APPROVED).paymentMethod;
const ADJUSTABLE = {
  amount: undefined,
  lineItems: [{ ...ITEM, adjustableQuantity: {} }],
  customFields: EVERYTHING.customFields,
};

/** What is paid with, and what else is sent. */
const confirming = (means: object, more: object = {}): Body => ({
  expectedAmount: 4900,
  paymentMethod: { ...means, billing: BILLING },
  ...more,
});

type Row = readonly [method: 'post' | 'patch', path: string, what: string, session: Body, body: Body];

const CONFIRM = ['post', '/v1/client/session/confirm'] as const;
const BODIES: readonly Row[] = [
  [
    ...CONFIRM,
    'a card, and all else that a checkout asks for',
    EVERYTHING,
    confirming(
      { type: 'card', card: CARD },
      {
        browser: BROWSER,
        returnUrl: 'https://shop.example/back',
        shipping: { name: 'Ada', address: ADDRESS },
        customFields: { size: 'l' },
      },
    ),
  ],
  [
    ...CONFIRM,
    'a card to be kept',
    { customerId: '{customer}', savedCards: { offer: true } },
    confirming({ type: 'card', card: CARD, save: true }),
  ],
  [
    ...CONFIRM,
    'a card that was kept',
    { customerId: '{customer}', savedCards: { offer: true } },
    confirming({ type: 'saved_card', savedCard: { id: '{card}', cvc: '123' } }),
  ],
  [...CONFIRM, 'a wallet', {}, confirming(WALLET)],
  [...CONFIRM, 'instalments', {}, confirming(IN_THREE)],
  [...CONFIRM, 'a transfer', {}, confirming(TRANSFER)],
  [...CONFIRM, 'a payment sheet', {}, confirming(aToken())],
  [
    ...CONFIRM,
    'nothing',
    { discounts: [{ coupon: '{coupon}' }] },
    { ...confirming({ type: 'none' }), expectedAmount: 0 },
  ],
  [
    'patch',
    '/v1/client/session',
    'quantities and answers',
    ADJUSTABLE,
    {
      lineItemQuantities: [{ id: '{item}', quantity: 2 }],
      customFieldAnswers: { size: 'l' },
      removeDiscount: 'di_1',
    },
  ],
  [
    'patch',
    '/v1/client/session',
    'a promotion code',
    { allowPromotionCodes: true },
    { addPromotionCode: 'HALF' },
  ],
  [
    'post',
    '/v1/client/session/authenticate',
    'a verification',
    {},
    { id: '{action}', methodCompletion: 'U' },
  ],
  ['post', '/v1/client/session/cancel_action', 'a verification', {}, { id: '{action}' }],
  ['post', '/v1/client/session/restart_action', 'a verification', {}, { id: '{action}', browser: BROWSER }],
];

let document: Document | null = null;
beforeAll(() =>
  withSandbox(async (sandbox) => {
    document = DOCUMENT.parse((await call(sandbox, '/openapi/client.json', { key: '' })).json);
  }),
);

function mustHaveDocument(): Document {
  if (document === null) throw new Error('There is no document of the browser API.');
  return document;
}

async function aTill(): Promise<Sandbox> {
  const sandbox = await aSandbox();
  onTestFinished(() => sandbox.close());
  return sandbox;
}

async function make(sandbox: Sandbox, path: string, body: unknown): Promise<Answer['json']> {
  const answer = await call(sandbox, path, { body });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.json;
}

/** What sessions are made with and bodies name. */
async function idsIn(sandbox: Sandbox): Promise<Ids> {
  const customer = await aCustomer(sandbox);
  const half = await make(sandbox, '/coupons', { name: 'Half', percentOff: 50 });
  await make(sandbox, '/promotion-codes', { coupon: half['id'], code: 'HALF' });
  const all = await make(sandbox, '/coupons', { name: 'All', percentOff: 100 });
  return { customer, card: await keptBy(sandbox, customer), coupon: String(all['id']) };
}

/** The id of the verification that a card has led to. */
async function verificationOf(sandbox: Sandbox, clientSecret: string): Promise<string> {
  const headers = { 'Idempotency-Key': 'first' };
  const asked = await callClient(sandbox, '/confirm', clientSecret, { body: aConfirmBody(ASKS), headers });
  return publicSession.parse(asked.json).intent.nextAction?.id ?? '';
}

it.each(BODIES)(
  '%s %s with %s refuses every value that its schema has no room for, names the field, and takes the rest',
  async (method, path, what, wanted, sent) => {
    const sandbox = await aTill();
    const made = await idsIn(sandbox);
    const terms = withIds({ ...SESSION, paymentMethodTypes: PAYMENT_METHODS, ...wanted }, made);
    const clientSecret = String((await make(sandbox, '/checkout/sessions', terms))['clientSecret']);
    const [item] = publicSession.parse((await callClient(sandbox, '', clientSecret)).json).lineItems;
    const action = what === 'a verification' ? await verificationOf(sandbox, clientSecret) : '';
    const body = withIds(sent, { ...made, item: item?.id ?? '', action });
    let count = 0;
    const send = (options: Call) => {
      sandbox.clock.advance(PACE_MS);
      count += 1;
      const headers = { 'Idempotency-Key': `key-${count}`, ...options.headers };
      const asked = { method: method.toUpperCase(), ...options, headers };
      return callClient(sandbox, path.replace('/v1/client/session', ''), clientSecret, asked);
    };
    await expectRefusals({ document: mustHaveDocument(), method, path, body, send });
    const answer = await send({ body });
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
  },
);

it('post /v1/client/bootstrap refuses every value that its schema has no room for, and names the field', async () => {
  const sandbox = await aTill();
  const path = '/v1/client/bootstrap';
  const send = (options: Call) => {
    sandbox.clock.advance(1000);
    return call(sandbox, path, { method: 'POST', key: sandbox.keys.publishableKey, ...options });
  };
  const body = { bootstrap: 'as it stands in a page' };
  await expectRefusals({ document: mustHaveDocument(), method: 'post', path, body, send });
  expect((await send({ body })).status).toBe(404);
});

it('a card or a security code that is refused is in no answer, whatever is wrong with it', async () => {
  const sandbox = await aTill();
  const { clientSecret } = await create(sandbox);
  const [number, cvc] = ['4242 4242-4242 4242 4242 4242 4242 4242', '987654321'];
  const cards = [
    { ...CARD, number },
    { ...CARD, cvc },
    { ...CARD, [number]: cvc },
    { ...CARD, number: [number] },
  ];
  for (const card of cards) {
    sandbox.clock.advance(PACE_MS);
    const { status, text } = await callClient(sandbox, '/confirm', clientSecret, {
      body: { expectedAmount: 4900, paymentMethod: { type: 'card', card, billing: {} } },
      headers: { 'Idempotency-Key': 'once' },
    });
    expect([status, text]).toEqual([400, expect.not.stringMatching(/4242|98765/)]);
  }
});
