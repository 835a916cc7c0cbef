// Facts about `POST /sandbox/bank`.

import { expect, it } from 'vitest';
import { anotherMerchant, call, create, withSandbox } from '../test-sandbox.ts';
import { BEHAVIORS, behaviorIn } from './switches.ts';

it('keeps each behaviour for its session until another is set', () =>
  withSandbox(async (sandbox) => {
    const [first, second] = [await create(sandbox), await create(sandbox)];
    for (const behavior of Object.keys(BEHAVIORS)) {
      const answer = await call(sandbox, '/sandbox/bank', { body: { sessionId: first.id, behavior } });
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ object: 'bank_switch', sessionId: first.id, behavior });
      expect(await behaviorIn(sandbox.store, first.id)).toBe(behavior);
    }
    expect(await behaviorIn(sandbox.store, second.id)).toBe('none');
  }));

it.each([
  ['no body', '', 415],
  ['an unknown behaviour', '{"sessionId":"$","behavior":"explode"}', 400],
  ['an unknown field', '{"sessionId":"$","behavior":"none","more":1}', 400],
  ['a session of nobody', '{"sessionId":"cs_test_x","behavior":"none"}', 404],
])('refuses %s', (_what, raw, status) =>
  withSandbox(async (sandbox) => {
    const { id } = await create(sandbox);
    const headers = raw === '' ? { 'Content-Type': 'text/plain' } : {};
    const answer = await call(sandbox, '/sandbox/bank', { raw: raw.replace('$', id), headers });
    expect(answer.status).toBe(status);
    expect(await behaviorIn(sandbox.store, id)).toBe('none');
  }),
);

it('is for the session’s own merchant, with a secret key of its mode', () =>
  withSandbox(async (sandbox) => {
    const { id } = await create(sandbox);
    const other = await anotherMerchant(sandbox);
    const body = { sessionId: id, behavior: 'acs_404' };
    const statusFor = async (key: string) => (await call(sandbox, '/sandbox/bank', { key, body })).status;
    expect(await statusFor(other.secretKey)).toBe(404);
    expect(await statusFor(sandbox.keys.liveSecretKey)).toBe(404);
    expect(await statusFor(sandbox.keys.publishableKey)).toBe(401);
    expect(await statusFor('')).toBe(401);
    expect(await behaviorIn(sandbox.store, id)).toBe('none');
  }));
