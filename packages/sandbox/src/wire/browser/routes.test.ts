// The browser API's promises: one secret, one session; an allow-list; a card checked before a bank is asked.

import { describe, expect, it } from 'vitest';
import { manualClock } from '../../domain/clock.ts';
import {
  APPROVED,
  aConfirmBody,
  anotherMerchant,
  aSandbox,
  aSessionBody,
  CHECKOUT_ORIGIN,
  call,
  callClient,
  create,
  pay,
  type Sandbox,
  withSandbox,
} from '../../test-sandbox.ts';
import { clientProblem, publicSession, sessionResult } from './schemas.ts';

const problemOf = (text: string) => clientProblem.parse(JSON.parse(text));

const confirm = (sandbox: Sandbox, clientSecret: string, body: unknown, headers: object = {}) =>
  callClient(sandbox, '/confirm', clientSecret, {
    body,
    headers: { 'Idempotency-Key': crypto.randomUUID(), ...headers },
  });

describe('GET /v1/client/session', () => {
  it('shows what the contract lists, and nothing of what is the merchant’s own', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox, {
        metadata: { margin: 'private-1' },
        afterCompletion: { type: 'redirect', redirect: { url: 'https://shop.example/private-2' } },
        customerDetails: { email: 'ada@example.com' },
        submitType: 'donate',
        currency: 'KWD',
      });
      const answer = await callClient(sandbox, '', session.clientSecret);
      expect(answer.status).toBe(200);
      expect(publicSession.parse(JSON.parse(answer.text))).toMatchObject({
        id: session.id,
        submitType: 'donate',
        currency: 'KWD',
        exponent: 3,
        customer: { email: 'ada@example.com', name: null },
        merchant: { displayName: 'Sandbox shop' },
        serverTime: '2026-01-15T12:00:00.000Z',
        intent: { status: 'requires_payment_method', lastError: null, card: null },
      });
      expect(answer.text).not.toMatch(/private|secret|fingerprint|merch_/);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
    }));

  it('changes its ETag with every change, and answers 304 until then', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const first = await callClient(sandbox, '', session.clientSecret);
      const etag = first.headers.get('ETag') ?? '';
      const again = () =>
        callClient(sandbox, '', session.clientSecret, { headers: { 'If-None-Match': etag } });
      expect([(await again()).status, (await again()).text]).toEqual([304, '']);
      await call(sandbox, `/checkout/sessions/${session.id}`, { method: 'PATCH', body: { amount: 1 } });
      const changed = await again();
      expect([changed.status, changed.json['amountTotal']]).toEqual([200, 1]);
      expect(Number(changed.json['version'])).toBeGreaterThan(Number(first.json['version']));
    }));
});

describe('the client secret', () => {
  it('opens nothing for another key, misspelt, missing, or cut; and the answer never says which', () =>
    withSandbox(async (sandbox) => {
      const { clientSecret, id } = await create(sandbox);
      const other = await anotherMerchant(sandbox);
      const answers = [
        await callClient(sandbox, '', clientSecret, { key: other.publishableKey }),
        await callClient(sandbox, '', clientSecret, { key: sandbox.keys.livePublishableKey }),
        await callClient(sandbox, '', `${clientSecret.slice(0, -1)}_`),
        await callClient(sandbox, '', id),
        await callClient(sandbox, '', ''),
        await confirm(sandbox, `${clientSecret}x`, aConfirmBody()),
        await callClient(sandbox, '/result', `${clientSecret}x`),
      ];
      const [first] = answers.map(({ text }) => problemOf(text));
      for (const { status, text } of answers) {
        expect(status).toBe(404);
        expect({ ...problemOf(text), requestId: '' }).toEqual({ ...first, requestId: '' });
      }
      expect(first?.code).toBe('invalid_client_secret');
      expect((await callClient(sandbox, '', clientSecret)).status).toBe(200);
    }));

  it('is ignored in a URL', () =>
    withSandbox(async (sandbox) => {
      const { clientSecret } = await create(sandbox);
      const key = sandbox.keys.publishableKey;
      const answer = await call(sandbox, `/v1/client/session?clientSecret=${clientSecret}`, { key });
      expect(answer.status).toBe(404);
      expect(sandbox.logs.join('')).not.toContain(clientSecret);
    }));

  it('reads an ended session for 24 hours more', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session);
      sandbox.clock.advance(24 * 3_600_000 - 1);
      expect((await callClient(sandbox, '', session.clientSecret)).status).toBe(200);
      sandbox.clock.advance(1);
      expect((await callClient(sandbox, '', session.clientSecret)).status).toBe(404);
    }));
});

describe('POST /v1/client/session/confirm', () => {
  const billed = (billing: object) => ({
    ...aConfirmBody(),
    paymentMethod: { ...aConfirmBody().paymentMethod, billing },
  });

  it.each<[code: string, param: string, body: unknown]>([
    ['card_number_invalid', 'paymentMethod.card.number', aConfirmBody('4242424242424241')],
    ['card_number_invalid', 'paymentMethod.card.number', aConfirmBody('1234567890123452')],
    ['card_number_invalid', 'paymentMethod.card.number', aConfirmBody('')],
    [
      'card_expiry_invalid',
      'paymentMethod.card.expMonth',
      aConfirmBody(APPROVED, { expMonth: 12, expYear: 2025 }),
    ],
    ['card_cvc_invalid', 'paymentMethod.card.cvc', aConfirmBody(APPROVED, { cvc: '12' })],
    ['card_cvc_invalid', 'paymentMethod.card.cvc', aConfirmBody('378282246310005', { cvc: '123' })],
    ['invalid_request', 'paymentMethod.card.number', aConfirmBody(APPROVED, { number: 4242424242424242 })],
    ['invalid_request', 'paymentMethod.card.expMonth', aConfirmBody(APPROVED, { expMonth: 0 })],
    ['invalid_request', 'paymentMethod.card.expMonth', aConfirmBody(APPROVED, { expMonth: 13 })],
    ['invalid_request', 'paymentMethod.card.expYear', aConfirmBody(APPROVED, { expYear: 27 })],
    ['invalid_request', 'paymentMethod.card.cvc', aConfirmBody(APPROVED, { cvc: 123 })],
    ['invalid_request', 'paymentMethod.card.pin', aConfirmBody(APPROVED, { pin: '1' })],
    ['invalid_request', 'paymentMethod', { expectedAmount: 4900 }],
    ['invalid_request', 'expectedAmount', { ...aConfirmBody(), expectedAmount: '4900' }],
    ['invalid_request', 'expectedAmount', { ...aConfirmBody(), expectedAmount: -1 }],
    ['invalid_request', 'unitAmount', { ...aConfirmBody(), unitAmount: 1 }],
    ['invalid_request', 'paymentMethod.billing.name', billed({ name: 'x'.repeat(201) })],
    ['field_invalid', 'paymentMethod.billing.email', billed({ email: 'ada' })],
  ])('answers %s for a wrong %s, and asks no bank', (code, param, body) =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const answer = await confirm(sandbox, session.clientSecret, body);
      expect([answer.status, problemOf(answer.text)]).toMatchObject([400, { status: 400, code, param }]);
      expect(answer.headers.get('Content-Type')).toBe('application/problem+json');
      expect(answer.text).not.toContain('42424242');
      expect(await sandbox.store.db.selectFrom('charges').selectAll().execute()).toEqual([]);
    }),
  );

  it.each(['name', 'email', 'postalCode'])('asks for %s when the session collects it', (field) =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox, { collect: { [field]: true } });
      const missing = await confirm(sandbox, session.clientSecret, billed({ [field]: '  ' }));
      const param = `paymentMethod.billing.${field}`;
      expect([missing.status, problemOf(missing.text)]).toMatchObject([
        400,
        { code: 'field_invalid', param },
      ]);
      const given = await confirm(sandbox, session.clientSecret, billed({ [field]: 'ada@example.com' }));
      expect(given.json).toMatchObject({ status: 'complete' });
    }),
  );

  it('takes every e-mail address that a session takes, for the buyer may not be asked for another', () =>
    withSandbox(async (sandbox) => {
      for (const email of ['ada@example.com', 'ada@localhost', 'ädå+x@bücher.example', 'a@b.c']) {
        const body = aSessionBody({ customerDetails: { email } });
        const created = await call(sandbox, '/checkout/sessions', { body });
        const secret = created.json['clientSecret'];
        const paid = typeof secret === 'string' ? await confirm(sandbox, secret, aConfirmBody()) : null;
        expect([email, paid?.json['status'] ?? 'refused']).toEqual([
          email,
          created.status === 201 ? 'complete' : 'refused',
        ]);
      }
    }));

  it('refuses another amount than the total, and lets the same attempt correct it', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const headers = { 'Idempotency-Key': 'attempt-1' };
      const wrong = await confirm(
        sandbox,
        session.clientSecret,
        { ...aConfirmBody(), expectedAmount: 4800 },
        headers,
      );
      expect([wrong.status, problemOf(wrong.text).code]).toEqual([409, 'amount_changed']);
      const right = await confirm(sandbox, session.clientSecret, aConfirmBody(), headers);
      expect(right.json).toMatchObject({ status: 'complete' });
    }));

  it('refuses a session that is over, with the reason', () =>
    withSandbox(async (sandbox) => {
      const [paid, expired, late] = [await create(sandbox), await create(sandbox), await create(sandbox)];
      await pay(sandbox, paid);
      await call(sandbox, `/checkout/sessions/${expired.id}/expire`, { method: 'POST' });
      sandbox.clock.advance(24 * 3_600_000 - 1);
      expect(problemOf((await pay(sandbox, paid)).text).code).toBe('session_complete');
      expect(problemOf((await pay(sandbox, expired)).text).code).toBe('session_expired');
      sandbox.clock.advance(1);
      const answer = await pay(sandbox, late);
      expect([answer.status, problemOf(answer.text).code]).toEqual([409, 'session_expired']);
      const { length } = await sandbox.store.db.selectFrom('charges').selectAll().execute();
      expect(length).toBe(1);
    }));

  it('needs an Idempotency-Key', () =>
    withSandbox(async (sandbox) => {
      const { clientSecret } = await create(sandbox);
      const answer = await callClient(sandbox, '/confirm', clientSecret, { body: aConfirmBody() });
      expect(problemOf(answer.text)).toMatchObject({ status: 400, param: 'Idempotency-Key' });
    }));
});

describe('GET /v1/client/session/result', () => {
  const result = async (sandbox: Sandbox, clientSecret: string) =>
    sessionResult.parse(JSON.parse((await callClient(sandbox, '/result', clientSecret)).text));
  const redirect = {
    type: 'redirect',
    redirect: { url: 'https://shop.example/{CHECKOUT_SESSION_ID}?s={CHECKOUT_SESSION_ID}' },
  };

  it('tells where a hosted session returns to only once it is paid, with a receipt', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox, { uiMode: 'hosted', afterCompletion: redirect });
      expect(await result(sandbox, session.clientSecret)).toEqual({
        status: 'open',
        paymentStatus: 'unpaid',
        redirectTo: null,
        message: null,
        receipt: null,
      });
      const paidAt = sandbox.clock.now().toISOString();
      await pay(sandbox, session);
      expect(await result(sandbox, session.clientSecret)).toEqual({
        status: 'complete',
        paymentStatus: 'paid',
        redirectTo: `https://shop.example/${session.id}?s=${session.id}`,
        message: null,
        receipt: {
          amount: 4900,
          currency: 'USD',
          card: { brand: 'visa', last4: '4242' },
          email: null,
          reference: session.paymentIntentId,
          paidAt,
        },
      });
    }));

  it('tells what the shop says to who has paid, and to nobody before', () =>
    withSandbox(async (sandbox) => {
      const hostedConfirmation = { customMessage: 'See you <b>soon</b>' };
      const session = await create(sandbox, {
        uiMode: 'hosted',
        cancelUrl: 'https://shop.example/cart',
        afterCompletion: { type: 'hosted_confirmation', hostedConfirmation },
      });
      expect((await result(sandbox, session.clientSecret)).message).toBeNull();
      await pay(sandbox, session);
      expect(await result(sandbox, session.clientSecret)).toMatchObject({
        message: 'See you <b>soon</b>',
        redirectTo: null,
      });
    }));

  it('leaves an embedded session to its page, and sends an expired hosted one back', () =>
    withSandbox(async (sandbox) => {
      const embedded = await create(sandbox, { afterCompletion: redirect });
      await pay(sandbox, embedded);
      expect((await result(sandbox, embedded.clientSecret)).redirectTo).toBeNull();
      const hosted = await create(sandbox, { uiMode: 'hosted', cancelUrl: 'https://shop.example/cart' });
      await call(sandbox, `/checkout/sessions/${hosted.id}/expire`, { method: 'POST' });
      expect((await result(sandbox, hosted.clientSecret)).redirectTo).toBe('https://shop.example/cart');
    }));
});

describe('limits of one session', () => {
  it('allows ten confirms in ten minutes', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      for (let i = 0; i < 10; i += 1)
        expect((await pay(sandbox, session, '4000000000000002')).status).toBe(200);
      const refused = await pay(sandbox, session);
      expect([refused.status, problemOf(refused.text).code]).toEqual([429, 'rate_limited']);
      expect(refused.headers.get('Retry-After')).toBe('600');
      const other = await create(sandbox);
      expect((await pay(sandbox, other)).status).toBe(200);
      sandbox.clock.advance(600_000);
      expect((await pay(sandbox, session)).json).toMatchObject({ status: 'complete' });
    }));

  it('allows 240 reads a minute', () =>
    withSandbox(async (sandbox) => {
      const { clientSecret } = await create(sandbox);
      for (let i = 0; i < 240; i += 1) await callClient(sandbox, '', clientSecret);
      expect((await callClient(sandbox, '', clientSecret)).status).toBe(429);
      sandbox.clock.advance(60_000);
      expect((await callClient(sandbox, '', clientSecret)).status).toBe(200);
    }));
});

describe('CORS', () => {
  const preflight = (sandbox: Sandbox, path: string, origin: string) =>
    call(sandbox, path, { method: 'OPTIONS', key: '', headers: { Origin: origin } });

  it('lets the checkout origin in, and no other', () =>
    withSandbox(async (sandbox) => {
      const own = await preflight(sandbox, '/v1/client/session/confirm', CHECKOUT_ORIGIN);
      expect(own.status).toBe(204);
      expect(own.headers.get('Access-Control-Allow-Origin')).toBe(CHECKOUT_ORIGIN);
      expect(own.headers.get('Access-Control-Allow-Headers')).toContain('x-client-secret');
      const shop = await preflight(sandbox, '/v1/client/session/confirm', 'https://shop.example');
      expect(shop.headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect(shop.headers.get('Vary')).toBe('Origin');
    }));

  it('lets the frame read errors too, with their request id', () =>
    withSandbox(async (sandbox) => {
      const answer = await callClient(sandbox, '', 'wrong', { headers: { Origin: CHECKOUT_ORIGIN } });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(CHECKOUT_ORIGIN);
      expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('Request-Id');
    }));

  it('has nothing to say on the routes of servers', () =>
    withSandbox(async (sandbox) => {
      const answer = await preflight(sandbox, '/checkout/sessions', CHECKOUT_ORIGIN);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect(answer.status).not.toBe(204);
    }));
});

it('repeats the answer of an attempt whose card has expired since', async () => {
  // The last hour in which it is still March somewhere.
  const sandbox = await aSandbox({ clock: manualClock('2027-04-01T11:30:00.000Z') });
  const session = await create(sandbox);
  const first = await pay(sandbox, session, APPROVED, 'attempt-1');
  expect(first.json).toMatchObject({ status: 'complete' });
  sandbox.clock.advance(3_600_000);
  const second = await pay(sandbox, session, APPROVED, 'attempt-1');
  expect([second.status, second.text]).toEqual([200, first.text]);
  await sandbox.close();
});

it('judges expiry dates by its own clock', async () => {
  const sandbox = await aSandbox({ clock: manualClock('2027-04-15T12:00:00.000Z') });
  const session = await create(sandbox);
  expect(problemOf((await pay(sandbox, session)).text).code).toBe('card_expiry_invalid');
  await sandbox.close();
});
