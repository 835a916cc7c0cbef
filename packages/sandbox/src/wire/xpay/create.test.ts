// What a session is made of, and every field that is refused, with its path and its reason.

import { describe, expect, it } from 'vitest';
import { aSessionBody, call, callClient, create, pay, withSandbox } from '../../test-sandbox.ts';
import { publicSession } from '../browser/schemas.ts';
import { errorObject, sessionObject } from './objects.ts';

const SESSIONS = '/checkout/sessions';
const refusal = (text: string) => errorObject.parse(JSON.parse(text)).error;

describe('POST /checkout/sessions', () => {
  it('answers 201 with the whole session, its intent and its secret', () =>
    withSandbox(async (sandbox) => {
      const answer = await call(sandbox, SESSIONS, {
        body: aSessionBody({
          uiMode: 'hosted',
          cancelUrl: 'https://shop.example/cart',
          metadata: { order: '7' },
        }),
      });
      expect(answer.status).toBe(201);
      const session = sessionObject.parse(JSON.parse(answer.text));
      expect(session).toMatchObject({
        object: 'checkout.session',
        livemode: false,
        mode: 'payment',
        submitType: 'pay',
        status: 'open',
        paymentStatus: 'unpaid',
        amountSubtotal: 4900,
        amountTotal: 4900,
        url: `https://checkout.example/c/${session.id}`,
        createdAt: '2026-01-15T12:00:00.000Z',
        expiresAt: '2026-01-16T12:00:00.000Z',
        paymentMethodTypes: ['card'],
        metadata: { order: '7' },
        paymentIntent: { status: 'requires_payment_method', amount: 4900, charges: [] },
      });
      expect(session.id).toMatch(/^cs_test_[0-9A-HJKMNP-TV-Z]{26}$/);
      expect(session.clientSecret).toMatch(new RegExp(`^${session.id}_secret_[0-9A-Za-z]{32}$`));
      expect(session.paymentIntentId).toBe(session.paymentIntent?.id);
    }));

  it('gives the payment form alone no page, and answers its browser as an embedded one', () =>
    withSandbox(async (sandbox) => {
      const created = await create(sandbox, { uiMode: 'custom' });
      const { json } = await call(sandbox, `/checkout/sessions/${created.id}`);
      expect(json).toMatchObject({ uiMode: 'custom', submitType: 'pay', url: null });
      const shown = await callClient(sandbox, '', created.clientSecret);
      expect(publicSession.parse(shown.json)).toMatchObject({ uiMode: 'embedded' });
      await pay(sandbox, created);
      expect((await callClient(sandbox, '/result', created.clientSecret)).json).toMatchObject({
        status: 'complete',
        redirectTo: null,
      });
    }));

  it('adds up line items', () =>
    withSandbox(async (sandbox) => {
      const item = (unitAmount: number, quantity?: number) => ({
        priceData: {
          currency: 'JPY',
          unitAmount,
          productData: { name: 'Tea', image: 'https://shop.example/t.png' },
        },
        ...(quantity === undefined ? {} : { quantity }),
      });
      const {
        amount: _amount,
        currency: _currency,
        ...body
      } = aSessionBody({ lineItems: [item(1200, 3), item(50)] });
      const { json } = await call(sandbox, SESSIONS, { body });
      expect(json).toMatchObject({
        currency: 'JPY',
        amountTotal: 3650,
        lineItems: [
          { quantity: 3, amountTotal: 3600 },
          { quantity: 1, amountTotal: 50 },
        ],
      });
    }));

  const lineItem = (overrides: object = {}, priceData: object = {}) => ({
    priceData: { currency: 'USD', unitAmount: 100, productData: { name: 'Tea' }, ...priceData },
    ...overrides,
  });
  const items = (...lineItems: unknown[]) => ({ amount: undefined, lineItems });
  const redirect = (url: unknown) => ({ afterCompletion: { type: 'redirect', redirect: { url } } });
  const long = (length: number) => 'x'.repeat(length);
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']));

  it.each<[param: string, overrides: Record<string, unknown>, words: RegExp]>([
    ['afterCompletion', { afterCompletion: undefined }, /required: say what follows a payment/],
    ['afterCompletion', { afterCompletion: null }, /got null/],
    ['afterCompletion.type', { afterCompletion: { type: 'popup' } }, /has to be .*redirect/],
    ['afterCompletion.redirect', { afterCompletion: { type: 'redirect' } }, /required/],
    ['afterCompletion.redirect.url', redirect('javascript:alert(1)'), /absolute http/],
    ['afterCompletion.redirect.url', redirect('/thanks'), /absolute http/],
    ['afterCompletion.redirect.url', redirect('https://ada:pw@shop.example/'), /absolute http/],
    ['afterCompletion.redirect.url', redirect(`https://shop.example/${long(2048)}`), /at most 2048/],
    ['afterCompletion.redirect.url', redirect('https://shop.example/a\u0000b'), /absolute http/],
    ['afterCompletion.redirect.url', redirect('https://shop.example/a\nb'), /absolute http/],
    ['afterCompletion.redirect.url', redirect('https://shop.example/ '), /absolute http/],
    ['afterCompletion.redirect.url', redirect('https://shop.example/half\ud83d'), /absolute http/],
    ['afterCompletion.redirect.url', redirect('https://shop.example\\@evil.example/'), /absolute http/],
    ['afterCompletion.redirect.url', redirect('https:///shop.example/'), /absolute http/],
    ['afterCompletion.redirect.url', redirect({ href: 'https://shop.example/' }), /got an object/],
    ['afterCompletion.redirect.url', redirect(['https://shop.example/']), /got an array of 1/],
    ['amount', { amount: undefined }, /required, or lineItems/],
    ['amount', { amount: 0 }, /at least 1/],
    ['amount', { amount: -1 }, /at least 1/],
    ['amount', { amount: 100_000_000_000 }, /at most 99999999999/],
    ['amount', { amount: 49.5 }, /got 49.5, expected an integer/],
    ['amount', { amount: '4900' }, /got "4900"/],
    ['amount', { lineItems: [lineItem()] }, /together with lineItems/],
    ['currency', { currency: undefined }, /required with amount/],
    ['currency', { currency: 'usd' }, /upper case/],
    ['currency', { currency: 'AAA' }, /no accepted currency/],
    ['currency', { currency: 840 }, /got 840/],
    ['mode', { mode: 'subscription' }, /got "subscription", expected one of "payment"/],
    ['submitType', { uiMode: 'custom', submitType: 'pay' }, /button is your own/],
    ['cancelUrl', { uiMode: 'custom', cancelUrl: 'https://shop.example/' }, /only for uiMode/],
    ['uiMode', { uiMode: 'popup' }, /one of "hosted", "embedded"/],
    ['submitType', { submitType: 'PAY' }, /one of "pay"/],
    ['cancelUrl', { cancelUrl: 'https://shop.example' }, /only for uiMode "hosted"/],
    ['cancelUrl', { uiMode: 'hosted', cancelUrl: 'shop.example' }, /absolute http/],
    ['locale', { locale: 'not a tag' }, /BCP 47/],
    ['buttonText', { buttonText: long(41) }, /at most 40/],
    ['description', { description: long(501) }, /at most 500/],
    ['description', { description: 'a\u0000b' }, /control character/],
    ['description', { description: 'half \ud83d' }, /control character/],
    ['customerDetails.email', { customerDetails: { email: 'ada' } }, /e-mail/],
    ['customerDetails.email', { customerDetails: { email: 'a\u0000da@example.com' } }, /control character/],
    ['customerDetails.email', { customerDetails: { email: 'half\ud83d@example.com' } }, /control character/],
    ['customerDetails.email', { customerDetails: { email: `${long(251)}@a.b` } }, /at most 254/],
    ['customerDetails.name', { customerDetails: { name: long(201) } }, /at most 200/],
    ['customerDetails.phone', { customerDetails: { phone: '1' } }, /no phone number/],
    ['collect.name', { collect: { name: 'yes' } }, /got "yes"/],
    ['expiresAfterMinutes', { expiresAfterMinutes: 4 }, /at least 5/],
    ['expiresAfterMinutes', { expiresAfterMinutes: 1441 }, /at most 1440/],
    ['metadata', { metadata: keys(51) }, /51 keys/],
    ['metadata.order', { metadata: { order: 7 } }, /got 7/],
    ['metadata.order', { metadata: { order: long(501) } }, /at most 500/],
    ['metadata.', { metadata: { '': 'x' } }, /name of this entry.*at least 1/],
    [`metadata.${long(41)}`, { metadata: { [long(41)]: 'x' } }, /name of this entry.*at most 40/],
    ['lineItems', items(), /at least 1/],
    ['lineItems', items(...Array.from({ length: 101 }, () => lineItem())), /at most 100/],
    ['lineItems', items(lineItem({}, { unitAmount: 0 })), /1 to 99999999999/],
    ['lineItems', items(lineItem({ quantity: 2 }, { unitAmount: 99_999_999_999 })), /1 to 99999999999/],
    ['lineItems[0].quantity', items(lineItem({ quantity: 0 })), /at least 1/],
    ['lineItems[0].quantity', items(lineItem({ quantity: 1_000_001 })), /at most 1000000/],
    ['lineItems[0].price', items({ price: 'price_1', quantity: 1 }), /no such price/],
    ['lineItems[0].price', items(lineItem({ price: 'price_1' })), /together with priceData/],
    ['lineItems[0].priceData', items({ quantity: 1 }), /required, or price/],
    [
      'lineItems[0].adjustableQuantity.maximum',
      items(lineItem({ adjustableQuantity: { maximum: 1_000_001 } })),
      /at most 1000000/,
    ],
    ['lineItems[0].quantity', items(lineItem({ quantity: 9, adjustableQuantity: { maximum: 8 } })), /1 to 8/],
    ['lineItems[0].priceData.unitAmount', items(lineItem({}, { unitAmount: -1 })), /at least 0/],
    [
      'lineItems[0].priceData.productData.name',
      items(lineItem({}, { productData: { name: '' } })),
      /at least 1/,
    ],
    ['lineItems[1].priceData.currency', items(lineItem(), lineItem({}, { currency: 'EUR' })), /one currency/],
    ['curency', { curency: 'USD' }, /Did you mean currency\?/],
    ['lineItems[0].qty', items(lineItem({ qty: 1 })), /Known fields: price, priceData, quantity/],
    ['cardNumber', { cardNumber: '4242424242424242' }, /no such field/],
  ])('refuses a wrong %s: %j', (param, overrides, words) =>
    withSandbox(async (sandbox) => {
      const answer = await call(sandbox, SESSIONS, { body: aSessionBody(overrides) });
      expect(answer.status).toBe(400);
      const error = refusal(answer.text);
      expect(error).toMatchObject({ type: 'invalid_request_error', code: 'invalid_request', param });
      expect(error.message).toMatch(words);
      expect(error.requestId).toBe(answer.headers.get('Request-Id'));
      expect(answer.text).not.toContain('4242424242424242');
    }),
  );

  it.each<[what: string, overrides: Record<string, unknown>]>([
    ['the smallest amount', { amount: 1 }],
    ['the largest amount', { amount: 99_999_999_999 }],
    ['the shortest life', { expiresAfterMinutes: 5 }],
    ['the longest life', { expiresAfterMinutes: 1440 }],
    ['the longest texts', { description: long(500), buttonText: long(40) }],
    ['the most metadata', { metadata: keys(50) }],
    ['a free gift beside something', items(lineItem(), lineItem({}, { unitAmount: 0 }))],
    [
      'nothing in optional fields',
      { description: null, locale: null, customerDetails: null, cancelUrl: null },
    ],
    [
      'every script',
      {
        description: 'e\u0301 ß 寿司 עברית 👩🏽‍🚀 \u202e',
        customerDetails: { name: '😀', email: 'ädå@bücher.example' },
      },
    ],
    ['line breaks and tabs', { description: 'a\r\n\tb' }],
    ['an address beyond ASCII', redirect('https://bücher.example/straße?ä=ö#ü')],
    ['the browser’s language', { locale: 'auto' }],
    ['a return address with a placeholder', redirect('https://shop.example/?id={CHECKOUT_SESSION_ID}')],
  ])('accepts %s', (_what, overrides) =>
    withSandbox(async (sandbox) => {
      const answer = await call(sandbox, SESSIONS, { body: aSessionBody(overrides) });
      expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
      // Nothing is lost on the way to the database and back.
      expect((await call(sandbox, `${SESSIONS}/${answer.json['id']}`)).text).toBe(answer.text);
    }),
  );

  it('drops no metadata in silence, whatever its name', () =>
    withSandbox(async (sandbox) => {
      const send = (metadata: string) => {
        const raw = `${JSON.stringify(aSessionBody()).slice(0, -1)},"metadata":${metadata}}`;
        return call(sandbox, SESSIONS, { raw });
      };
      const inherited = { constructor: 'a', toString: 'b', hasOwnProperty: 'c' };
      expect((await send(JSON.stringify(inherited))).json['metadata']).toEqual(inherited);
      for (const spelling of ['__proto__', '\\u005f_proto__', '__pr\\u006Fto__']) {
        const refused = await send(`{"${spelling}":"a"}`);
        expect([refused.status, refusal(refused.text).message]).toEqual([
          400,
          expect.stringContaining('__proto__'),
        ]);
      }
    }));
});
