// What a buyer may choose before they pay, and what they may not: quantities, promotion codes, answers.

import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  aConfirmBody,
  aSandbox,
  type Created,
  call,
  callClient,
  create,
  type Sandbox,
  withSandbox,
} from '../../test-sandbox.ts';
import { publicSession } from './schemas.ts';

const MINUTE_MS = 60_000;

function item(quantity: number, more: object = {}) {
  return {
    priceData: { currency: 'USD', unitAmount: 1000, productData: { name: 'Mug' } },
    quantity,
    ...more,
  };
}

const ADJUSTABLE = item(2, { adjustableQuantity: { minimum: 1, maximum: 5 } });

function open(sandbox: Sandbox, more: object = {}): Promise<Created> {
  return create(sandbox, {
    amount: undefined,
    currency: undefined,
    lineItems: [ADJUSTABLE],
    allowPromotionCodes: true,
    ...more,
  });
}

const choose = (sandbox: Sandbox, { clientSecret }: Created, body: object) =>
  callClient(sandbox, '', clientSecret, { method: 'PATCH', body });

const shown = ({ text }: Answer) => publicSession.parse(JSON.parse(text));
const codeOf = ({ status, json }: Answer) => [status, json['code'], json['param']];

async function made(sandbox: Sandbox, path: string, body: object): Promise<string> {
  const answer = await call(sandbox, path, { body });
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return String(answer.json['id']);
}

/** A code for 10 % off. */
async function aCode(sandbox: Sandbox, code: string, terms: object = {}, coupon: object = {}) {
  const id = await made(sandbox, '/coupons', {
    name: 'Spring sale',
    percentOff: 10,
    duration: 'once',
    ...coupon,
  });
  return made(sandbox, '/promotion-codes', { coupon: id, code, ...terms });
}

const redeemed = async (sandbox: Sandbox, id: string) =>
  (await call(sandbox, `/promotion-codes/${id}`)).json['timesRedeemed'];

const INVALID = [400, 'promotion_code_invalid', 'addPromotionCode'];

describe('the session', () => {
  it('tells what may be chosen, and nothing where nothing may', () =>
    withSandbox(async (sandbox) => {
      const customFields = [{ type: 'text', key: 'name', label: 'Engraving' }];
      const rich = await open(sandbox, { customFields });
      expect(shown(await callClient(sandbox, '', rich.clientSecret))).toMatchObject({
        lineItems: [{ adjustable: { minimum: 1, maximum: 5 } }],
        allowPromotionCodes: true,
        customFields: [{ type: 'text', key: 'name', label: 'Engraving', optional: false, value: null }],
      });
      const { json } = await callClient(sandbox, '', (await create(sandbox)).clientSecret);
      for (const name of ['customFields', 'discounts', 'allowPromotionCodes'])
        expect(json).not.toHaveProperty(name);
    }));

  it('of the merchant says whether codes are allowed, which they may change', () =>
    withSandbox(async (sandbox) => {
      const { id } = await create(sandbox);
      const body = { allowPromotionCodes: true };
      expect((await call(sandbox, `/checkout/sessions/${id}`)).json).toMatchObject({
        allowPromotionCodes: false,
      });
      expect((await call(sandbox, `/checkout/sessions/${id}`, { method: 'PATCH', body })).json).toMatchObject(
        body,
      );
    }));

  it('of a payment link allows what the link allows', () =>
    withSandbox(async (sandbox) => {
      const link = await call(sandbox, '/payment-links', {
        body: { lineItems: [item(1)], allowPromotionCodes: true },
      });
      expect(link.json).toMatchObject({ allowPromotionCodes: true });
      const opened = await sandbox.server.api.request(new URL(String(link.json['url'])).pathname, {
        method: 'POST',
      });
      const session = await call(
        sandbox,
        `/checkout/sessions/${/cs_\w+/.exec(opened.headers.get('Location') ?? '')}`,
      );
      expect(session.json).toMatchObject({ allowPromotionCodes: true });
      const changed = await call(sandbox, `/payment-links/${link.json['id']}`, {
        method: 'PATCH',
        body: { allowPromotionCodes: false },
      });
      expect(changed.json).toMatchObject({ allowPromotionCodes: false });
    }));
});

describe('quantities', () => {
  it('are priced by the server, within their bounds', () =>
    withSandbox(async (sandbox) => {
      const session = await open(sandbox);
      const id = shown(await callClient(sandbox, '', session.clientSecret)).lineItems[0]?.id;
      const set = (quantity: number) => choose(sandbox, session, { lineItemQuantities: [{ id, quantity }] });
      expect(shown(await set(5))).toMatchObject({
        amountTotal: 5000,
        lineItems: [{ quantity: 5, amount: 5000 }],
      });
      expect(codeOf(await set(6))).toEqual([400, 'invalid_request', 'lineItemQuantities[0]']);
      expect(codeOf(await set(0))[0]).toBe(400);
      expect(shown(await callClient(sandbox, '', session.clientSecret)).amountTotal).toBe(5000);
    }));
});

describe('a promotion code', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await aSandbox();
    return () => sandbox.close();
  });

  it('is added as it is typed, whatever its case, once however often it is sent, and taken off again', async () => {
    const promo = await aCode(sandbox, 'SPRING');
    const session = await open(sandbox);
    const added = shown(await choose(sandbox, session, { addPromotionCode: ' spring ' }));
    expect(added).toMatchObject({
      amountSubtotal: 2000,
      amountDiscount: 200,
      amountTotal: 1800,
      discounts: [{ code: 'SPRING', name: 'Spring sale', amount: 200 }],
      intent: { amount: 1800 },
    });
    const again = shown(await choose(sandbox, session, { addPromotionCode: 'SPRING' }));
    expect(again.discounts).toEqual(added.discounts);
    expect(await redeemed(sandbox, promo)).toBe(1);
    const removeDiscount = added.discounts?.[0]?.id;
    for (const time of ['first', 'second']) {
      const { amountTotal, discounts } = shown(await choose(sandbox, session, { removeDiscount }));
      expect([time, amountTotal, discounts]).toEqual([time, 2000, undefined]);
    }
    expect(await redeemed(sandbox, promo)).toBe(0);
  });

  it.each<[string, object, object, object]>([
    ['is over', { expiresAt: '2026-01-15T12:01:00.000Z' }, {}, {}],
    ['is not active', { active: false }, {}, {}],
    ['asks for more', { minimumAmount: 2001 }, {}, {}],
    ['is of another currency', {}, { percentOff: undefined, amountOff: 100, currency: 'EUR' }, {}],
    ['is for customers that are new', { firstTimeTransaction: true }, {}, {}],
    ['is for a session that takes no codes', {}, {}, { allowPromotionCodes: false }],
  ])('that %s gets the answer of one that is unknown', async (_why, terms, coupon, session) => {
    await aCode(sandbox, 'SPRING', terms, coupon);
    const opened = await open(sandbox, session);
    sandbox.clock.advance(2 * MINUTE_MS);
    const [asked, unknown] = [
      await choose(sandbox, opened, { addPromotionCode: 'SPRING' }),
      await choose(sandbox, opened, { addPromotionCode: 'NO-SUCH-CODE' }),
    ];
    expect(codeOf(asked)).toEqual(INVALID);
    const { requestId: _1, ...words } = asked.json;
    const { requestId: _2, ...others } = unknown.json;
    expect(words).toEqual(others);
    expect(shown(await callClient(sandbox, '', opened.clientSecret)).amountTotal).toBe(2000);
  });

  it('of another customer, and the id of one, get the same answer', async () => {
    const customerId = await made(sandbox, '/customers', { email: 'ada@example.com' });
    const id = await aCode(sandbox, 'ADA', { customerId });
    const stranger = await open(sandbox);
    for (const addPromotionCode of ['ADA', id])
      expect(codeOf(await choose(sandbox, stranger, { addPromotionCode }))).toEqual(INVALID);
    const own = await open(sandbox, { customerId });
    expect(shown(await choose(sandbox, own, { addPromotionCode: 'ADA' })).amountTotal).toBe(1800);
  });

  it('goes when the buyer takes less than it asks for, and what the merchant promised stays', async () => {
    await aCode(sandbox, 'BIG', { minimumAmount: 2000 });
    const coupon = await made(sandbox, '/coupons', {
      name: 'Friend',
      percentOff: 50,
      duration: 'once',
      currency: 'USD',
      minValue: 2000,
    });
    const session = await open(sandbox, { discounts: [{ coupon }] });
    const before = shown(await choose(sandbox, session, { addPromotionCode: 'BIG' }));
    expect(before.discounts).toMatchObject([
      { code: null, name: 'Friend', amount: 1000 },
      { code: 'BIG', amount: 200 },
    ]);
    const id = before.lineItems[0]?.id;
    const after = shown(await choose(sandbox, session, { lineItemQuantities: [{ id, quantity: 1 }] }));
    expect(after).toMatchObject({ amountTotal: 500, discounts: [{ name: 'Friend' }] });
    const removeDiscount = after.discounts?.[0]?.id;
    expect(codeOf(await choose(sandbox, session, { removeDiscount }))).toEqual([
      400,
      'invalid_request',
      'removeDiscount',
    ]);
  });

  it('can be tried ten times in ten minutes, and a right one is not told from a wrong one after that', async () => {
    await aCode(sandbox, 'SPRING');
    const session = await open(sandbox);
    for (let count = 0; count < 10; count += 1)
      expect((await choose(sandbox, session, { addPromotionCode: `GUESS-${count}` })).status).toBe(400);
    const right = await choose(sandbox, session, { addPromotionCode: 'SPRING' });
    expect([right.status, right.json['code'], right.headers.get('Retry-After')]).toEqual([
      429,
      'rate_limited',
      '600',
    ]);
    sandbox.clock.advance(10 * MINUTE_MS);
    expect((await choose(sandbox, session, { addPromotionCode: 'SPRING' })).status).toBe(200);
  });

  it('is redeemed as often as it may be, by fifty buyers at the same time', async () => {
    const promo = await aCode(sandbox, 'FIRST-7', { maxRedemptions: 7 });
    const sessions = await Promise.all(Array.from({ length: 50 }, () => open(sandbox)));
    const answers = await Promise.all(
      sessions.map((session) => choose(sandbox, session, { addPromotionCode: 'FIRST-7' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expect(codeOf(answer)).toEqual(INVALID);
    expect(await redeemed(sandbox, promo)).toBe(7);
  });
});

describe('answers to the merchant’s questions', () => {
  const customFields = [
    { type: 'text', key: 'name', label: 'Engraving', minimumLength: 2, maximumLength: 4 },
    { type: 'numeric', key: 'floor', label: 'Floor', optional: true },
    { type: 'dropdown', key: 'size', label: 'Size', options: [{ value: 's', label: 'Small' }] },
  ];
  const confirm = (
    sandbox: Sandbox,
    { clientSecret }: Created,
    answers: object | undefined,
    number?: string,
  ) =>
    callClient(sandbox, '/confirm', clientSecret, {
      body: { ...aConfirmBody(number), ...(answers === undefined ? {} : { customFields: answers }) },
      headers: { 'Idempotency-Key': crypto.randomUUID() },
    });

  it.each<[string, object | undefined, string]>([
    ['nothing', undefined, 'name'],
    ['null', { name: null, size: 's' }, 'name'],
    ['what every object has', { size: 's', name: 'Ada', constructor: 'x' }, 'constructor'],
    ['spaces', { name: '  ', size: 's' }, 'name'],
    ['too little', { name: 'A', size: 's' }, 'name'],
    ['too much', { name: 'Adele', size: 's' }, 'name'],
    ['letters for digits', { name: 'Ada', size: 's', floor: 'two' }, 'floor'],
    ['no option', { name: 'Ada', size: 'xl' }, 'size'],
    ['what was not asked', { name: 'Ada', size: 's', other: 'x' }, 'other'],
  ])('are wanted before a bank is asked: %s', (_what, answers, key) =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox, { customFields });
      const answer = await confirm(sandbox, session, answers);
      expect(codeOf(answer)).toEqual([400, 'field_invalid', `customFields.${key}`]);
      expect(await sandbox.store.db.selectFrom('charges').selectAll().execute()).toEqual([]);
    }),
  );

  it('may be twenty, and no more', () =>
    withSandbox(async (sandbox) => {
      const many = (length: number) =>
        Array.from({ length }, (_, index) => ({ type: 'text', key: `q${index}`, label: 'Why?' }));
      const session = await create(sandbox, { customFields: many(20) });
      const answered = Object.fromEntries(many(20).map(({ key }) => [key, 'Ada']));
      expect((await confirm(sandbox, session, answered)).json).toMatchObject({ status: 'complete' });
      await expect(create(sandbox, { customFields: many(21) })).rejects.toThrow('customFields');
    }));

  it('may have any key that the merchant likes', () =>
    withSandbox(async (sandbox) => {
      const field = { type: 'text', key: 'constructor', label: 'Who built it' };
      const session = await create(sandbox, { customFields: [field] });
      expect(codeOf(await confirm(sandbox, session, {}))).toEqual([
        400,
        'field_invalid',
        'customFields.constructor',
      ]);
      expect((await confirm(sandbox, session, { constructor: 'Ada' })).json).toMatchObject({
        customFields: [{ value: 'Ada' }],
      });
    }));

  it('are kept with the attempt, stay after a decline, and are told to the merchant', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox, { customFields });
      // An emoji is one character, as people count.
      const declined = await confirm(sandbox, session, { name: 'A💛💛a', size: 's' }, '4000000000000002');
      expect(declined.json).toMatchObject({
        intent: { status: 'failed' },
        customFields: [{ value: 'A💛💛a' }, { value: null }, { value: 's' }],
      });
      expect((await confirm(sandbox, session, { floor: '3' })).json).toMatchObject({ status: 'complete' });
      const told = [
        { key: 'name', value: 'A💛💛a' },
        { key: 'floor', value: '3' },
        { key: 'size', value: 's' },
      ];
      const { json } = await call(sandbox, `/checkout/sessions/${session.id}`);
      expect(json).toMatchObject({ customFields: told });
      await sandbox.server.tick();
      const completed = sandbox.received
        .map((body) => JSON.parse(body))
        .find(({ type }) => type === 'checkout.session.completed');
      expect(completed).toMatchObject({ data: { object: { customFields: told } } });
    }));
});
