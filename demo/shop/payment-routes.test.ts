// What the shop does with money: it opens one session for one order, and believes nothing but a signed webhook.

import { describe, expect, it } from 'vitest';
import { createFakePaymentApi, type FakeSession, signedWebhook } from './fake-payment-api.ts';
import { createVisitor, openTestShop, type TestShop } from './test-visitor.ts';

const PAID = 'Thank you, your order is paid';
const WAITING = 'We are waiting for confirmation';

describe('POST /create-session', () => {
  it('creates a session for the basket with the prices of the server, and answers its client secret only', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    await visitor.post('/basket', { product: 'cup' });
    await visitor.post('/basket', { product: 'cup' });
    await visitor.post('/basket', { product: 'teapot' });

    const answer = await visitor.createSession();

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ clientSecret: 'cs_test_1_secret_abc' });
    const [request] = shop.api.requests;
    expect(request?.url).toBe('http://api.test/checkout/sessions');
    expect(request?.headers.get('authorization')).toBe('Bearer sk_test_shop');
    const body = await request?.json();
    expect(request?.headers.get('idempotency-key')).toBe(body.metadata.orderId);
    expect(body).toMatchObject({
      uiMode: 'embedded',
      afterCompletion: { type: 'hosted_confirmation' },
      lineItems: [
        {
          quantity: 2,
          priceData: { currency: 'USD', unitAmount: 2800, productData: { name: 'Morning cup' } },
        },
        {
          quantity: 1,
          priceData: { currency: 'USD', unitAmount: 9600, productData: { name: 'Evening teapot' } },
        },
      ],
    });
  });

  it('answers the same session for the same basket asked again', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const first = await (await visitor.createSession({ productId: 'dripper' })).json();
    const again = await (await visitor.createSession({ productId: 'dripper' })).json();
    expect(again).toEqual(first);
    expect(shop.api.sessions.size).toBe(1);
  });

  it.each([
    [{ productId: 'cup', page: '/checkout?product=cup&locale=ja' }, '/checkout?product=cup&locale=ja'],
    [{ productId: 'cup' }, '/checkout'],
    [{ productId: 'cup', page: 'https://evil.test/checkout' }, '/checkout'],
    [{ productId: 'cup', page: '//evil.test/checkout' }, '/checkout'],
    [{ productId: 'cup', page: '/\\\\evil.test' }, '/checkout'],
    [{ productId: 'cup', page: `/checkout?x=${'x'.repeat(1000)}` }, '/checkout'],
    [{ productId: 'cup', page: 7 }, '/checkout'],
  ])('for %j creates a session that returns to %s of this shop', async (asked, path) => {
    const shop = openTestShop();
    expect((await createVisitor(shop).createSession(asked)).status).toBe(200);
    expect(await shop.api.requests[0]?.json()).toMatchObject({ returnUrl: `http://shop.test${path}` });
  });

  it('creates a session that returns over https where the page came over https', async () => {
    const shop = openTestShop();
    await shop.app.request('http://shop.test/create-session', {
      method: 'POST',
      headers: { origin: 'https://shop.test', 'content-type': 'application/json' },
      body: '{"productId":"cup"}',
    });
    expect(await shop.api.requests[0]?.json()).toMatchObject({ returnUrl: 'https://shop.test/checkout' });
  });

  it('repeats a request whose answer was lost word for word, also from another page', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    shop.api.answerWith = () => new Response('', { status: 502 });
    await visitor.createSession({ productId: 'cup', page: '/checkout?product=cup' });
    shop.api.answerWith = undefined;
    await visitor.createSession({ productId: 'cup', page: '/checkout?product=cup&theme=dark' });
    const [first, second] = await Promise.all(shop.api.requests.map((request) => request.text()));
    expect(second).toBe(first);
  });

  it('makes one session when two tabs ask at once', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    await visitor.post('/basket', { product: 'cup' });
    await Promise.all([visitor.createSession(), visitor.createSession()]);
    expect(shop.api.sessions.size).toBe(1);
  });

  it('makes a new order and session when the old one is expired', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session, page } = await visitor.order();
    shop.api.end(session, 'expired');
    expect(await (await visitor.createSession({ productId: 'dripper' })).json()).toEqual({
      clientSecret: 'cs_test_2_secret_abc',
    });
    expect(await visitor.text(page)).toContain('This order was closed');
  });

  it('makes a new session when the payment API no longer knows the old one', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session } = await visitor.order();
    shop.api.sessions.delete(session.id);
    expect((await visitor.createSession({ productId: 'dripper' })).status).toBe(200);
  });

  it('leads to the order when it is paid and the webhook is on its way, so nobody pays twice', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session, page } = await visitor.order();
    shop.api.end(session, 'complete');
    const answer = await visitor.createSession({ productId: 'dripper' });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ orderUrl: page });
    expect(await visitor.text(page)).toContain(WAITING);
    expect(shop.api.sessions.size).toBe(1);
  });

  it('makes a new order once the last one is paid', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session } = await visitor.order();
    await shop.app.request(
      signedWebhook('checkout.session.completed', { ...session, paymentStatus: 'paid' }),
    );
    await visitor.createSession({ productId: 'dripper' });
    expect(shop.api.sessions.size).toBe(2);
  });

  it.each([
    ['refuses', () => Response.json({ error: { code: 'invalid_request' } }, { status: 400 })],
    ['fails', () => new Response('<h1>Bad gateway</h1>', { status: 502 })],
    ['answers something else', () => Response.json({ hello: 'world' })],
    [
      'cannot be reached',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])(
    'answers 502 with a sentence when the payment API %s, and works again afterwards',
    async (_, answerWith) => {
      const shop = openTestShop();
      const visitor = createVisitor(shop);
      shop.api.answerWith = answerWith;
      const refused = await visitor.createSession({ productId: 'cup' });
      expect(refused.status).toBe(502);
      expect(await refused.json()).toEqual({
        error:
          'We could not reach our payment provider, and nothing was charged. Please try again in a moment.',
      });
      expect(shop.log).toHaveLength(1);

      shop.api.answerWith = undefined;
      expect((await visitor.createSession({ productId: 'cup' })).status).toBe(200);
      const keys = shop.api.requests.map((request) => request.headers.get('idempotency-key'));
      expect(new Set(keys).size).toBe(1);
    },
  );

  it.each([
    ['an empty basket', {}],
    ['a product that is not sold', { productId: 'gold' }],
    ['a product named like an object member', { productId: 'constructor' }],
    ['a product of the wrong type', { productId: 7 }],
    ['an array', []],
  ])('answers 400 to %s', async (_, body) => {
    const shop = openTestShop();
    const answer = await createVisitor(shop).createSession(body);
    expect(answer.status).toBe(400);
    expect((await answer.json()).error).toMatch(/\.$/);
    expect(shop.api.requests).toHaveLength(0);
  });

  it('does nothing for a page of another site', async () => {
    const shop = openTestShop();
    const ask = (origin: string) =>
      shop.app.request('http://shop.test/create-session', {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: '{"productId":"cup"}',
      });
    for (const origin of ['http://evil.test', 'http://shop.test.evil.test', 'http://shop.test:81', 'null'])
      expect((await ask(origin)).status).toBe(403);
    expect(shop.api.requests).toHaveLength(0);
    expect((await ask('http://shop.test')).status).toBe(200);
  });
});

describe('POST /create-session for a visitor who is back from the bank', () => {
  it.each([
    ['open', () => {}],
    ['complete', (shop: TestShop, session: FakeSession) => shop.api.end(session, 'complete')],
    ['expired', (shop: TestShop, session: FakeSession) => shop.api.end(session, 'expired')],
  ] as const)('answers the session that the visitor left, which is %s', async (_, end) => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session } = await visitor.order();
    end(shop, session);
    await visitor.post('/basket', { product: 'cup' });
    const answer = await visitor.createSession({ sessionId: session.id });
    expect(await answer.json()).toEqual({ clientSecret: 'cs_test_1_secret_abc' });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(shop.api.sessions.size).toBe(1);
  });

  it('answers it also when the webhook was faster and has emptied the basket', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    await visitor.post('/basket', { product: 'cup' });
    await visitor.createSession({ page: '/checkout' });
    const [session] = shop.api.sessions.values();
    await shop.app.request(
      signedWebhook('checkout.session.completed', { ...session, paymentStatus: 'paid' }),
    );
    expect(await visitor.text('/basket')).toContain('Your basket is empty');
    const page = await visitor.get(`/checkout?xpay_session=${session?.id}`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Morning cup');
    expect(await (await visitor.createSession({ sessionId: session?.id })).json()).toEqual({
      clientSecret: 'cs_test_1_secret_abc',
    });
  });

  it('answers a session of their own to anybody else, and shows them nothing of the order', async () => {
    const shop = openTestShop();
    const { session } = await createVisitor(shop).order('teapot');
    const stranger = createVisitor(shop);
    const answer = await stranger.createSession({ productId: 'cup', sessionId: session.id });
    expect(await answer.json()).toEqual({ clientSecret: 'cs_test_2_secret_abc' });
    const page = await stranger.text(`/checkout?product=cup&xpay_session=${session.id}`);
    expect(page).toContain('data-product="cup"');
    expect(page).not.toContain('data-product="teapot"');
    expect((await createVisitor(shop).createSession({ sessionId: session.id })).status).toBe(400);
  });

  it.each(['cs_test_9', '', 'null', '__proto__'])(
    'goes on as on a first visit for the session %j',
    async (sessionId) => {
      const shop = openTestShop();
      const visitor = createVisitor(shop);
      await visitor.order();
      const answer = await visitor.createSession({ productId: 'dripper', sessionId });
      expect(await answer.json()).toEqual({ clientSecret: 'cs_test_1_secret_abc' });
    },
  );

  it('marks nothing as paid', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session, page } = await visitor.order();
    shop.api.end(session, 'complete');
    await visitor.get(`/checkout?product=dripper&xpay_session=${session.id}`);
    await visitor.createSession({ productId: 'dripper', sessionId: session.id });
    expect(await visitor.text(page)).toContain(WAITING);
  });
});

describe('POST /webhook', () => {
  it('marks the order paid when a completed session of the same amount is signed', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session, page } = await visitor.order();
    expect(await visitor.text(page)).toContain(WAITING);

    const webhook = signedWebhook('checkout.session.completed', { ...session, paymentStatus: 'paid' });
    expect((await shop.app.request(webhook)).status).toBe(200);

    expect(await visitor.text(page)).toContain(PAID);
  });

  it.each([
    ['another amount', { amountTotal: 1 }],
    ['another currency', { currency: 'JPY' }],
    ['no payment', { paymentStatus: 'unpaid' }],
    ['another session', { id: 'cs_test_other' }],
  ])('accepts but does not act on a signed event with %s', async (_, change) => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session, page } = await visitor.order();
    const object = { ...session, paymentStatus: 'paid', ...change };
    expect((await shop.app.request(signedWebhook('checkout.session.completed', object))).status).toBe(200);
    const text = await visitor.text(page);
    expect(text).toContain(WAITING);
    expect(text).not.toContain(PAID);
  });

  it.each([
    [
      'another secret',
      { secret: `whsec_${Buffer.from('some other secret of 32 bytes...').toString('base64')}` },
    ],
    ['a signature six minutes old', { sentAt: new Date(Date.now() - 6 * 60_000) }],
  ])('refuses a webhook with %s', async (_, options) => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session, page } = await visitor.order();
    const object = { ...session, paymentStatus: 'paid' };
    const forged = signedWebhook('checkout.session.completed', object, options);
    expect((await shop.app.request(forged)).status).toBe(400);
    expect(await visitor.text(page)).toContain(WAITING);
  });

  it('refuses a body changed after it was signed, and one with no signature', async () => {
    const shop = openTestShop();
    const signed = signedWebhook('checkout.session.completed', { id: 'cs_test_1' });
    const body = (await signed.text()).replace('cs_test_1', 'cs_test_2');
    const changed = { method: 'POST', body, headers: signed.headers };
    expect((await shop.app.request('/webhook', changed)).status).toBe(400);
    expect((await shop.app.request('/webhook', { method: 'POST', body })).status).toBe(400);
  });

  it.each(['not json', '[]', '{"type":"checkout.session.completed"}'])(
    'refuses %s though signed',
    async (body) => {
      const { Webhook } = await import('standardwebhooks');
      const { WEBHOOK_SECRET } = await import('./fake-payment-api.ts');
      const now = new Date();
      const headers = {
        'webhook-id': 'evt_9',
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(WEBHOOK_SECRET).sign('evt_9', now, body),
      };
      const shop = openTestShop();
      expect((await shop.app.request('/webhook', { method: 'POST', body, headers })).status).toBe(400);
    },
  );

  it('handles a webhook delivered twice once', async () => {
    const shop = openTestShop();
    const { session } = await createVisitor(shop).order();
    const deliver = async () =>
      (
        await shop.app.request(
          signedWebhook('checkout.session.completed', { ...session, paymentStatus: 'paid' }),
        )
      ).json();
    expect(await deliver()).toEqual({ received: true, duplicate: false });
    expect(await deliver()).toEqual({ received: true, duplicate: true });
    expect(shop.log).toHaveLength(1);
  });

  it('leaves the order waiting after a declined attempt', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { page } = await visitor.order();
    await shop.app.request(signedWebhook('payment_intent.payment_failed', { id: 'pi_1', status: 'failed' }));
    expect(await visitor.text(page)).toContain(WAITING);
  });

  it('closes the order of an expired session, and still believes a payment that was decided late', async () => {
    const shop = openTestShop();
    const visitor = createVisitor(shop);
    const { session, page } = await visitor.order();
    await shop.app.request(signedWebhook('checkout.session.expired', session, { id: 'evt_1' }));
    expect(await visitor.text(page)).toContain('This order was closed');
    const late = { ...session, paymentStatus: 'paid' };
    await shop.app.request(signedWebhook('checkout.session.completed', late, { id: 'evt_2' }));
    expect(await visitor.text(page)).toContain(PAID);
  });

  it('empties the basket that was paid for, but not one that changed since', async () => {
    for (const changes of [false, true]) {
      const shop = openTestShop({}, createFakePaymentApi());
      const visitor = createVisitor(shop);
      await visitor.post('/basket', { product: 'cup' });
      await visitor.createSession();
      if (changes) await visitor.post('/basket', { product: 'teapot' });
      const session = shop.api.sessions.get('cs_test_1');
      await shop.app.request(
        signedWebhook('checkout.session.completed', { ...session, paymentStatus: 'paid' }),
      );
      expect((await visitor.text('/basket')).includes('Your basket is empty')).toBe(!changes);
    }
  });
});
