// A merchant's own server in the tests of the APIs: it asks them, the buyer comes back to it, and it keeps every webhook.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { genuineEvent, type Received } from '../../packages/sandbox/promises/genuine.ts';
import { test as base, expect } from '../fixtures.ts';
import { type CheckoutDocument, checkoutDocument } from '../pages/frame.ts';

/** An object of an API, in its own words. */
export type Words = Readonly<Record<string, unknown>> & { readonly id: string };

export interface Event {
  readonly id: string;
  readonly type: string;
  readonly data: Words | { readonly object: Words };
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Merchant {
  /** Where buyers come back to. */
  readonly thanks: string;
  /** Where webhooks are taken. */
  readonly webhook: string;
  /** One request with the secret key, or what the headers say. @throws Error when it is refused. */
  readonly ask: <T = Words>(method: string, path: string, ask?: Ask) => Promise<T>;
  /** Registers `webhook` for the payments of one API; resolves with the secret that they are signed with. */
  readonly listenTo: (api: string) => Promise<string>;
  /** Waits for the webhook of a type, and resolves with its event once both libraries called it genuine. */
  readonly told: (type: string, secret: string, ownHeader: string | null) => Promise<Event>;
}

interface MerchantFixtures {
  readonly merchant: Merchant;
  /** The checkout as a page of its own. */
  readonly checkout: CheckoutDocument;
}

export const test = base.extend<MerchantFixtures>({
  checkout: async ({ page, leaks }, use) => {
    await use(checkoutDocument(page, leaks.look));
  },

  merchant: async ({ stack: { sandbox } }, use) => {
    const received: Received[] = [];
    const server = createServer(async (request, response) => {
      const body = await text(request).catch(() => null);
      // The test was over in the middle of it.
      if (body === null) return;
      if (request.method === 'POST') {
        received.push({ headers: request.headers, body });
        return void response.writeHead(200).end();
      }
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<!doctype html><html lang="en"><title>Shop</title><h1>Thank you</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    const webhook = `${origin}/webhook`;

    const ask = async <T>(method: string, path: string, { body, headers = {} }: Ask = {}): Promise<T> => {
      const response = await fetch(sandbox.api + path, {
        method,
        headers: {
          authorization: `Bearer ${sandbox.secretKey}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const answer = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${answer}`);
      return (answer === '' ? {} : JSON.parse(answer)) as T;
    };
    const typed = (one: Received) => (JSON.parse(one.body) as Event).type;
    const endpoints: string[] = [];

    await use({
      thanks: `${origin}/thanks`,
      webhook,
      ask,
      listenTo: async (api) => {
        const body = { url: webhook, apis: [api] };
        const made = await ask<Words & { secret: string }>('POST', '/sandbox/webhook-endpoints', { body });
        endpoints.push(made.id);
        return made.secret;
      },
      told: async (type, secret, ownHeader) => {
        const find = () => received.find((one) => typed(one) === type);
        await expect.poll(() => find() !== undefined, `${type} is told of`).toBe(true);
        const one = find();
        if (one === undefined) throw new Error(`${type} was told of, and is gone.`);
        expect(() => genuineEvent({ ...one, body: `${one.body} ` }, secret, ownHeader)).toThrow();
        return genuineEvent(one, secret, ownHeader) as Event;
      },
    });

    for (const id of endpoints) await ask('DELETE', `/sandbox/webhook-endpoints/${id}`);
    server.closeAllConnections();
    server.close();
  },
});

export { expect };
