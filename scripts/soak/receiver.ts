// The shop's webhook endpoint: checks both signatures as a shop would, fails now and then, and keeps what it got.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Chance } from './chance.ts';

export interface Receiver {
  readonly url: string;
  /** Ids of the events that were received and answered well. */
  readonly received: ReadonlySet<string>;
  /** Deliveries that no shop should believe, and events that came again with another content. */
  readonly wrong: readonly string[];
  readonly deliveries: () => number;
  /** From now on it fails no more. */
  behave(): void;
  /** The secret that signatures are checked with; until then nothing is taken. */
  trust(secret: string): void;
  close(): void;
}

export async function startReceiver(chance: Chance, failing: number): Promise<Receiver> {
  const received = new Set<string>();
  const contents = new Map<string, string>();
  const wrong: string[] = [];
  let deliveries = 0;
  let failures = failing;
  let secret: string | null = null;
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => null);
    // Its sender was killed in the middle of it.
    if (body === null) return;
    deliveries += 1;
    const id = String(request.headers['webhook-id']);
    const before = contents.get(id);
    if (secret === null || !isSigned(secret, id, body, request.headers))
      wrong.push(`${id} is not signed by the sandbox`);
    else if (before !== undefined && before !== body) wrong.push(`${id} came again with another content`);
    else if ((JSON.parse(body) as { readonly id?: unknown }).id !== id)
      wrong.push(`${id} holds another event`);
    contents.set(id, body);
    if (chance.is(failures)) {
      // Half of the time it has understood, and the sandbox cannot know.
      if (chance.is(0.5)) received.add(id);
      if (chance.is(0.5)) request.socket.destroy();
      else response.writeHead(500).end();
      return;
    }
    received.add(id);
    response.writeHead(200).end('ok');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    received,
    wrong,
    deliveries: () => deliveries,
    behave() {
      failures = 0;
    },
    trust(next) {
      secret = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Both families: `XPay-Signature` and Standard Webhooks. */
function isSigned(secret: string, id: string, body: string, headers: Headers): boolean {
  const [, time = '', xpay = ''] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(String(headers['xpay-signature'])) ?? [];
  const sent = String(headers['webhook-timestamp']);
  const standard = String(headers['webhook-signature']).replace(/^v1,/, '');
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return (
    isSame(xpay, createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')) &&
    isSame(standard, createHmac('sha256', key).update(`${id}.${sent}.${body}`).digest('base64')) &&
    Math.abs(Date.now() / 1000 - Number(sent)) < 300
  );
}

function isSame(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
