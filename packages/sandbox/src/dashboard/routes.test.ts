// The dashboard's server side: who gets in, what they get, and the log and keys that it shows.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aSandbox, aSessionBody, call, create, pay, withSandbox } from '../test-sandbox.ts';

const DASHBOARD = { 'X-Dashboard': '1', Host: 'api.example' };
const asked = { key: '', headers: DASHBOARD };

describe('the page', () => {
  it('is one document for every place in it, holds no key, and loads only its own files', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-dashboard-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>XPay sandbox</title>');
    const sandbox = await aSandbox({ settings: { dashboardDir: folder } });
    for (const path of ['/dashboard', '/dashboard/payments', '/dashboard/payments/cs_test_1']) {
      const { status, text, headers } = await call(sandbox, path, { key: '' });
      expect([status, text]).toEqual([200, '<!doctype html><title>XPay sandbox</title>']);
      expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
    }
    expect((await call(sandbox, '/dashboard/assets/../index.html', { key: '' })).text).not.toContain('sk_');
    expect((await call(sandbox, '/dashboard/assets/none.js', { key: '' })).status).toBe(404);
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  it('says how to build it where it is not built', () =>
    withSandbox(async (sandbox) => {
      const { status, text } = await call(sandbox, '/dashboard', { key: '' });
      expect(status).toBe(404);
      expect(text).toContain('pnpm build');
    }));
});

describe('what it asks', () => {
  it.each([
    ['another site, which may not send our header unasked', { Host: 'api.example' }],
    ['a name that was made to lead here', { ...DASHBOARD, Host: 'evil.example' }],
  ])('is refused to %s', (_who, headers) =>
    withSandbox(async (sandbox) => {
      const { status, json } = await call(sandbox, '/dashboard/api/test/sandbox/payments', {
        key: '',
        headers,
      });
      expect([status, json['error']]).toEqual([403, expect.objectContaining({ code: 'forbidden_origin' })]);
    }),
  );

  it('is answered by the APIs, in the mode that was chosen', () =>
    withSandbox(async (sandbox) => {
      const { json: made } = await call(sandbox, '/dashboard/api/test/checkout/sessions', {
        ...asked,
        body: aSessionBody(),
      });
      const path = `/checkout/sessions/${made['id']}`;
      expect((await call(sandbox, `/dashboard/api/test${path}`, asked)).json).toMatchObject({
        id: made['id'],
      });
      expect((await call(sandbox, `/dashboard/api/live${path}`, asked)).status).toBe(404);
      expect((await call(sandbox, `/dashboard/api/other${path}`, asked)).status).toBe(404);
    }));

  it('may be a change without a body', () =>
    withSandbox(async (sandbox) => {
      const answer = await call(sandbox, '/dashboard/api/test/sandbox/faults', {
        ...asked,
        method: 'DELETE',
      });
      expect(answer.json).toMatchObject({ deleted: 0 });
    }));
});

describe('the log of payments', () => {
  it('finds a payment by every id that belongs to it, by address and by reference', () =>
    withSandbox(async (sandbox) => {
      const body = aSessionBody({ customerDetails: { email: 'ada@example.com' } });
      const { json: made } = await call(sandbox, '/checkout/sessions', { body });
      await call(sandbox, '/checkout/sessions', { body: aSessionBody() });
      await call(sandbox, `/sandbox/sessions/${made['id']}/pay`, { method: 'POST' });
      const { json: intent } = await call(sandbox, `/payment-intents/${made['paymentIntentId']}`);
      const { json: refund } = await call(sandbox, '/refunds', { body: { paymentIntentId: intent['id'] } });
      const charge = intent['latestChargeId'] ?? JSON.stringify(intent).match(/ch_\w+/)?.[0];
      for (const search of [made['id'], intent['id'], charge, refund['id'], 'ada@example.com']) {
        const { json } = await call(sandbox, `/sandbox/payments?search=${search}`);
        expect(json['data']).toEqual([expect.objectContaining({ id: made['id'], email: 'ada@example.com' })]);
      }
      expect((await call(sandbox, '/sandbox/payments?search=nobody')).json['data']).toEqual([]);
      const { json: detail } = await call(sandbox, `/sandbox/payments/${made['id']}`);
      expect(detail).toMatchObject({
        status: 'succeeded',
        charges: [{ attempt: 1, card: { last4: '4242' } }],
      });
      const { text } = await call(sandbox, `/sandbox/payments/${made['id']}`);
      expect(text).not.toContain('4242424242424242');
    }));

  it('goes on below the last one, whatever was made meanwhile', () =>
    withSandbox(async (sandbox) => {
      const make = async () =>
        (await call(sandbox, '/checkout/sessions', { body: aSessionBody() })).json['id'];
      const [first, second, third] = [await make(), await make(), await make()];
      const page = (await call(sandbox, '/sandbox/payments?limit=2')).json;
      expect(page).toMatchObject({ data: [{ id: third }, { id: second }], hasMore: true });
      await make();
      const below = JSON.stringify(page).match(/"sequence":(\d+)\}\]/)?.[1];
      const next = (await call(sandbox, `/sandbox/payments?limit=2&below=${below}`)).json;
      expect(next).toMatchObject({ data: [{ id: first }], hasMore: false });
    }));

  it('tells of a payment’s refunds as of its charges', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await pay(sandbox, session);
      const made = await call(sandbox, '/refunds', {
        body: { paymentIntentId: session.paymentIntentId, amount: 100 },
      });
      const { json } = await call(sandbox, `/sandbox/payments/${session.id}`);
      expect(json['amountRefunded']).toBe(100);
      const told = expect.objectContaining({ type: 'refund.created', objectId: made.json['id'] });
      expect(json['events']).toContainEqual(told);
    }));

  it('lists events with the bytes that were sent', () =>
    withSandbox(async (sandbox) => {
      const { json: made } = await call(sandbox, '/checkout/sessions', { body: aSessionBody() });
      await call(sandbox, `/sandbox/sessions/${made['id']}/pay`, { method: 'POST' });
      const { json } = await call(sandbox, `/sandbox/events?objectId=${made['id']}`);
      expect(json['data']).toEqual([expect.objectContaining({ type: 'checkout.session.completed' })]);
      expect((await call(sandbox, '/sandbox/events?type=charge.succeeded')).json['data']).toHaveLength(1);
      expect((await call(sandbox, '/sandbox/events?typ=x')).json['error']).toMatchObject({ param: 'typ' });
    }));
});

describe('API keys', () => {
  it('are told once, work at once, and are locked out when they are revoked', () =>
    withSandbox(async (sandbox) => {
      const { status, json: made } = await call(sandbox, '/sandbox/api-keys', { body: { kind: 'secret' } });
      const key = String(made['key']);
      expect([status, key.slice(0, 8)]).toEqual([201, 'sk_test_']);
      expect((await call(sandbox, '/sandbox/payments', { key })).status).toBe(200);
      expect((await call(sandbox, '/sandbox/api-keys')).text).not.toContain(key);
      await call(sandbox, `/sandbox/api-keys/${made['id']}`, { method: 'DELETE' });
      expect((await call(sandbox, '/sandbox/payments', { key })).status).toBe(401);
    }));

  it('cannot lock themselves out, and are those of the caller’s mode', () =>
    withSandbox(async (sandbox) => {
      const { json: made } = await call(sandbox, '/sandbox/api-keys', { body: { kind: 'secret' } });
      const path = `/sandbox/api-keys/${made['id']}`;
      const own = await call(sandbox, path, { method: 'DELETE', key: String(made['key']) });
      expect(own.status).toBe(409);
      const live = await call(sandbox, path, { method: 'DELETE', key: sandbox.keys.liveSecretKey });
      expect(live.status).toBe(404);
    }));
});
