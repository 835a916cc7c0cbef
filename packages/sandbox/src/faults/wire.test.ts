// Facts about what faults do to real connections: cut, broken off, slow, and never used twice.

import { Agent, request as httpRequest } from 'node:http';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import type { Env } from '../http/env.ts';
import { bindPorts } from '../ports.ts';
import { aConfirmBody, aSandbox, type Created, call, create, type Sandbox } from '../test-sandbox.ts';
import type { Hit } from './book.ts';
import { faultBody } from './rule.ts';
import { spoilAnswers } from './wire.ts';

interface Wired {
  readonly sandbox: Sandbox;
  readonly session: Created;
  /** One request over a connection of its own, or the agent's. */
  send(method: string, path: string, body?: object, agent?: Agent): Promise<Heard>;
  add(rule: object): Promise<void>;
  charges(): Promise<number>;
}

interface Heard {
  /** How it ended: `end`, or the code of the error. */
  readonly ended: string;
  readonly status: number | undefined;
  readonly length: number;
  readonly text: string;
  readonly connection: string | undefined;
}

/** Runs a test with a sandbox that is served on a port. */
async function withPort(test: (wired: Wired) => Promise<void>): Promise<void> {
  const ports = await bindPorts(0);
  const sandbox = await aSandbox({ closeIdle: ports.closeIdle });
  const { api, threeds, bank } = sandbox.server;
  ports.answer([api.fetch, threeds.fetch, bank.fetch]);
  const session = await create(sandbox);
  await test({
    sandbox,
    session,
    send: (method, path, body, agent) => send(ports.first, sandbox, session, { method, path, body, agent }),
    async add(rule) {
      const { status, text } = await call(sandbox, '/sandbox/faults', { body: rule });
      if (status !== 201) throw new Error(text);
    },
    charges: async () => (await sandbox.store.db.selectFrom('charges').select('id').execute()).length,
  });
  await ports.close(0);
  await sandbox.close();
}

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: object | undefined;
  readonly agent: Agent | undefined;
}

function send(port: number, { keys }: Sandbox, session: Created, { method, path, body, agent }: Sent) {
  return new Promise<Heard>((resolve) => {
    const heard = { ended: '', status: undefined as number | undefined, length: 0, text: '' };
    let connection: string | undefined;
    const done = (ended: string) => resolve({ ...heard, connection, ended });
    const headers = {
      Authorization: `Bearer ${keys.publishableKey}`,
      'X-Client-Secret': session.clientSecret,
      'Content-Type': 'application/json',
      'Idempotency-Key': 'attempt',
    };
    const options = { host: '127.0.0.1', port, method, path, headers, agent: agent ?? false } as const;
    const asked = httpRequest(options, (response) => {
      heard.status = response.statusCode;
      connection = response.headers.connection;
      heard.length = Number(response.headers['content-length'] ?? 0);
      response.setEncoding('utf8').on('data', (chunk: string) => {
        heard.text += chunk;
      });
      response
        .on('end', () => done('end'))
        .on('error', (error) => done(String('code' in error && error.code)));
    });
    asked.on('error', (error) => done(String('code' in error && error.code)));
    asked.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const CONFIRM = ['POST', '/v1/client/session/confirm', aConfirmBody()] as const;
const READ = ['GET', '/v1/client/session'] as const;

describe('a real connection', () => {
  it('is cut before the work: nothing is done', () =>
    withPort(async ({ add, send, charges }) => {
      await add({ kind: 'drop_before', times: 1 });
      expect(await send(...CONFIRM)).toMatchObject({ ended: 'ECONNRESET', status: undefined });
      expect(await charges()).toBe(0);
      expect(await send(...CONFIRM)).toMatchObject({ ended: 'end', status: 200 });
      expect(await charges()).toBe(1);
    }));

  it('is cut after the work: all is done, and the repetition gets the answer', () =>
    withPort(async ({ add, send, charges }) => {
      await add({ kind: 'drop_after', times: 1 });
      expect(await send(...CONFIRM)).toMatchObject({ ended: 'ECONNRESET', status: undefined });
      expect(await charges()).toBe(1);
      const again = await send(...CONFIRM);
      expect(JSON.parse(again.text)).toMatchObject({ status: 'complete' });
      expect(await charges()).toBe(1);
    }));

  it('breaks off in the middle of the answer', () =>
    withPort(async ({ add, send, charges }) => {
      await add({ kind: 'truncate', times: 1 });
      const broken = await send(...CONFIRM);
      expect(broken).toMatchObject({ ended: 'ECONNRESET', status: 200 });
      expect(broken.text.length).toBe(Math.floor(broken.length / 2));
      expect(broken.text.length).toBeGreaterThan(100);
      expect(await charges()).toBe(1);
    }));

  it('breaks off a stream that does not end, or cuts it before it begins', () =>
    withPort(async ({ add, send }) => {
      const events = ['GET', '/v1/client/session/events'] as const;
      await add({ kind: 'truncate', times: 1 });
      const broken = await send(...events);
      expect(broken).toMatchObject({ ended: 'ECONNRESET', status: 200, text: 'id: 1\nevent: version\n' });
      await add({ kind: 'drop_after', times: 1 });
      expect(await send(...events)).toMatchObject({ ended: 'ECONNRESET', status: undefined });
    }));

  it('is cut for as long as the network is away, and works after that', () =>
    withPort(async ({ add, send, sandbox }) => {
      await add({ kind: 'offline', seconds: 3 });
      expect((await send(...READ)).ended).toBe('ECONNRESET');
      sandbox.clock.advance(2999);
      expect((await send(...READ)).ended).toBe('ECONNRESET');
      sandbox.clock.advance(1);
      expect((await send(...READ)).status).toBe(200);
    }));

  it('can be cut under a file too', () =>
    withPort(async ({ add, send }) => {
      await add({ kind: 'drop_before', path: '/v1/xpay.js' });
      expect((await send('GET', '/v1/xpay.js')).ended).toBe('ECONNRESET');
    }));

  it('is not used twice while a rule is on, nor is one that was open before', () =>
    withPort(async ({ add, send }) => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      expect((await send(...READ, undefined, agent)).connection).toBe('keep-alive');
      const [[kept] = []] = Object.values(agent.freeSockets);
      const closed = new Promise<void>((resolve) => void kept?.once('close', () => resolve()));
      await add({ kind: 'drop_before', path: '/nowhere' });
      await closed;
      expect((await send(...READ, undefined, agent)).connection).toBe('close');
      agent.destroy();
    }));
});

describe('a slow answer', () => {
  it('comes in steps, at so many bytes per second', async () => {
    const waits: number[] = [];
    const app = new Hono<Env>();
    app.use(
      spoilAnswers(
        async (ms) => void waits.push(ms),
        () => true,
      ),
    );
    const hit: Hit = {
      id: 'flt_1',
      rule: faultBody.parse({ kind: 'throttle', bytesPerSecond: 1000 }),
      chance: 0,
      held: null,
    };
    app.get('/', (c) => {
      c.set('hits', [hit]);
      return c.text('x'.repeat(1050));
    });
    const response = await app.request('/');
    expect(await response.text()).toBe('x'.repeat(1050));
    expect(waits).toEqual(Array.from({ length: 11 }, () => 100));
  });
});
