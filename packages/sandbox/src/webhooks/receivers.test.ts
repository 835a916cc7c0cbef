// Receivers as the world has them, over real sockets: each attempt ends, is written down, and harms nobody else.

import { randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { createIds } from '../domain/id.ts';
import { listDeliveries } from '../store/delivery-log.ts';
import { recordEvent } from '../store/outbox.ts';
import { seedMerchant } from '../store/seed.ts';
import { openStore } from '../store/store.ts';
import { deliverDue } from './deliver.ts';

/** Made before anybody waits for it. */
const BOMB = gzipSync(Buffer.alloc(50_000_000, 'b'));

/** Sends one event to `url` and tells what the log says of it. */
async function attempt(url: string) {
  const clock = manualClock();
  const store = await openStore(':memory:');
  const { merchantId } = await seedMerchant(
    store,
    { merchantOrigins: [], webhookUrl: url },
    createIds(clock, randomBytes),
    clock,
  );
  const event = { merchantId, livemode: false, objectId: 'cs_1', createdAt: clock.now().toISOString() };
  await store.transaction((trx) =>
    recordEvent(trx, { ...event, id: 'evt_1', type: 'x.y', body: '{"id":"evt_1"}' }),
  );
  const log = { info: () => {}, warn: () => {} };
  const attempts = await deliverDue({ store, clock, fetch, random: () => 0.5, log, timeoutMs: 2_000 });
  const page = { merchantId, livemode: false, page: 1, limit: 10 };
  const { deliveries } = await listDeliveries(store.db, page);
  await store.close();
  expect([attempts, deliveries.length]).toEqual([1, 1]);
  return { state: deliveries[0]?.state, ...deliveries[0]?.attempts[0] };
}

async function attemptAt(answer: (response: ServerResponse) => void, host = '127.0.0.1') {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => {
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const result = await attempt(`http://${host.includes(':') ? `[${host}]` : host}:${port}/hook`);
  server.closeAllConnections();
  server.close();
  return result;
}

function stream(response: ServerResponse, chunk: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', more);
  more();
}

describe('a receiver', () => {
  it.each<[what: string, answer: (response: ServerResponse) => void, excerpt: string | null]>([
    ['never stops talking', (response) => stream(response, Buffer.alloc(65_536, 'a')), 'a'.repeat(500)],
    [
      'sends a gigabyte in a megabyte',
      (response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip' });
        response.end(BOMB);
      },
      'b'.repeat(500),
    ],
    [
      'says that it compresses, and does not',
      (response) => {
        response.writeHead(200, { 'Content-Encoding': 'gzip' });
        response.end('plain');
      },
      null,
    ],
    [
      'answers, and then hangs',
      (response) => {
        response.writeHead(200);
        response.write('ok');
      },
      'ok',
    ],
    [
      'breaks off in its answer',
      (response) => {
        response.writeHead(200, { 'Content-Length': '100' });
        response.write('half');
        setImmediate(() => response.destroy());
      },
      'half',
    ],
    [
      'answers in no alphabet',
      (response) => response.end(Buffer.from([0xff, 0xfe, 0x80])),
      '\ufffd\ufffd\ufffd',
    ],
    ['answers with nothing', (response) => response.writeHead(204).end(), null],
  ])('that %s has received the event', async (_what, answer, excerpt) => {
    expect(await attemptAt(answer)).toMatchObject({
      state: 'delivered',
      error: null,
      responseExcerpt: excerpt,
    });
  });

  it.each<[what: string, answer: (response: ServerResponse) => void, error: RegExp]>([
    ['hangs up', (response) => response.destroy(), /failed: UND_ERR_SOCKET\./],
    ['speaks no HTTP', (response) => response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n'), /failed: HPE_INVALID/],
    [
      'has headers without end',
      (response) => {
        response.writeHead(
          200,
          Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`x-${i}`, 'y'.repeat(100)])),
        );
        response.end();
      },
      /failed: UND_ERR_HEADERS_OVERFLOW\./,
    ],
    ['only says that it is early', (response) => response.writeProcessing(), /No answer within 2 s\./],
  ])('that %s has not', async (_what, answer, error) => {
    const result = await attemptAt(answer);
    expect(result).toMatchObject({ state: 'pending', status: null, error: expect.stringMatching(error) });
  });

  it('is reached over IPv6', async () => {
    expect(await attemptAt((response) => response.end(), '::1')).toMatchObject({ state: 'delivered' });
  });

  it.each([
    ['http://127.0.0.1:6000/hook', 'The request failed: bad port.'],
    ['http://shop.invalid/hook', expect.stringMatching(/failed: (ENOTFOUND|EAI_AGAIN)\./)],
  ])('at %s cannot be reached, and the log says why', async (url, error) => {
    expect(await attempt(url)).toMatchObject({ state: 'pending', status: null, error });
  });
});
