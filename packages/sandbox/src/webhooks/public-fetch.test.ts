// Facts about sending to the public Internet only: what a name stands for is looked at when the connection is made.

import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverDue } from './deliver.ts';
import { createPublicFetch, type LookupAll } from './public-fetch.ts';
import { aWorld } from './test-world.ts';

/** Names as they are resolved in these tests. */
const resolver =
  (addresses: readonly string[]): LookupAll =>
  (_hostname, done) =>
    done(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

let server: Server;
let port = 0;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const [host] = (request.headers.host ?? '').split(':');
      asked.push(`${request.method} ${host} ${request.url} ${body}`);
      if (request.url === '/moved') response.writeHead(302, { Location: 'http://127.0.0.1/admin' }).end();
      else response.writeHead(200).end('private');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const reasonOf = (sent: Promise<Response>) =>
  sent.then(
    () => 'sent',
    (error: Error) => error.message,
  );

describe('createPublicFetch', () => {
  it.each([
    ['127.0.0.1'],
    ['10.0.0.1'],
    ['169.254.169.254'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    // One public address does not make up for a private one, which the connection might take.
    ['1.1.1.1', '127.0.0.1'],
  ])('refuses a name that stands for %s %s', async (...addresses) => {
    const send = createPublicFetch(resolver(addresses));
    const reason = await reasonOf(send(`http://shop.example:${port}/`, { method: 'POST', body: '{}' }));
    expect(reason).toContain('shop.example is no public address');
    expect(asked).toEqual([]);
  });

  it.each(['http://127.0.0.1', 'http://2130706433', 'http://[::ffff:127.0.0.1]', 'http://localhost'])(
    'refuses %s without a connection',
    async (origin) => {
      const send = createPublicFetch();
      expect(await reasonOf(send(`${origin}:${port}/`, { method: 'POST' }))).toContain('no public address');
      expect(asked).toEqual([]);
    },
  );

  it('connects to the very address that was looked at, and asks for a name once: it cannot mean another one then', async () => {
    let lookups = 0;
    const rebinding: LookupAll = (hostname, done) => {
      lookups += 1;
      resolver([lookups === 1 ? '127.0.0.1' : '10.0.0.1'])(hostname, done);
    };
    // As if the address of this test's server were public.
    const send = createPublicFetch(rebinding, (address) => address === '127.0.0.1');
    const response = await send(`http://shop.example:${port}/hook`, { method: 'POST', body: '{}' });
    expect([response.status, await response.text()]).toEqual([200, 'private']);
    expect([lookups, asked.splice(0)]).toEqual([1, ['POST shop.example /hook {}']]);
  });

  it('follows no redirect, which could lead anywhere', async () => {
    const send = createPublicFetch(resolver(['127.0.0.1']), () => true);
    const response = await send(`http://shop.example:${port}/moved`, { method: 'POST', body: '{}' });
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://127.0.0.1/admin']);
    expect(asked.splice(0)).toHaveLength(1);
  });

  it('has a refused delivery logged with the reason, and tried again as any other', async () => {
    const world = await aWorld({ endpoints: [`http://127.0.0.1:${port}/hook`] });
    await world.happen();
    await deliverDue({ ...world.deps, fetch: createPublicFetch() });
    expect(await world.only()).toMatchObject({
      state: 'pending',
      attempts: [{ status: null, error: expect.stringContaining('127.0.0.1 is no public address') }],
    });
    await world.store.close();
  });
});
