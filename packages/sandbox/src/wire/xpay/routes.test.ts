// XPay's promises: what a session is, what is refused and how, who may see what, what a key repeats.

import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  anotherMerchant,
  aSessionBody,
  call,
  callClient,
  create,
  eventTypes,
  pay,
  type Sandbox,
  withSandbox,
} from '../../test-sandbox.ts';
import { sharedErrorObject } from '../common/schemas.ts';
import { errorObject, sessionObject } from './objects.ts';
import { chargeObject, paymentIntentObject } from './payments/objects.ts';

const SESSIONS = '/checkout/sessions';
/** On paths that are CX Pay's too, a refusal has the fields of both. */
const refusal = (text: string) => z.union([errorObject, sharedErrorObject]).parse(JSON.parse(text)).error;

describe('reading', () => {
  it('answers the sessions, intents and charges that events hold, byte for byte', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session, '4000000000009987');
      await pay(sandbox, session);
      const rows = await sandbox.store.db.selectFrom('events').selectAll().orderBy('sequence').execute();
      const paths = { cs: SESSIONS, pi: '/payment-intents', ch: '/charges' };
      const latest = new Map(rows.map((row) => [row.object_id, row]));
      expect([...latest.values()].map(({ type }) => type).sort()).toEqual([
        'charge.failed',
        'charge.succeeded',
        'checkout.session.completed',
        'payment_intent.succeeded',
      ]);
      for (const { object_id: id, payload, type } of latest.values()) {
        const path = id.startsWith('cs') ? paths.cs : id.startsWith('pi') ? paths.pi : paths.ch;
        const { text } = await call(sandbox, `${path}/${id}`);
        expect(payload.endsWith(`"data":{"object":${text}}}`)).toBe(true);
        const schema = id.startsWith('cs')
          ? sessionObject
          : id.startsWith('pi')
            ? paymentIntentObject
            : chargeObject;
        schema.parse(JSON.parse(text));
        expect(JSON.parse(payload)).toMatchObject({
          object: 'event',
          api_version: '3.1.0',
          type,
          livemode: false,
        });
      }
    }));

  it('returns the client secret while the session is open, and never again', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const read = () => call(sandbox, `${SESSIONS}/${session.id}`);
      expect((await read()).json['clientSecret']).toBe(session.clientSecret);
      await pay(sandbox, session);
      expect((await read()).json).toMatchObject({ status: 'complete', clientSecret: null });
    }));

  it.each(['/checkout/sessions/cs_test_nothing', '/payment-intents/pi_nothing', '/charges/ch_nothing'])(
    'knows no %s',
    (path) =>
      withSandbox(async (sandbox) => {
        const answer = await call(sandbox, path);
        expect([answer.status, refusal(answer.text).code]).toEqual([404, 'not_found']);
      }),
  );

  it('hides objects of another merchant and of the other mode', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session);
      const { text } = await call(sandbox, `/payment-intents/${session.paymentIntentId}`);
      const chargeId = paymentIntentObject.parse(JSON.parse(text)).latestChargeId;
      const other = await anotherMerchant(sandbox);
      const paths = [
        [`${SESSIONS}/${session.id}`, 'GET'],
        [`${SESSIONS}/${session.id}/expire`, 'POST'],
        [`/payment-intents/${session.paymentIntentId}`, 'GET'],
        [`/charges/${chargeId}`, 'GET'],
      ] as const;
      for (const [path, method] of paths) {
        for (const key of [other.secretKey, sandbox.keys.liveSecretKey]) {
          const answer = await call(sandbox, path, { key, method });
          expect([answer.status, refusal(answer.text).code]).toEqual([404, 'not_found']);
        }
      }
      const patch = { key: other.secretKey, method: 'PATCH', body: { description: 'x' } };
      expect((await call(sandbox, `${SESSIONS}/${session.id}`, patch)).status).toBe(404);
    }));
});

describe('live mode', () => {
  it('follows the key', () =>
    withSandbox(async (sandbox) => {
      const { json } = await call(sandbox, SESSIONS, {
        key: sandbox.keys.liveSecretKey,
        body: aSessionBody(),
      });
      expect(json).toMatchObject({ id: expect.stringMatching(/^cs_live_/), livemode: true });
    }));
});

describe('PATCH /checkout/sessions/{id}', () => {
  const patch = (sandbox: Sandbox, id: string, body: unknown) =>
    call(sandbox, `${SESSIONS}/${id}`, { method: 'PATCH', body });

  it('replaces what is sent and keeps the rest', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox, { description: 'Tea', metadata: { a: '1' } });
      const { json } = await patch(sandbox, session.id, { amount: 5000, metadata: { b: '2' } });
      expect(json).toMatchObject({
        description: 'Tea',
        amountTotal: 5000,
        metadata: { b: '2' },
        paymentIntent: { amount: 5000, metadata: { b: '2' } },
      });
      expect(json['metadata']).toEqual({ b: '2' });
    }));

  it('lets line items and an amount replace each other', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const priceData = { currency: 'USD', unitAmount: 700, productData: { name: 'Tea' } };
      const itemised = await patch(sandbox, session.id, { lineItems: [{ priceData, quantity: 2 }] });
      expect(itemised.json).toMatchObject({ amountTotal: 1400, lineItems: [{ quantity: 2 }] });
      expect((await patch(sandbox, session.id, { amount: 5 })).json).toMatchObject({
        amountTotal: 5,
        lineItems: [],
      });
    }));

  it.each(['mode', 'uiMode', 'submitType', 'currency', 'expiresAfterMinutes'])(
    'refuses %s, which is fixed',
    (field) =>
      withSandbox(async (sandbox) => {
        const session = await create(sandbox);
        const answer = await patch(sandbox, session.id, { [field]: 'anything' });
        expect([answer.status, refusal(answer.text)]).toMatchObject([
          400,
          { code: 'immutable_field', param: field },
        ]);
      }),
  );

  it('refuses line items in another currency than the session’s', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const priceData = { currency: 'EUR', unitAmount: 700, productData: { name: 'Tea' } };
      const answer = await patch(sandbox, session.id, { lineItems: [{ priceData }] });
      expect(refusal(answer.text).param).toBe('lineItems[0].priceData.currency');
    }));

  it('refuses a session that is paid, expired, or being paid', () =>
    withSandbox(async (sandbox) => {
      const [paid, expired, busy] = [await create(sandbox), await create(sandbox), await create(sandbox)];
      await pay(sandbox, paid);
      await pay(sandbox, busy, '4000000000005126');
      await call(sandbox, `${SESSIONS}/${expired.id}/expire`, { method: 'POST' });
      for (const { id } of [paid, expired, busy]) {
        const answer = await patch(sandbox, id, { amount: 1 });
        expect([answer.status, refusal(answer.text).code]).toEqual([409, 'invalid_state']);
      }
    }));
});

describe('POST /checkout/sessions/{id}/expire', () => {
  const expire = (sandbox: Sandbox, id: string, options: object = {}) =>
    call(sandbox, `${SESSIONS}/${id}/expire`, { method: 'POST', ...options });

  it('expires once, with an event; then, and after a payment, it is refused', () =>
    withSandbox(async (sandbox) => {
      const [session, paid] = [await create(sandbox), await create(sandbox)];
      await pay(sandbox, paid);
      expect((await expire(sandbox, session.id)).json).toMatchObject({
        status: 'expired',
        clientSecret: null,
        paymentIntent: { status: 'expired' },
      });
      expect((await expire(sandbox, session.id)).status).toBe(409);
      expect((await expire(sandbox, paid.id)).status).toBe(409);
      const expirations = (await eventTypes(sandbox)).filter((type) => type === 'checkout.session.expired');
      expect(expirations).toHaveLength(1);
    }));

  it('repeats a refusal under its key', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session);
      const headers = { 'Idempotency-Key': 'k' };
      const first = await expire(sandbox, session.id, { headers });
      const second = await expire(sandbox, session.id, { headers });
      expect([first.status, second.text]).toEqual([409, first.text]);
      expect(second.headers.get('Idempotent-Replayed')).toBe('true');
    }));

  it('refuses fields, since it takes none', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      expect((await expire(sandbox, session.id, { body: { now: true } })).status).toBe(400);
      expect((await expire(sandbox, session.id, { body: {} })).status).toBe(200);
    }));
});

describe('time', () => {
  it('expires a session when its time is over, whether it is read or swept first', () =>
    withSandbox(async (sandbox) => {
      const [swept, read] = [await create(sandbox), await create(sandbox)];
      sandbox.clock.advance(24 * 3_600_000 - 1);
      expect((await call(sandbox, `${SESSIONS}/${read.id}`)).json).toMatchObject({ status: 'open' });
      sandbox.clock.advance(1);
      expect((await call(sandbox, `${SESSIONS}/${read.id}`)).json).toMatchObject({ status: 'expired' });
      await sandbox.server.tick();
      await sandbox.server.tick();
      const rows = await sandbox.store.db.selectFrom('events').select(['type', 'object_id']).execute();
      expect(rows.map(({ object_id }) => object_id).sort()).toEqual([swept.id, read.id].sort());
    }));

  it('expires the others where one cannot be read', () =>
    withSandbox(async (sandbox) => {
      const [broken, whole] = [await create(sandbox), await create(sandbox)];
      await sandbox.store.db
        .updateTable('checkout_sessions')
        .set({ metadata: 'no JSON' })
        .where('id', '=', broken.id)
        .execute();
      sandbox.clock.advance(24 * 3_600_000);
      await sandbox.server.tick();
      const rows = await sandbox.store.db.selectFrom('events').select('object_id').execute();
      expect(rows).toEqual([{ object_id: whole.id }]);
      expect(sandbox.logs.join('')).toContain(broken.id);
    }));
});

it('settles webhooks: every event reaches the registered address', () =>
  withSandbox(async (sandbox) => {
    const session = await create(sandbox);
    await pay(sandbox, session);
    await sandbox.server.tick();
    const types = sandbox.received.map((body) => z.object({ type: z.string() }).parse(JSON.parse(body)).type);
    expect(types).toEqual(await eventTypes(sandbox));
    expect((await callClient(sandbox, '', session.clientSecret)).json).toMatchObject({ status: 'complete' });
  }));
