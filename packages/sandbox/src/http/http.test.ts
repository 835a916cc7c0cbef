// What every route has in common: who is let in, what a body may be, how refusals look, what is logged.

import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import {
  aSandbox,
  aSessionBody,
  CHECKOUT_ORIGIN,
  call,
  callClient,
  create,
  type Sandbox,
  withSandbox,
} from '../test-sandbox.ts';
import { clientProblem } from '../wire/browser/schemas.ts';
import { errorObject } from '../wire/xpay/objects.ts';
import type { ApiContext, Env } from './env.ts';
import { renderErrors } from './errors.ts';
import { createRateLimiter, type RatePolicy } from './rate-limit.ts';
import { createLogger } from './request-log.ts';

const SESSIONS = '/checkout/sessions';

describe('keys', () => {
  it.each([
    ['none', () => ''],
    ['a wrong one', () => 'sk_test_wrong'],
    ['a publishable one', (keys: Sandbox['keys']) => keys.publishableKey],
  ])('on a server route: %s is 401', (_what, pick) =>
    withSandbox(async (sandbox) => {
      const answer = await call(sandbox, SESSIONS, { key: pick(sandbox.keys), body: aSessionBody() });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer');
      expect(errorObject.parse(answer.json).error).toMatchObject({
        type: 'authentication_error',
        code: 'invalid_api_key',
      });
    }),
  );

  it.each([
    ['none', () => ''],
    ['a wrong one', () => 'pk_test_wrong'],
    ['a secret one', (keys: Sandbox['keys']) => keys.secretKey],
  ])('on a browser route: %s is 401', (_what, pick) =>
    withSandbox(async (sandbox) => {
      const { clientSecret } = await create(sandbox);
      const answer = await callClient(sandbox, '', clientSecret, { key: pick(sandbox.keys) });
      expect([answer.status, clientProblem.parse(answer.json).code]).toEqual([401, 'invalid_api_key']);
    }),
  );

  it('turns a secret key away that a browser sends, even a wrong one', () =>
    withSandbox(async (sandbox) => {
      for (const key of [sandbox.keys.secretKey, 'sk_live_wrong']) {
        const answer = await call(sandbox, `${SESSIONS}/x`, { key, headers: { Origin: CHECKOUT_ORIGIN } });
        expect([answer.status, errorObject.parse(answer.json).error.code]).toEqual([403, 'forbidden_origin']);
      }
    }));

  it('turns a revoked key away', () =>
    withSandbox(async (sandbox) => {
      await sandbox.store.db
        .updateTable('api_keys')
        .set({ revoked_at: sandbox.clock.now().toISOString() })
        .execute();
      expect((await call(sandbox, `${SESSIONS}/x`)).status).toBe(401);
    }));
});

describe('bodies', () => {
  it.each([
    ['malformed JSON', 400, 'invalid_request', { raw: '{"amount": 49' }],
    ['no JSON at all', 400, 'invalid_request', { raw: '' }],
    ['JSON that is no object', 400, 'invalid_request', { raw: '[]' }],
    [
      'a form',
      415,
      'unsupported_media_type',
      { raw: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
    ],
    ['text', 415, 'unsupported_media_type', { raw: '{}', headers: { 'Content-Type': 'text/plain' } }],
    ['over 1 MB', 413, 'payload_too_large', { raw: JSON.stringify({ a: 'x'.repeat(1_000_001) }) }],
  ] as const)('of %s are %i, in the shape of the API', (_what, status, code, options) =>
    withSandbox(async (sandbox) => {
      const server = await call(sandbox, SESSIONS, { method: 'POST', ...options });
      expect([server.status, errorObject.parse(server.json).error]).toMatchObject([status, { code }]);
      const { clientSecret } = await create(sandbox);
      const client = await callClient(sandbox, '/confirm', clientSecret, {
        method: 'POST',
        ...options,
        headers: { 'Idempotency-Key': 'k', ...('headers' in options ? options.headers : {}) },
      });
      expect([client.status, clientProblem.parse(client.json)]).toMatchObject([status, { status, code }]);
      for (const answer of [server, client]) expect(answer.headers.get('Request-Id')).toMatch(/^req_/);
    }),
  );

  it('of just under 1 MB are read', () =>
    withSandbox(async (sandbox) => {
      const raw = JSON.stringify({ a: 'x'.repeat(999_000) });
      expect((await call(sandbox, SESSIONS, { raw })).status).toBe(400);
    }));

  it('with a field name of almost 1 MB are refused in few words', () =>
    withSandbox(async (sandbox) => {
      const raw = JSON.stringify({ ...aSessionBody(), ['x'.repeat(990_000)]: 1 });
      const answer = await call(sandbox, SESSIONS, { raw });
      expect(answer.status).toBe(400);
      expect(answer.text.length).toBeLessThan(1000);
    }));

  it('may name a charset', () =>
    withSandbox(async (sandbox) => {
      const headers = { 'Content-Type': 'Application/JSON; charset=utf-8' };
      expect((await call(sandbox, SESSIONS, { body: aSessionBody(), headers })).status).toBe(201);
    }));

  it('are never quoted when they do not parse', () =>
    withSandbox(async (sandbox) => {
      const { text } = await call(sandbox, SESSIONS, { raw: '{"number":"4242424242424242' });
      expect(text).not.toContain('4242');
    }));
});

describe('paths and methods', () => {
  it.each(['/nothing', '/v3/checkout/sessions'])('%s is 404', (path) =>
    withSandbox(async (sandbox) => {
      const answer = await call(sandbox, path);
      expect([answer.status, errorObject.parse(answer.json).error.code]).toEqual([404, 'not_found']);
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    }),
  );

  it.each([
    ['DELETE', SESSIONS, 'GET, POST'],
    ['DELETE', `${SESSIONS}/cs_test_1`, 'GET, PATCH'],
    ['GET', `${SESSIONS}/cs_test_1/expire`, 'POST'],
    ['POST', '/payment-intents/pi_1', 'GET'],
    ['PUT', '/charges/ch_1', 'GET'],
  ])('%s %s is 405 and says what is possible', (method, path, allow) =>
    withSandbox(async (sandbox) => {
      const answer = await call(sandbox, path, { method });
      expect([answer.status, answer.headers.get('Allow')]).toEqual([405, allow]);
      expect(answer.json['error']).toMatchObject({ code: 'invalid_request' });
    }),
  );

  it('answers a browser route’s 404 as a problem document', () =>
    withSandbox(async (sandbox) => {
      const answer = await call(sandbox, '/v1/client/nothing', { key: sandbox.keys.publishableKey });
      expect(clientProblem.parse(answer.json)).toMatchObject({ status: 404, code: 'not_found' });
    }));

  it.each(['threeds', 'bank'] as const)('the %s origin is there and has nothing else', (origin) =>
    withSandbox(async ({ server }) => {
      expect((await server[origin].request('/health')).status).toBe(200);
      const nothing = await server[origin].request('/checkout/sessions');
      expect(nothing.status).toBe(404);
      expect(nothing.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    }),
  );
});

describe('rate limits', () => {
  it('allow 100 requests a second for each key, and say what is left', () =>
    withSandbox(async (sandbox) => {
      const read = (key = sandbox.keys.secretKey) => call(sandbox, `${SESSIONS}/x`, { key });
      const first = await read();
      expect(first.headers.get('RateLimit-Policy')).toBe('"default";q=100;w=1');
      expect(first.headers.get('RateLimit')).toBe('"default";r=99;t=1');
      expect(first.headers.get('X-RateLimit-Remaining')).toBe('99');
      for (let i = 1; i < 100; i += 1) await read();
      const refused = await read();
      expect(refused.status).toBe(429);
      expect(refused.headers.get('Retry-After')).toBe('1');
      expect(errorObject.parse(refused.json).error).toMatchObject({
        type: 'rate_limit_error',
        code: 'rate_limited',
      });
      expect((await read(sandbox.keys.liveSecretKey)).status).toBe(404);
      sandbox.clock.advance(1000);
      expect((await read()).status).toBe(404);
    }));
});

it('looks at no window of others to open one, however many there are', () => {
  let now = 0;
  const limiter = createRateLimiter({ now: () => new Date(now) });
  const context = { header: () => {} } as unknown as ApiContext;
  const looked: string[] = [];
  const policy = (name: string): RatePolicy => ({
    name,
    limit: 1,
    get windowS() {
      looked.push(name);
      return 60;
    },
  });
  const costOf = (subject: string) => {
    looked.length = 0;
    limiter.take(context, policy('few'), subject);
    return looked.length;
  };
  const first = costOf('first');
  for (let index = 0; index < 10_000; index += 1) limiter.take(context, policy('few'), `one of ${index}`);
  expect(costOf('last') - first).toBeLessThan(5);
  now += 60_000;
  expect(() => limiter.take(context, policy('few'), 'first')).not.toThrow();
  expect(costOf('another')).toBeLessThan(10);
});

describe('a clock that is set back', () => {
  it('makes no window of a rate limit longer', async () => {
    let now = Date.parse('2026-01-15T12:00:00.000Z');
    const limiter = createRateLimiter({ now: () => new Date(now) });
    const app = new Hono<Env>();
    renderErrors(app, createLogger({ write: () => {} }));
    app.get('/', (c) => {
      limiter.take(c, { name: 'few', limit: 1, windowS: 60 }, 'somebody');
      return c.text('in');
    });
    const statuses = async () => [(await app.request('/')).status, (await app.request('/')).status];
    expect(await statuses()).toEqual([200, 429]);
    now -= 3_600_000;
    expect(await statuses()).toEqual([200, 429]);
    now += 60_000;
    expect(await statuses()).toEqual([200, 429]);
  });
});

describe('the log', () => {
  it('has id, method, pattern, status and milliseconds of a request, and no value of the caller', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox, { description: 'private words' });
      const answer = await callClient(sandbox, '', session.clientSecret);
      await call(sandbox, `${SESSIONS}/${session.id}?x=private`);
      const lines = sandbox.logs.map((line): Record<string, unknown> => JSON.parse(line));
      const fields = ['requestId', 'method', 'path', 'status', 'ms'];
      expect(lines.map((line) => Object.keys(line))).toEqual(
        lines.map(() => ['level', 'time', ...fields, 'msg']),
      );
      expect(lines.map(({ path }) => path)).toEqual([SESSIONS, '/v1/client/session', `${SESSIONS}/:id`]);
      expect(lines[1]?.['requestId']).toBe(answer.headers.get('Request-Id'));
      expect(sandbox.logs.join('')).not.toMatch(/private|_secret_|sk_test|pk_test/);
    }));

  it('has the reason of a fault, the answer has not', async () => {
    const sandbox = await aSandbox();
    await sandbox.store.close();
    const answer = await call(sandbox, `${SESSIONS}/x`);
    expect([answer.status, errorObject.parse(answer.json).error.code]).toEqual([500, 'api_error']);
    expect(answer.text).not.toContain('at ');
    const { requestId } = errorObject.parse(answer.json).error;
    expect(sandbox.logs.join('')).toContain(`"requestId":"${requestId}","stack":`);
    await sandbox.server.close();
  });
});
