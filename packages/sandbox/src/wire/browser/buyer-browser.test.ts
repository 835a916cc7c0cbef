// What a server sees of a browser: over a real socket, and without one.

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { expect, it } from 'vitest';
import type { Env } from '../../http/env.ts';
import { toBuyerBrowser } from './buyer-browser.ts';

const app = new Hono<Env>().get('/', (c) => c.json(toBuyerBrowser(c, undefined)));

it('is the address of its socket', async () => {
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>(
    (resolve) => {
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info: AddressInfo) =>
        resolve({ server, port: info.port }),
      );
    },
  );
  const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'User-Agent': 'Test/1.0' } });
  expect(await response.json()).toMatchObject({ info: null, userAgent: 'Test/1.0', ip: '127.0.0.1' });
  await new Promise((resolve) => server.close(resolve));
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['2001:db8::1', '2001:db8::1'],
  ['::1', '::1'],
])('is the address %s, told as %s', async (remoteAddress, expected) => {
  const socket = { remoteAddress, remotePort: 1, remoteFamily: 'IPv6' };
  const response = await app.request('/', {}, { incoming: { socket } });
  expect(await response.json()).toMatchObject({ ip: expected });
});

it('is its headers alone where there is no socket, cut to what banks take', async () => {
  const headers = { 'User-Agent': 'u'.repeat(3000), Accept: 'text/html' };
  const response = await app.request('/', { headers });
  expect(await response.json()).toEqual({
    info: null,
    userAgent: 'u'.repeat(2048),
    acceptHeader: 'text/html',
    ip: null,
  });
});
