// Redemptions that open sessions hold: given back by whatever ends a session unpaid, so that no cap outlives who filled it.

import { expect, it } from 'vitest';
import { aSessionBody, call, callClient, create, type Sandbox, withSandbox } from './test-sandbox.ts';

const MINUTE_MS = 60_000;

async function made(sandbox: Sandbox, path: string, body: object): Promise<string> {
  const answer = await call(sandbox, path, { body });
  if (answer.status !== 201) throw new Error(answer.text);
  return String(answer.json['id']);
}

/** A code that one buyer may use, held by an open session that lasts five minutes. */
async function held(sandbox: Sandbox) {
  const product = await made(sandbox, '/products', { name: 'Tea' });
  const price = await made(sandbox, `/prices?productId=${product}`, { currency: 'USD', unitAmount: 5000 });
  const coupon = await made(sandbox, '/coupons', {
    name: 'Spring',
    percentOff: 10,
    appliesToProductIds: [product],
  });
  const code = await made(sandbox, '/promotion-codes', { coupon, code: 'SPRING', maxRedemptions: 1 });
  const body = {
    amount: undefined,
    currency: undefined,
    lineItems: [{ price, quantity: 1 }],
    allowPromotionCodes: true,
    expiresAfterMinutes: 5,
  };
  const enter = async () => {
    const session = await create(sandbox, body);
    const answer = await callClient(sandbox, '', session.clientSecret, {
      method: 'PATCH',
      body: { addPromotionCode: 'SPRING' },
    });
    return { ...session, status: answer.status, json: answer.json };
  };
  const counted = async () => [
    (await call(sandbox, `/promotion-codes/${code}`)).json['timesRedeemed'],
    (await call(sandbox, `/coupons/${coupon}`)).json['timesRedeemed'],
  ];
  return { enter, counted, first: await enter() };
}

type Held = Awaited<ReturnType<typeof held>>;

it.each<[string, (sandbox: Sandbox, first: Held['first']) => Promise<unknown>]>([
  [
    'its time is over, without anybody looking at it',
    async (sandbox) => {
      sandbox.clock.advance(5 * MINUTE_MS);
      await sandbox.server.tick();
    },
  ],
  [
    'the merchant expires it',
    (sandbox, { id }) => call(sandbox, `/checkout/sessions/${id}/expire`, { body: {} }),
  ],
  [
    'its intent is cancelled',
    (sandbox, { paymentIntentId }) =>
      call(sandbox, `/payment-intents/${paymentIntentId}/cancel`, { body: {} }),
  ],
  [
    'its intent moves to another session',
    (sandbox, { paymentIntentId }) =>
      call(sandbox, '/checkout/sessions', {
        body: aSessionBody({ amount: undefined, currency: undefined, paymentIntentId }),
      }),
  ],
  [
    'the buyer takes the code off',
    (sandbox, { clientSecret, json }) => {
      const [discount] = json['discounts'] as readonly { readonly id: string }[];
      const body = { removeDiscount: discount?.id };
      return callClient(sandbox, '', clientSecret, { method: 'PATCH', body });
    },
  ],
  [
    'the merchant takes all discounts off',
    (sandbox, { id }) =>
      call(sandbox, `/checkout/sessions/${id}`, { method: 'PATCH', body: { discounts: [] } }),
  ],
  [
    'it ends with nothing in it that the code is for',
    async (sandbox, { id }) => {
      await call(sandbox, `/checkout/sessions/${id}`, { method: 'PATCH', body: { amount: 700 } });
      await call(sandbox, `/checkout/sessions/${id}/expire`, { body: {} });
    },
  ],
])('a code that was held is free for the next buyer when %s', (_, end) =>
  withSandbox(async (sandbox) => {
    const { first, enter, counted } = await held(sandbox);
    expect([first.status, await counted()]).toEqual([200, [1, 1]]);
    const second = await enter();
    expect([second.status, second.json['code']]).toEqual([400, 'promotion_code_invalid']);
    await end(sandbox, first);
    expect(await counted()).toEqual([0, 0]);
    expect((await enter()).status).toBe(200);
  }),
);

it('a code stays used once it is paid with, though its session is over', () =>
  withSandbox(async (sandbox) => {
    const { first, enter, counted } = await held(sandbox);
    await call(sandbox, `/sandbox/sessions/${first.id}/pay`, { method: 'POST' });
    sandbox.clock.advance(60 * MINUTE_MS);
    await sandbox.server.tick();
    expect(await counted()).toEqual([1, 1]);
    expect((await enter()).status).toBe(400);
  }));

it('a payment on its way keeps its code past the end of its session, and gives it back when it fails', () =>
  withSandbox(async (sandbox) => {
    const { first, counted } = await held(sandbox);
    await call(sandbox, `/sandbox/sessions/${first.id}/pay`, { body: { threeDS: 'ignore' } });
    sandbox.clock.advance(6 * MINUTE_MS);
    await sandbox.server.tick();
    expect(await counted()).toEqual([1, 1]);
    sandbox.clock.advance(60 * MINUTE_MS);
    await sandbox.server.tick();
    expect(await counted()).toEqual([0, 0]);
  }));
