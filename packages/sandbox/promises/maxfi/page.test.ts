// MaxFi, the hosted page: where it is, what the customer reads there, and where they go from it.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { call as send } from '../../src/test-sandbox.ts';
import { confirm, ok, pay, textAt } from '../call.ts';
import { inWorldWithPages, openPage } from '../cxpay/session.ts';
import { inWorld } from '../start.ts';
import { aCheckout, create, paymentOf, refusalOf, secretOf, seenByBuyer } from './checkout.ts';

const MINUTE = 60_000;

describe('the hosted page', () => {
  it('P060 is at /checkout/<id>', () =>
    inWorldWithPages(async (world) => {
      const { id, checkout_url: url } = await aCheckout(world);
      expect(new URL(url).pathname).toBe(`/checkout/${id}`);
      const page = await send(world, `/checkout/${id}`, { key: '' });
      expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=utf-8']);
      expect((await send(world, `/checkout/${id.replace(/.{4}$/, '0000')}`, { key: '' })).status).toBe(404);
    }));

  it('P061 is never on your domain: the form is served from the checkout’s origin, and framed by none but registered ones', () =>
    inWorldWithPages(async (world) => {
      const { checkout_url: url } = await aCheckout(world);
      expect(new URL(url).origin).toBe('https://checkout.example');
      const page = await send(world, new URL(url).pathname, { key: '' });
      const policy = page.headers.get('Content-Security-Policy') ?? '';
      expect(/frame-ancestors ([^;]*)/.exec(policy)?.[1]).toBe(
        'https://shop.example http://localhost:* http://127.0.0.1:*',
      );
      expect(page.text).not.toContain('_secret_');
    }));

  it('P062 handles 3-D Secure: the merchant only sees requires_action, and then the outcome', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world);
      await pay(world, id, { threeDS: 'ignore' });
      expect(await paymentOf(world, id)).toMatchObject({ status: 'requires_action' });
      const other = await aCheckout(world);
      await pay(world, other.id, { threeDS: 'approve' });
      expect(await paymentOf(world, other.id)).toMatchObject({ status: 'succeeded' });
    }));

  it('P063 handles retries: a declined customer pays with another card in the same session', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world);
      await pay(world, id, { outcome: 'insufficient_funds' });
      expect(await paymentOf(world, id)).toMatchObject({
        status: 'failed',
        error_code: 'insufficient_funds',
      });
      await pay(world, id);
      expect(await paymentOf(world, id)).toMatchObject({ status: 'succeeded', error_code: null });
    }));

  it.each([
    ['en', 'en'],
    ['ru', 'ru'],
    ['az', 'az'],
  ])('P064 speaks several languages: the checkout is opened in %s', (language, locale) =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { language });
      expect(await seenByBuyer(world, id)).toMatchObject({ locale });
    }),
  );

  it('P076 takes en, ru and az as language, and no other', () =>
    inWorld(async (world) => {
      for (const language of ['de', 'EN', '', 7]) {
        expect(refusalOf(await create(world, { language }))).toEqual([400, 'VALIDATION_ERROR']);
      }
    }));

  it('P077 is in English by default', () =>
    inWorld(async (world) => {
      expect(await seenByBuyer(world, (await aCheckout(world)).id)).toMatchObject({ locale: 'en' });
    }));

  it('P072 shows the description to the customer, as text', () =>
    inWorld(async (world) => {
      const description = '<b>Linen & wool</b>';
      const { id } = await aCheckout(world, { description });
      expect(await seenByBuyer(world, id)).toMatchObject({ description });
    }));

  it('P073 the description appears in the list of payments, which is what a dashboard shows', () =>
    inWorld(async (world) => {
      await aCheckout(world, { description: 'Two shirts' });
      expect(await ok(world, '/v2/payments')).toMatchObject({ data: [{ description: 'Two shirts' }] });
    }));

  it('P078 fills in the customer’s details, and keeps them: email, phone, name, country', () =>
    inWorld(async (world) => {
      const customer = { email: 'ada@example.com', phone: '+44 20 7946 0000', name: 'Ada', country: 'GB' };
      const { id } = await aCheckout(world, { customer });
      expect(await seenByBuyer(world, id)).toMatchObject({
        customer: { email: 'ada@example.com', name: 'Ada' },
      });
      expect(await paymentOf(world, id)).toMatchObject({
        customer_email: 'ada@example.com',
        customer_name: 'Ada',
        customer_phone: '+44 20 7946 0000',
        customer_country: 'GB',
      });
      for (const wrong of [{ email: 'ada' }, { phone: 'call me' }, { country: 'gb' }, { nmae: 'Ada' }]) {
        expect(refusalOf(await create(world, { customer: wrong }))).toEqual([400, 'VALIDATION_ERROR']);
      }
    }));

  it('P079 addresses the receipt to the customer (the sandbox sends no mail: the receipt is what the browser gets)', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { customer: { email: 'ada@example.com' } });
      await pay(world, id);
      expect(await seenByBuyer(world, id, '/result')).toMatchObject({
        receipt: { email: 'ada@example.com' },
      });
    }));
});

describe('where the customer goes', () => {
  const goesTo = async (world: Parameters<typeof seenByBuyer>[0], id: string) =>
    (await seenByBuyer(world, id, '/result'))['redirectTo'];

  it('P080 to success_url after a successful payment, and not before', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { success_url: 'https://shop.example/thanks' });
      expect(await goesTo(world, id)).toBeNull();
      await pay(world, id);
      expect(await goesTo(world, id)).toBe('https://shop.example/thanks');
    }));

  it('P081 with every {CHECKOUT_SESSION_ID} filled in', () =>
    inWorld(async (world) => {
      const success_url = 'https://shop.example/{CHECKOUT_SESSION_ID}?a=%7BCHECKOUT_SESSION_ID%7D&b=1';
      const { id } = await aCheckout(world, { success_url });
      await pay(world, id);
      expect(await goesTo(world, id)).toBe(`https://shop.example/${id}?a=${id}&b=1`);
    }));

  it('P082 settings.success_url is still accepted', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { settings: { success_url: 'https://shop.example/old' } });
      await pay(world, id);
      expect(await goesTo(world, id)).toBe('https://shop.example/old');
    }));

  it('P083 the one at the top level wins when both are set', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, {
        success_url: 'https://shop.example/new',
        settings: { success_url: 'https://shop.example/old' },
      });
      await pay(world, id);
      expect(await goesTo(world, id)).toBe('https://shop.example/new');
    }));

  it('P084 “Back” leads to cancel_url (the page is told that there is one, and never where it is before it leaves)', () =>
    inWorld(async (world) => {
      const without = await aCheckout(world);
      const { id } = await aCheckout(world, { cancel_url: 'https://shop.example/cart' });
      expect(await seenByBuyer(world, without.id)).toMatchObject({ cancelUrlPresent: false });
      expect(await seenByBuyer(world, id)).toMatchObject({ cancelUrlPresent: true });
      const back = (session: string) => world.server.api.request(`/c/${session}/back`);
      const left = await back(id);
      expect([left.status, left.headers.get('location')]).toEqual([303, 'https://shop.example/cart']);
      expect((await back(without.id)).headers.get('location')).toBe(`/c/${without.id}`);
      // Who leaves cancels nothing.
      expect(await seenByBuyer(world, id)).toMatchObject({ status: 'open' });
      await ok(world, `/v2/payments/${id}/cancel`, { body: {} });
      expect(await goesTo(world, id)).toBe('https://shop.example/cart');
    }));

  it('P085 to cancel_url when the session expires', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { cancel_url: 'https://shop.example/cart' });
      await world.advance(30 * MINUTE);
      expect(await goesTo(world, id)).toBe('https://shop.example/cart');
    }));

  it('P086 settings.cancel_url is accepted too', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { settings: { cancel_url: 'https://shop.example/old' } });
      await world.advance(30 * MINUTE);
      expect(await goesTo(world, id)).toBe('https://shop.example/old');
    }));
});

describe('settings', () => {
  it('P087 payment_methods is a whitelist of groups, card, wallet and bnpl: what it does not list is not offered, and refused', () =>
    inWorld(async (world) => {
      const wallets = ['wallet', 'apple_pay', 'google_pay'];
      for (const [payment_methods, paymentMethodTypes] of [
        [['card'], ['card']],
        [
          ['bnpl', 'card'],
          ['bnpl', 'card'],
        ],
        [['wallet'], wallets],
        [
          ['card', 'wallet', 'bnpl'],
          ['card', ...wallets, 'bnpl'],
        ],
      ] as const) {
        const { id } = await aCheckout(world, { settings: { payment_methods } });
        expect(await seenByBuyer(world, id)).toMatchObject({ paymentMethodTypes });
        const paid = await confirm(world, await secretOf(world, id));
        const isOffered = payment_methods.some((group) => group === 'card');
        expect(paid.status).toBe(isOffered ? 200 : 400);
      }
      for (const payment_methods of [[], ['cash'], ['card', 'card']]) {
        const refused = await create(world, { settings: { payment_methods } });
        expect(refusalOf(refused)).toEqual([400, 'VALIDATION_ERROR']);
      }
      const held = await create(world, { capture_method: 'manual', settings: { payment_methods: ['bnpl'] } });
      expect(refusalOf(held)).toEqual([400, 'VALIDATION_ERROR']);
    }));

  it('P088 button_text is what the button says', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { settings: { button_text: 'Book now' } });
      expect(await seenByBuyer(world, id)).toMatchObject({ buttonText: 'Book now' });
    }));

  it('P089 auto_return is how long the page shows the outcome, in ms', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { settings: { auto_return: 2500 } });
      expect(await seenByBuyer(world, id)).toMatchObject({ autoReturnMs: 2500 });
      for (const auto_return of [-1, 600_001, 1.5, '5']) {
        expect(refusalOf(await create(world, { settings: { auto_return } }))[0]).toBe(400);
      }
    }));

  it('P090 customer_fields are asked of the customer', () =>
    inWorld(async (world) => {
      const { id } = await aCheckout(world, { settings: { customer_fields: ['email', 'postal_code'] } });
      expect(await seenByBuyer(world, id)).toMatchObject({
        collect: { name: false, email: true, postalCode: true },
      });
      const refused = await confirm(world, await secretOf(world, id));
      expect(refused.status).toBe(400);
    }));
});

it('a page needs nothing but its address to be paid', () =>
  inWorldWithPages(async (world) => {
    const { id, checkout_url: url } = await aCheckout(world);
    const paid = await confirm(world, await openPage(world, url));
    expect(z.object({ status: z.string() }).parse(paid.json).status).toBe('complete');
    expect(textAt(await paymentOf(world, id), 'status')).toBe('succeeded');
  }));
