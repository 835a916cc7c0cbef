// Facts about fault rules: whom they reach, how often, and what they do before the work or in its place.

import { describe, expect, it } from 'vitest';
import {
  aConfirmBody,
  anotherMerchant,
  call,
  callClient,
  create,
  pay,
  type Sandbox,
  withSandbox,
} from '../test-sandbox.ts';
import { KINDS } from './rule.ts';

const add = (sandbox: Sandbox, rule: object) => call(sandbox, '/sandbox/faults', { body: rule });
const list = async (sandbox: Sandbox) => (await call(sandbox, '/sandbox/faults')).json['data'];
const read = (sandbox: Sandbox, session: { clientSecret: string }) =>
  callClient(sandbox, '', session.clientSecret);

async function chargesOf({ store }: Sandbox): Promise<number> {
  return (await store.db.selectFrom('charges').select('id').execute()).length;
}

async function added(sandbox: Sandbox, rule: object): Promise<string> {
  const { status, json, text } = await add(sandbox, rule);
  if (status !== 201) throw new Error(text);
  return String(json['id']);
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('POST /sandbox/faults', () => {
  it('answers with the rule, what it does, and how often it still will', () =>
    withSandbox(async (sandbox) => {
      const { status, json } = await add(sandbox, { kind: 'status', status: 503, times: 2, method: 'POST' });
      expect(status).toBe(201);
      expect(json).toMatchObject({
        object: 'fault',
        kind: 'status',
        status: 503,
        times: 2,
        method: 'POST',
        effect: KINDS.status,
        on: true,
        hits: 0,
        hitsLeft: 2,
        endsAt: null,
      });
    }));

  it.each([
    ['no kind', {}, 'kind', /is required/],
    ['an unknown kind', { kind: 'explode' }, 'kind', /expected one of "delay"/],
    ['a misspelt field', { kind: 'delay', ms: 1, jitterMS: 5 }, 'jitterMS', /Did you mean jitterMs\?/],
    ['an unknown field', { kind: 'truncate', colour: 'red' }, 'colour', /Known fields: kind/],
    ['a delay of no length', { kind: 'delay' }, 'ms', /is required for the kind "delay"/],
    ['a delay for ever', { kind: 'delay', ms: 1e9 }, 'ms', /at most 600000/],
    ['a status that is none', { kind: 'status', status: 700 }, 'status', /at most 599/],
    ['a status that is no error', { kind: 'status', status: 200 }, 'status', /400 to 599/],
    ['a page that cannot have a body', { kind: 'html', status: 304 }, 'status', /no body/],
    ['another kind’s field', { kind: 'drop_after', ms: 5 }, 'ms', /means nothing for the kind "drop_after"/],
    ['no times at all', { kind: 'truncate', times: 0 }, 'times', /at least 1/],
    ['times of offline', { kind: 'offline', seconds: 1, times: 1 }, 'times', /ends by time/],
    ['a probability of more than one', { kind: 'truncate', probability: 2 }, 'probability', /at most 1/],
    ['a path that is none', { kind: 'truncate', path: 'v1' }, 'path', /is no path/],
    ['a path with a query', { kind: 'truncate', path: '/v1?x' }, 'path', /is no path/],
    ['a control', { kind: 'truncate', path: '/sandbox/faults' }, 'path', /never fails/],
    ['a method that is none', { kind: 'truncate', method: 'FETCH' }, 'method', /expected one of/],
    ['a session of nobody', { kind: 'truncate', sessionId: 'cs_test_x' }, 'sessionId', /no such/],
    ['a list', [], undefined, /expected an object/],
  ])('refuses %s', (_what, rule, param, words) =>
    withSandbox(async (sandbox) => {
      const { status, json } = await add(sandbox, rule);
      expect(status).toBe(400);
      expect(json['error']).toMatchObject({
        param: param ?? null,
        message: expect.stringMatching(words),
      });
      expect(await list(sandbox)).toEqual([]);
    }),
  );

  it('keeps a hundred rules, and drops those that are used up first', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const first = await added(sandbox, { kind: 'in_progress', times: 1 });
      await read(sandbox, session);
      for (let made = 0; made < 99; made += 1) {
        sandbox.clock.advance(100);
        await added(sandbox, { kind: 'in_progress', path: '/nowhere' });
      }
      await added(sandbox, { kind: 'in_progress', path: '/nowhere' });
      expect(JSON.stringify(await list(sandbox))).not.toContain(first);
      sandbox.clock.advance(1000);
      expect((await add(sandbox, { kind: 'in_progress' })).status).toBe(409);
    }));
});

describe('who may', () => {
  it.each(['GET /sandbox/faults', 'DELETE /sandbox/faults', 'DELETE /sandbox/faults/flt_1'])(
    'lets only a secret test key %s',
    (route) =>
      withSandbox(async (sandbox) => {
        const [method = '', path = ''] = route.split(' ');
        const statusFor = async (key: string) => (await call(sandbox, path, { method, key })).status;
        expect(await statusFor(sandbox.keys.liveSecretKey)).toBe(403);
        expect(await statusFor(sandbox.keys.publishableKey)).toBe(401);
        expect(await statusFor('')).toBe(401);
      }),
  );

  it('has no live request meet a fault, nor a live key make one', () =>
    withSandbox(async (sandbox) => {
      const key = sandbox.keys.liveSecretKey;
      const body = { kind: 'status', status: 500 };
      expect((await call(sandbox, '/sandbox/faults', { key, body })).status).toBe(403);
      await added(sandbox, { ...body, path: '/*' });
      const live = await call(sandbox, '/checkout/sessions', {
        key,
        body: {
          uiMode: 'embedded',
          currency: 'USD',
          amount: 1,
          afterCompletion: { type: 'hosted_confirmation' },
        },
      });
      expect(live.status).toBe(201);
      expect((await call(sandbox, `/checkout/sessions/${String(live.json['id'])}`)).status).toBe(500);
      expect((await call(sandbox, `/checkout/sessions/${String(live.json['id'])}`, { key })).status).toBe(
        200,
      );
    }));

  it('has one merchant’s rules be none of another’s business', () =>
    withSandbox(async (sandbox) => {
      const other = await anotherMerchant(sandbox);
      const id = await added(sandbox, { kind: 'status', status: 500 });
      const asOther = { key: other.secretKey };
      expect((await call(sandbox, '/checkout/sessions/cs_test_x', asOther)).status).toBe(404);
      expect((await call(sandbox, '/sandbox/faults', asOther)).json['data']).toEqual([]);
      const gone = await call(sandbox, `/sandbox/faults/${id}`, { ...asOther, method: 'DELETE' });
      expect(gone.status).toBe(404);
      expect((await call(sandbox, '/checkout/sessions/cs_test_x')).status).toBe(500);
    }));
});

describe('what a rule is for', () => {
  it('is both APIs, and no file, no document and no control', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'status', status: 502 });
      expect((await read(sandbox, session)).status).toBe(502);
      expect((await call(sandbox, `/checkout/sessions/${session.id}`)).status).toBe(502);
      expect((await call(sandbox, '/v1/xpay.js', { key: '' })).status).not.toBe(502);
      expect((await call(sandbox, '/health', { key: '' })).status).toBe(200);
      expect((await call(sandbox, '/openapi/sandbox.json', { key: '' })).status).toBe(200);
      expect((await call(sandbox, '/sandbox/deliveries')).status).toBe(200);
    }));

  it('is a file where its path says so, and never a control', () =>
    withSandbox(async (sandbox) => {
      await added(sandbox, { kind: 'status', status: 502, path: '/f/assets/*' });
      await added(sandbox, { kind: 'status', status: 503, path: '/*' });
      expect((await call(sandbox, '/f/assets/locales-1/de.json', { key: '' })).status).toBe(502);
      expect((await call(sandbox, '/v1/xpay.js', { key: '' })).status).toBe(503);
      expect((await call(sandbox, '/sandbox/clock')).status).toBe(200);
      expect((await call(sandbox, '/sandbox/faults')).status).toBe(200);
    }));

  it('is one method and path', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, {
        kind: 'status',
        status: 500,
        method: 'POST',
        path: '/v1/client/session/confirm',
      });
      expect((await read(sandbox, session)).status).toBe(200);
      expect((await pay(sandbox, session)).status).toBe(500);
      expect((await callClient(sandbox, '/confirm', session.clientSecret)).status).toBe(405);
    }));

  it('is one session, by whatever names it', () =>
    withSandbox(async (sandbox) => {
      const [mine, other] = [await create(sandbox), await create(sandbox)];
      await pay(sandbox, mine);
      await pay(sandbox, other);
      const charge = async (id: string) =>
        String((await call(sandbox, `/payment-intents/${id}`)).json['latestCharge']);
      const { json } = await call(sandbox, `/payment-intents/${mine.paymentIntentId}`);
      const chargeId = /"(ch_\w+)"/.exec(JSON.stringify(json))?.[1] ?? (await charge(mine.paymentIntentId));
      await added(sandbox, { kind: 'status', status: 500, sessionId: mine.id });
      for (const path of [
        `/checkout/sessions/${mine.id}`,
        `/payment-intents/${mine.paymentIntentId}`,
        `/charges/${chargeId}`,
      ]) {
        expect([path, (await call(sandbox, path)).status]).toEqual([path, 500]);
      }
      expect((await read(sandbox, mine)).status).toBe(500);
      expect((await read(sandbox, other)).status).toBe(200);
      expect((await call(sandbox, `/checkout/sessions/${other.id}`)).status).toBe(200);
      expect((await call(sandbox, `/payment-intents/${other.paymentIntentId}`)).status).toBe(200);
    }));
});

describe('how often', () => {
  it('is as often as told, and the list counts', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'status', status: 500, times: 2 });
      const statuses = [];
      for (let asked = 0; asked < 3; asked += 1) statuses.push((await read(sandbox, session)).status);
      expect(statuses).toEqual([500, 500, 200]);
      expect(await list(sandbox)).toMatchObject([{ hits: 2, hitsLeft: 0, on: false }]);
    }));

  it('is by chance that the seed decides', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const run = async (seed: number) => {
        const id = await added(sandbox, { kind: 'status', status: 500, probability: 0.5, seed });
        let failed = '';
        for (let asked = 0; asked < 40; asked += 1) {
          failed += (await read(sandbox, session)).status === 500 ? 'x' : '.';
        }
        await call(sandbox, `/sandbox/faults/${id}`, { method: 'DELETE' });
        sandbox.clock.advance(60_000);
        return failed;
      };
      const first = await run(7);
      expect(await run(7)).toBe(first);
      expect(await run(8)).not.toBe(first);
      expect(first.replaceAll('.', '').length).toBeGreaterThan(10);
      expect(first.replaceAll('x', '').length).toBeGreaterThan(10);
    }));

  it('is no more once the rules are deleted', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'status', status: 500 });
      await added(sandbox, { kind: 'status', status: 501 });
      const { json } = await call(sandbox, '/sandbox/faults', { method: 'DELETE' });
      expect(json).toEqual({ object: 'fault', deleted: 2 });
      expect((await read(sandbox, session)).status).toBe(200);
    }));
});

describe('in place of the work', () => {
  it.each([
    [429, 'rate_limited'],
    [418, 'invalid_request'],
    [503, 'api_error'],
  ])('answers %d in the words of the API that was asked', (status, code) =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const id = await added(sandbox, { kind: 'status', status, retryAfterS: 7 });
      const confirm = await pay(sandbox, session);
      expect(confirm.status).toBe(status);
      expect(confirm.headers.get('Retry-After')).toBe('7');
      expect(confirm.headers.get('Content-Type')).toBe('application/problem+json');
      expect(confirm.headers.get('Sandbox-Fault')).toBe(id);
      expect(confirm.json).toMatchObject({ code, status, detail: expect.stringContaining(id) });
      const get = await call(sandbox, `/checkout/sessions/${session.id}`);
      expect(get.json['error']).toMatchObject({ code });
      expect(await chargesOf(sandbox)).toBe(0);
    }),
  );

  it('answers without Retry-After where none was told', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'status', status: 503 });
      expect((await read(sandbox, session)).headers.get('Retry-After')).toBeNull();
    }));

  it('says that the same attempt is in progress', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'in_progress', times: 1 });
      const { status, json, headers } = await pay(sandbox, session, undefined, 'one');
      expect([status, json['code'], headers.get('Retry-After')]).toEqual([
        409,
        'idempotency_in_progress',
        '1',
      ]);
      expect((await pay(sandbox, session, undefined, 'one')).status).toBe(200);
      expect(await chargesOf(sandbox)).toBe(1);
    }));

  it('sends a page of HTML', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'html', times: 1 });
      await added(sandbox, { kind: 'html', status: 502 });
      const page = await pay(sandbox, session);
      expect([page.status, page.headers.get('Content-Type')]).toEqual([200, 'text/html; charset=UTF-8']);
      expect(page.text).toContain('<h1>');
      expect((await pay(sandbox, session)).status).toBe(502);
      expect(await chargesOf(sandbox)).toBe(0);
    }));
});

describe('around the work', () => {
  it('delays it, by the machine’s time and up to the jitter more', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await call(sandbox, '/sandbox/clock', { body: { action: 'freeze' } });
      await added(sandbox, { kind: 'delay', ms: 1000, jitterMs: 500, times: 1 });
      const answer = pay(sandbox, session);
      await settled();
      sandbox.clock.advance(999);
      await settled();
      expect(await chargesOf(sandbox)).toBe(0);
      sandbox.clock.advance(501);
      expect((await answer).status).toBe(200);
      expect(await chargesOf(sandbox)).toBe(1);
    }));

  it('delays the answer alone', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'delay', ms: 1000, when: 'after', times: 1 });
      const state = { isAnswered: false };
      const answer = pay(sandbox, session).then((given) => {
        state.isAnswered = true;
        return given;
      });
      await settled();
      expect([await chargesOf(sandbox), state.isAnswered]).toEqual([1, false]);
      expect((await read(sandbox, session)).json['status']).toBe('complete');
      sandbox.clock.advance(1000);
      expect((await answer).status).toBe(200);
    }));

  it('does it twice, and answers the second time', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'duplicate' });
      const { status, headers } = await pay(sandbox, session);
      expect([status, headers.get('Idempotent-Replayed')]).toEqual([200, 'true']);
      expect(await chargesOf(sandbox)).toBe(1);
      await create(sandbox);
      const rows = await sandbox.store.db.selectFrom('checkout_sessions').select('id').execute();
      expect(rows).toHaveLength(3);
      expect(await list(sandbox)).toMatchObject([{ hits: 2 }]);
    }));

  it('holds a request until the next one is through', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'reorder', times: 1, path: '/v1/client/*' });
      const order: string[] = [];
      const held = pay(sandbox, session).then(() => order.push('confirm'));
      await settled();
      expect(await chargesOf(sandbox)).toBe(0);
      await read(sandbox, session).then(({ json }) => order.push(`read ${String(json['status'])}`));
      await held;
      expect(order).toEqual(['read open', 'confirm']);
      expect(await chargesOf(sandbox)).toBe(1);
    }));

  it.each([
    ['after thirty seconds', (sandbox: Sandbox) => sandbox.clock.advance(30_000)],
    [
      'when the rule is deleted',
      (sandbox: Sandbox) => call(sandbox, '/sandbox/faults', { method: 'DELETE' }),
    ],
  ])('lets go of a request that nobody follows %s', (_when, let_) =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      await added(sandbox, { kind: 'reorder', times: 1 });
      const held = pay(sandbox, session);
      await settled();
      await let_(sandbox);
      expect((await held).status).toBe(200);
    }),
  );

  it('does several things to one request, in the order of the rules', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const delay = await added(sandbox, { kind: 'delay', ms: 0 });
      const status = await added(sandbox, { kind: 'status', status: 500 });
      await added(sandbox, { kind: 'status', status: 501 });
      const answer = await read(sandbox, session);
      expect([answer.status, answer.headers.get('Sandbox-Fault')]).toEqual([500, `${delay}, ${status}`]);
      expect(await list(sandbox)).toMatchObject([{ hits: 1 }, { hits: 1 }, { hits: 0 }]);
    }));
});

describe('what tells of a fault', () => {
  it('is the session, as long as one is on that may reach it', () =>
    withSandbox(async (sandbox) => {
      const [mine, other] = [await create(sandbox), await create(sandbox)];
      const etag = (await read(sandbox, mine)).headers.get('ETag') ?? '';
      expect((await read(sandbox, mine)).json).not.toHaveProperty('faults');
      await added(sandbox, {
        kind: 'in_progress',
        sessionId: mine.id,
        path: '/v1/client/session/confirm',
        times: 1,
      });
      const fresh = await callClient(sandbox, '', mine.clientSecret, { headers: { 'If-None-Match': etag } });
      expect([fresh.status, fresh.json['faults']]).toEqual([200, true]);
      expect((await read(sandbox, other)).json).not.toHaveProperty('faults');
      expect((await pay(sandbox, mine)).status).toBe(409);
      expect((await pay(sandbox, mine)).json).not.toHaveProperty('faults');
    }));

  it('is the log, which names the rule', () =>
    withSandbox(async (sandbox) => {
      const session = await create(sandbox);
      const id = await added(sandbox, { kind: 'html' });
      await callClient(sandbox, '/confirm', session.clientSecret, { body: aConfirmBody() });
      expect(sandbox.logs.some((line) => line.includes(`"fault":"${id}"`))).toBe(true);
      expect(sandbox.logs.join('')).not.toContain('4242424242424242');
    }));
});
