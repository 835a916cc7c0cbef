// Phone and addresses: asked for, checked, kept with the payment, told alike to whoever asks and in events.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  aConfirmBody,
  aSandbox,
  type Created,
  call,
  callClient,
  create,
  type Sandbox,
} from '../../test-sandbox.ts';

const ALL = {
  name: true,
  phone: true,
  billingAddress: true,
  shippingAddress: true,
  shippingCountries: ['JP', 'US'],
};
const TOKYO = { country: 'JP', line1: '千代田1-1', state: '13', postalCode: '100-0001' };
const RENO = { country: 'US', line1: '1 Main St', city: 'Reno', state: 'NV', postalCode: '89501' };
const BILLING = { name: 'Ada', phone: '+81312345678', address: TOKYO };
const SHIPPING = { name: 'Grace', address: RENO };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(() => sandbox.close());

function confirm({ clientSecret }: Created, billing: object, shipping?: object) {
  const body = aConfirmBody();
  return callClient(sandbox, '/confirm', clientSecret, {
    body: { ...body, paymentMethod: { ...body.paymentMethod, billing }, ...(shipping && { shipping }) },
    headers: { 'Idempotency-Key': crypto.randomUUID() },
  });
}

const get = async ({ id }: Created) => (await call(sandbox, `/checkout/sessions/${id}`)).json;

const whole = ({
  line1 = null,
  line2 = null,
  city = null,
  state = null,
  postalCode = null,
  country,
}: {
  readonly country: string;
  readonly [field: string]: string | null;
}) => ({ line1, line2, city, state, postalCode, country });

describe('what a session asks for', () => {
  it('is told to the browser, and nothing where nothing is asked', async () => {
    const plain = await create(sandbox);
    expect((await callClient(sandbox, '', plain.clientSecret)).json).not.toHaveProperty('contact');
    const session = await create(sandbox, {
      collect: { ...ALL, postalCode: true },
      customerDetails: { phone: '+442070313000' },
    });
    expect((await callClient(sandbox, '', session.clientSecret)).json).toMatchObject({
      collect: { name: true, email: false, postalCode: false },
      contact: {
        phone: true,
        billingAddress: true,
        shippingAddress: true,
        shippingCountries: ['JP', 'US'],
        prefill: { phone: '+442070313000' },
      },
    });
  });

  it.each([
    ['collect.shippingCountries[0]', { shippingAddress: true, shippingCountries: ['jp'] }],
    ['collect.shippingCountries', { shippingAddress: true, shippingCountries: [] }],
    ['collect.shippingCountries', { shippingCountries: ['JP'] }],
  ])('is refused at %s', async (param, collect) => {
    const body = { amount: 100, currency: 'USD', afterCompletion: { type: 'hosted_confirmation' }, collect };
    const answer = await call(sandbox, '/checkout/sessions', { body });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: { param } });
  });
});

it('is kept with the charge, and answered as events tell it', async () => {
  const session = await create(sandbox, { collect: ALL, customerCreation: 'always' });
  expect((await confirm(session, BILLING, SHIPPING)).status).toBe(200);
  const told = await get(session);
  const billingDetails = {
    name: 'Ada',
    email: null,
    postalCode: '100-0001',
    phone: '+81312345678',
    address: whole(TOKYO),
  };
  const shippingDetails = { name: 'Grace', address: whole(RENO) };
  expect(told).toMatchObject({
    customerDetails: { name: 'Ada', email: null, phone: '+81312345678' },
    shippingDetails,
    paymentIntent: { charges: [{ billingDetails, shippingDetails }] },
  });
  const row = await sandbox.store.db
    .selectFrom('events')
    .select('payload')
    .where('type', '=', 'checkout.session.completed')
    .orderBy('sequence', 'desc')
    .executeTakeFirstOrThrow();
  expect(JSON.parse(row.payload)).toMatchObject({ data: { object: { shippingDetails } } });
  const { customerId } = z.object({ customerId: z.string() }).parse(told);
  expect((await call(sandbox, `/customers/${customerId}`)).json).toMatchObject({
    type: 'registered',
    phone: '+81312345678',
    address: whole(TOKYO),
  });
});

it('what nobody asked for is not kept', async () => {
  const session = await create(sandbox);
  expect((await confirm(session, BILLING, SHIPPING)).status).toBe(200);
  expect(await get(session)).toMatchObject({
    shippingDetails: null,
    paymentIntent: { charges: [{ billingDetails: { phone: null, address: null }, shippingDetails: null }] },
  });
});

interface Wrong {
  readonly param: string;
  readonly billing?: object;
  /** Null: none is sent. */
  readonly shipping?: object | null;
}

const WRONG: readonly Wrong[] = [
  { param: 'paymentMethod.billing.phone', billing: { ...BILLING, phone: '' } },
  { param: 'paymentMethod.billing.phone', billing: { ...BILLING, phone: '0312345678' } },
  { param: 'paymentMethod.billing.phone', billing: { ...BILLING, phone: '+1234567890123456' } },
  { param: 'paymentMethod.billing.address.country', billing: { name: 'Ada', phone: '+81312345678' } },
  {
    param: 'paymentMethod.billing.address.country',
    billing: { ...BILLING, address: { ...TOKYO, country: 'XX' } },
  },
  {
    param: 'paymentMethod.billing.address.line1',
    billing: { ...BILLING, address: { country: 'JP', line1: ' ' } },
  },
  { param: 'shipping.name', shipping: null },
  { param: 'shipping.name', shipping: { ...SHIPPING, name: ' ' } },
  { param: 'shipping.address.country', shipping: { name: 'Grace', address: { ...RENO, country: 'DE' } } },
  { param: 'shipping.address.line1', shipping: { name: 'Grace', address: { country: 'US' } } },
];

it.each(WRONG)(
  'is refused at $param, and no attempt is made',
  async ({ param, billing = BILLING, shipping = SHIPPING }) => {
    const session = await create(sandbox, { collect: ALL });
    const answer = await confirm(session, billing, shipping ?? undefined);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: 'field_invalid', param });
    expect(await get(session)).toMatchObject({ paymentIntent: { charges: [] } });
  },
);

it.each([
  ['paymentMethod.billing.address.city', { ...BILLING, address: { ...TOKYO, city: 'x'.repeat(101) } }],
  ['paymentMethod.billing.address.planet', { ...BILLING, address: { ...TOKYO, planet: 'Mars' } }],
])('has its bounds at %s', async (param, billing) => {
  const session = await create(sandbox, { collect: ALL });
  const answer = await confirm(session, billing, SHIPPING);
  expect(answer.status).toBe(400);
  expect(answer.json).toMatchObject({ param });
});

it('a test payment says it for a buyer', async () => {
  const session = await create(sandbox, { collect: { ...ALL, shippingCountries: ['AE'] } });
  const answer = await call(sandbox, `/sandbox/sessions/${session.id}/pay`, { body: {} });
  expect(answer.status).toBe(200);
  expect(await get(session)).toMatchObject({ shippingDetails: { address: { country: 'AE' } } });
});

it('MaxFi asks for it by customer_fields, and tells it in the payment', async () => {
  const fields = ['phone', 'billing_address', 'shipping_address'];
  const made = await call(sandbox, '/v2/payments/checkout', {
    body: {
      amount: 4900,
      currency: 'USD',
      settings: { customer_fields: fields },
      customer: { phone: '+442070313000' },
    },
  });
  expect(made.status).toBe(201);
  const { id } = z.object({ id: z.string() }).parse(made.json);
  expect((await call(sandbox, `/v2/payments/${id}`)).json).toMatchObject({ customer_phone: '+442070313000' });
  expect((await call(sandbox, `/sandbox/sessions/${id}/pay`, { body: {} })).status).toBe(200);
  expect((await call(sandbox, `/v2/payments/${id}`)).json).toMatchObject({
    customer_phone: '+493012345678',
    billing_address: { country: 'DE', postal_code: '10115' },
    shipping_name: 'Test Buyer',
    shipping_address: { country: 'DE' },
  });
});

it('goes with a snapshot', async () => {
  const session = await create(sandbox, { collect: ALL });
  await confirm(session, BILLING, SHIPPING);
  const before = await get(session);
  const taken = await call(sandbox, '/sandbox/export');
  expect(
    (await call(sandbox, '/sandbox/import', { body: z.record(z.string(), z.unknown()).parse(taken.json) }))
      .status,
  ).toBe(200);
  expect(await get(session)).toEqual(before);
});
