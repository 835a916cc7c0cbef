// A shop's webhook endpoint that a test can take down and bring up, and that keeps every signed delivery.

import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface Delivery {
  /** `webhook-id`: the same for every attempt to deliver one event. */
  readonly id: string;
  readonly event: WebhookEvent;
}

export interface WebhookEvent {
  readonly id: string;
  readonly type: string;
  readonly data: { readonly object: { readonly id: string } };
}

export interface WebhookReceiver {
  readonly url: string;
  /** Deliveries answered with 200, verified, in order. */
  readonly accepted: readonly Delivery[];
  /** How many were refused while it was down. */
  readonly refused: () => number;
  /** The key to verify with; known only when the sandbox has started. */
  readonly trust: (webhookSecret: string) => void;
  readonly down: () => void;
  readonly up: () => void;
  readonly close: () => Promise<void>;
}

/** Starts an endpoint that is up and refuses what is not signed with the trusted key. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const accepted: Delivery[] = [];
  let refused = 0;
  let isUp = true;
  let webhook: Webhook | undefined;
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => null);
    // Its sender was stopped in the middle of it.
    if (body === null) return;
    if (!isUp) {
      refused += 1;
      return void response.writeHead(503).end();
    }
    try {
      if (webhook === undefined) throw new Error('A webhook came before its key was known.');
      const event = webhook.verify(body, signed(request.headers)) as WebhookEvent;
      accepted.push({ id: String(request.headers['webhook-id']), event });
      response.writeHead(200).end();
    } catch {
      response.writeHead(400).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The webhook receiver has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/webhook`,
    accepted,
    refused: () => refused,
    trust: (webhookSecret) => {
      webhook = new Webhook(webhookSecret);
    },
    down: () => {
      isUp = false;
    },
    up: () => {
      isUp = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function signed(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]),
  );
}
