// What an Idempotency-Key promises to a server that is not sure whether it was heard.

import { describe, expect, it } from 'vitest';
import { anotherMerchant, aSessionBody, call, type Sandbox, withSandbox } from '../../test-sandbox.ts';
import { errorObject } from './objects.ts';

const SESSIONS = '/checkout/sessions';
const refusal = (text: string) => errorObject.parse(JSON.parse(text)).error;

describe('Idempotency-Key', () => {
  const post = (sandbox: Sandbox, body: unknown, key = 'k', options: object = {}) =>
    call(sandbox, SESSIONS, { body, headers: { 'Idempotency-Key': key }, ...options });

  it('repeats the answer byte for byte, also when sent quoted, with its fields in another order, or at once', () =>
    withSandbox(async (sandbox) => {
      const body = aSessionBody();
      const [first, together] = await Promise.all([post(sandbox, body), post(sandbox, body)]);
      const reordered = Object.fromEntries(Object.entries(body).reverse());
      const quoted = await post(sandbox, reordered, '"k"');
      expect([first.status, quoted.status]).toEqual([201, 201]);
      expect([together.text, quoted.text]).toEqual([first.text, first.text]);
      expect(first.headers.get('Idempotent-Replayed')).toBeNull();
      expect(quoted.headers.get('Idempotent-Replayed')).toBe('true');
    }));

  it('refuses another body', () =>
    withSandbox(async (sandbox) => {
      await post(sandbox, aSessionBody());
      const answer = await post(sandbox, aSessionBody({ amount: 1 }));
      expect([answer.status, refusal(answer.text).code]).toEqual([422, 'idempotency_mismatch']);
    }));

  it('forgets after 24 hours', () =>
    withSandbox(async (sandbox) => {
      const first = await post(sandbox, aSessionBody());
      sandbox.clock.advance(24 * 3_600_000 - 1);
      expect((await post(sandbox, aSessionBody())).text).toBe(first.text);
      sandbox.clock.advance(1);
      expect((await post(sandbox, aSessionBody())).json['id']).not.toBe(first.json['id']);
    }));

  it('does not keep what is wrong with a request: the corrected one may use the key', () =>
    withSandbox(async (sandbox) => {
      expect((await post(sandbox, aSessionBody({ amount: 0 }))).status).toBe(400);
      expect((await post(sandbox, aSessionBody(), 'k', { key: 'sk_test_wrong' })).status).toBe(401);
      expect((await post(sandbox, aSessionBody())).status).toBe(201);
    }));

  it('means one request per merchant and mode', () =>
    withSandbox(async (sandbox) => {
      const other = await anotherMerchant(sandbox);
      const { secretKey, liveSecretKey } = sandbox.keys;
      const ids = new Set<unknown>();
      for (const key of [secretKey, liveSecretKey, other.secretKey]) {
        ids.add((await post(sandbox, aSessionBody(), 'k', { key })).json['id']);
      }
      expect(ids.size).toBe(3);
    }));

  it.each(['', 'a b', 'x'.repeat(256)])('refuses %j as a key', (key) =>
    withSandbox(async (sandbox) => {
      const answer = await post(sandbox, aSessionBody(), key);
      expect([answer.status, refusal(answer.text).param]).toEqual([400, 'Idempotency-Key']);
    }),
  );

  it('keeps its answers sealed', () =>
    withSandbox(async (sandbox) => {
      const { json } = await post(sandbox, aSessionBody());
      const rows = await sandbox.store.db.selectFrom('idempotency').selectAll().execute();
      expect(rows).toHaveLength(1);
      expect(JSON.stringify(rows)).not.toContain(json['clientSecret']);
    }));
});
