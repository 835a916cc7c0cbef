// CX Pay, FAQ: cards stay with us, currencies, methods, amounts, expiry, test mode.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CURRENCIES, exponentOf } from '@xpay/protocol/currencies';
import { formatMoney } from '@xpay/protocol/money';
import { describe, expect, it } from 'vitest';
import { call, confirm, eventTypes, ok, pay } from '../call.ts';
import { inWorld, start, type World } from '../start.ts';
import {
  create,
  createSession,
  errorOf,
  inWorldWithPages,
  MINUTE_MS,
  openPage,
  readAsBuyer,
  readIntent,
  readSession,
} from './session.ts';

const CARD = '5555555555554444';

describe('do I need to handle PCI compliance?', () => {
  it.each([
    ['card', { number: CARD }],
    ['card_number', CARD],
    ['cvc', '123'],
    ['payment_method', { card: { number: CARD } }],
  ])('P001 card details never touch your server: a session with %s is refused, unquoted', (field, value) =>
    inWorld(async (world) => {
      const answer = await create(world, { [field]: value });
      expect([answer.status, errorOf(answer).param]).toEqual([400, field]);
      expect(answer.text).not.toContain(CARD);
    }),
  );

  it('P001 card details never touch your server: they are in no answer, event, log line or file after a payment', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-promise-'));
    try {
      const world = await start({ path: join(folder, 'sandbox.db') });
      const { id, payment_intent } = await createSession(world);
      await pay(world, id, { card: CARD });
      await world.work();
      const seen = [
        JSON.stringify(await readIntent(world, payment_intent)),
        JSON.stringify(await readSession(world, id)),
        ...world.webhooks.map(({ body }) => body),
        ...world.logs,
      ];
      await world.close();
      for (const file of await readdir(folder)) seen.push(await readFile(join(folder, file), 'latin1'));
      expect(seen.length).toBeGreaterThan(4);
      expect(seen.join('\n')).toContain('"last4":"4444"');
      expect(seen.filter((text) => text.includes(CARD))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('P002 the customer enters their card on our hosted page: the url alone is enough to pay', () =>
    inWorldWithPages(async (world) => {
      const { url, payment_intent } = await createSession(world);
      const clientSecret = await openPage(world, url);
      expect((await confirm(world, clientSecret)).status).toBe(200);
      expect((await readIntent(world, payment_intent)).status).toBe('succeeded');
    }));
});

describe('what currencies do you support?', () => {
  it('P003 all 158 ISO 4217 currencies are accepted, and what is none is refused', () =>
    inWorld(async (world) => {
      expect(CURRENCIES.filter((code) => code !== 'XCG')).toHaveLength(158);
      for (const currency of CURRENCIES) {
        expect([currency, (await create(world, { currency })).status]).toEqual([currency, 200]);
        world.clock.advance(100);
      }
      for (const currency of ['AAA', 'usd', 'XTS', 'BTC', '']) {
        const answer = await create(world, { currency });
        expect([answer.status, errorOf(answer).param]).toEqual([400, 'currency']);
      }
    }));

  it('P004 XCG, the Caribbean guilder, is accepted, with two decimals', () =>
    inWorld(async (world) => {
      const { currency } = await createSession(world, { currency: 'XCG' });
      expect([currency, exponentOf('XCG')]).toEqual(['XCG', 2]);
    }));

  it('P005 a currency that is not enabled for the merchant is refused with a code of its own', () =>
    inWorld(async (world) => {
      await ok(world, '/sandbox/merchant', { body: { enabledCurrencies: ['USD', 'EUR'] } });
      expect((await create(world, { currency: 'EUR' })).status).toBe(200);
      const answer = await create(world, { currency: 'JPY' });
      expect(answer.status).toBe(403);
      expect(errorOf(answer)).toMatchObject({ code: 'currency_not_enabled', param: 'currency' });
      await ok(world, '/sandbox/merchant', { body: { enabledCurrencies: null } });
      expect((await create(world, { currency: 'JPY' })).status).toBe(200);
    }));
});

describe('what payment methods are available?', () => {
  it.each([
    ['credit', '4242424242424242'],
    ['debit', '6759649826438453'],
  ])(
    'P006 a %s card pays (this server has no local method yet, so cards are what can be shown)',
    (funding, card) =>
      inWorld(async (world) => {
        const { id, payment_intent } = await createSession(world);
        await pay(world, id, { card });
        const { status, charges } = await readIntent(world, payment_intent);
        expect([status, charges[0]?.payment_method.card.funding]).toEqual(['succeeded', funding]);
      }),
  );

  it('P007 the checkout offers the methods that are enabled, and takes no other (cards are the one that there is)', () =>
    inWorld(async (world) => {
      const { client_secret } = await createSession(world);
      expect(await readAsBuyer(world, client_secret ?? '')).toMatchObject({ paymentMethodTypes: ['card'] });
      const other = await call(world, '/v1/client/session/confirm', {
        key: world.keys.publishableKey,
        headers: { 'X-Client-Secret': client_secret ?? '', 'Idempotency-Key': 'k' },
        body: { expectedAmount: 4900, paymentMethod: { type: 'wallet' } },
      });
      expect(other.status).toBe(400);
    }));
});

describe('how do amounts work?', () => {
  it.each([50.5, '5000', 0, -1, null, 1e21])('P008 %j is no amount in the smallest unit', (amount) =>
    inWorld(async (world) => {
      const answer = await create(world, { amount });
      expect([answer.status, errorOf(answer).param]).toEqual([400, 'amount']);
    }),
  );

  it.each([
    ['P009', 5000, 'USD', '$50.00'],
    ['P010', 1250, 'EUR', '€12.50'],
    ['P011', 1000, 'JPY', '¥1,000'],
  ])('%s %i in %s is %s', (_, amount, currency, shown) =>
    inWorld(async (world) => {
      const session = await createSession(world, { amount, currency });
      const { exponent, amountTotal } = await readAsBuyer(world, session.client_secret ?? '');
      expect(amountTotal).toBe(amount);
      expect(formatMoney(amount, currency, 'en', Number(exponent))).toBe(shown);
    }),
  );

  it('P011 every currency without decimals, or with three, is told to the checkout as such', () =>
    inWorld(async (world) => {
      for (const currency of CURRENCIES.filter((code) => exponentOf(code) !== 2)) {
        const { client_secret } = await createSession(world, { currency, amount: 1000 });
        const { exponent } = await readAsBuyer(world, client_secret ?? '');
        expect([currency, exponent]).toEqual([currency, exponentOf(currency)]);
        world.clock.advance(100);
      }
    }));
});

describe('how long do sessions last?', () => {
  it('P012 30 minutes by default', () =>
    inWorld(async (world) => {
      const { created_at, expires_at } = await createSession(world);
      expect(Date.parse(expires_at) - Date.parse(created_at)).toBe(30 * MINUTE_MS);
    }));

  it.each([
    ['P013 from 5 minutes', 300, 299],
    ['P014 to 24 hours', 86_400, 86_401],
  ])('%s: %i seconds will do, %i will not', (_, good, bad) =>
    inWorld(async (world) => {
      const { created_at, expires_at } = await createSession(world, { expires_in: good });
      expect(Date.parse(expires_at) - Date.parse(created_at)).toBe(good * 1000);
      const answer = await create(world, { expires_in: bad });
      expect([answer.status, errorOf(answer).param]).toEqual([400, 'expires_in']);
    }),
  );

  it('P015 checkout_session.expired is sent, once, when the time is over and not before', () =>
    inWorld(async (world) => {
      await createSession(world);
      await world.advance(30 * MINUTE_MS - 1);
      expect(await eventTypes(world)).toEqual([]);
      await world.advance(1);
      expect(await eventTypes(world)).toEqual(['checkout_session.expired']);
      await world.advance(60 * MINUTE_MS);
      expect(world.webhooks).toHaveLength(1);
    }));

  it('P016 the customer’s open page learns that it has expired, and so does one that is loaded late', () =>
    inWorldWithPages(async (world) => {
      const { url } = await createSession(world);
      const clientSecret = await openPage(world, url);
      await world.advance(30 * MINUTE_MS);
      expect(await readAsBuyer(world, clientSecret)).toMatchObject({ status: 'expired' });
      expect(await readAsBuyer(world, await openPage(world, url))).toMatchObject({ status: 'expired' });
    }));

  it('P017 a new session for the same order can be created then', () =>
    inWorld(async (world) => {
      const order = { metadata: { order: '1042' }, customer_email: 'buyer@example.com' };
      const first = await createSession(world, order);
      await world.advance(30 * MINUTE_MS);
      const second = await createSession(world, order);
      await pay(world, second.id);
      expect(await readSession(world, second.id)).toMatchObject({ ...order, status: 'complete' });
      expect(await readSession(world, first.id)).toMatchObject({ ...order, status: 'expired' });
    }));
});

describe('can I test without real money?', () => {
  const live = ({ keys }: World) => ({ key: keys.liveSecretKey });

  it('P018 test keys work from beginning to end', () =>
    inWorld(async (world) => {
      expect(world.keys.secretKey).toMatch(/^sk_test_/);
      const { id } = await createSession(world);
      await pay(world, id);
      expect((await readSession(world, id)).status).toBe('complete');
    }));

  it('P019 the other key is the other set of data (the switch itself is the dashboard’s)', () =>
    inWorld(async (world) => {
      const test = await create(world);
      const real = await create(world, {}, live(world));
      expect([test.json['livemode'], real.json['livemode']]).toEqual([false, true]);
      expect(String(test.json['id'])).toMatch(/^cs_test_/);
      expect(String(real.json['id'])).toMatch(/^cs_live_/);
    }));

  it('P020 test objects are livemode false, and unknown to live keys, and the other way round', () =>
    inWorld(async (world) => {
      const { id, payment_intent, livemode } = await createSession(world);
      expect([livemode, (await readIntent(world, payment_intent)).livemode]).toEqual([false, false]);
      const real = await create(world, {}, live(world));
      for (const [path, options] of [
        [`/checkout-sessions/${id}`, live(world)],
        [`/payment-intents/${payment_intent}`, live(world)],
        [`/checkout-sessions/${real.json['id']}`, {}],
        [`/payment-intents/${real.json['payment_intent']}`, {}],
      ] as const) {
        expect((await call(world, path, { document: 'cxpay', ...options })).status).toBe(404);
      }
    }));
});
