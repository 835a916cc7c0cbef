// `xpay-sandbox listen`: sends every event to an address for as long as it runs, and prints each attempt with its answer.

import { z } from 'zod';
import type { Client } from './client.ts';
import { type Call, type Command, FINDING_USAGE, UsageProblem } from './command.ts';

const PAUSE_MS = 500;
const MOST = 100;

const deliveries = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      eventType: z.string(),
      objectId: z.string(),
      url: z.string(),
      attempts: z.array(
        z.object({
          attemptedAt: z.string(),
          status: z.int().nullable(),
          durationMs: z.int(),
          error: z.string().nullable(),
        }),
      ),
    }),
  ),
});
type Delivery = z.output<typeof deliveries>['data'][number];

const endpoints = z.object({ data: z.array(z.object({ id: z.string(), url: z.string() })) });
const created = z.object({ id: z.string(), secret: z.string() });

export const listen: Command = {
  about: 'send events to your server and print what it answers',
  options: ['forward-to', 'events'],
  usage: `Usage: xpay-sandbox listen [--forward-to URL] [options]

Sends every event to URL, signed, until Ctrl-C, and prints each attempt. Without URL it prints what is sent anyway.

  --forward-to URL  your server, as in http://localhost:3000/webhook
  --events A,B      only these types of events
${FINDING_USAGE}`,
  async run(call) {
    const { client, option, print, paint } = call;
    const url = readAddress(option('forward-to'));
    // What is known before there is anywhere to send it: all else is new, however soon it is sent.
    const seen = new Map((await latest(client)).map(({ id, attempts }) => [id, attempts.length]));
    const endpoint = url === null ? null : await open(client, url, option('events'));
    if (endpoint?.secret != null) print(`Webhook secret: ${paint('bold', endpoint.secret)}`);
    print(`${url === null ? 'Listening' : `Sending to ${url}`}; Ctrl-C stops.`);
    try {
      await watch(call, url, seen);
    } finally {
      if (endpoint?.secret != null) await client.delete(`/sandbox/webhook-endpoints/${endpoint.id}`);
    }
  },
};

function readAddress(text: string | null): string | null {
  if (text === null) return null;
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).href;
  throw new UsageProblem(
    `--forward-to got '${text}'; expected a web address, as in 'http://localhost:3000/webhook'.`,
  );
}

interface Listened {
  readonly id: string;
  /** Null for an endpoint that was there before, which stays. */
  readonly secret: string | null;
}

async function open(client: Client, url: string, events: string | null): Promise<Listened> {
  const { data } = endpoints.parse(await client.get('/sandbox/webhook-endpoints'));
  const known = data.find((endpoint) => endpoint.url === url);
  if (known !== undefined) return { id: known.id, secret: null };
  const body = {
    url,
    description: 'xpay-sandbox listen',
    ...(events === null ? {} : { eventTypes: events.split(',') }),
  };
  return created.parse(await client.post('/sandbox/webhook-endpoints', body));
}

/** Prints every attempt that is not among those seen, by delivery, the earlier first. */
async function watch(
  { client, print, paint, stopped }: Call,
  url: string | null,
  seen: Map<string, number>,
): Promise<void> {
  let isOver = false;
  const over = stopped.then(() => {
    isOver = true;
  });
  while (!isOver) {
    await Promise.race([over, new Promise((resolve) => setTimeout(resolve, PAUSE_MS))]);
    for (const delivery of (await latest(client)).reverse()) {
      if (url !== null && delivery.url !== url) continue;
      for (const attempt of delivery.attempts.slice(seen.get(delivery.id) ?? 0)) {
        const answer = attempt.status === null ? (attempt.error ?? 'no answer') : String(attempt.status);
        const isFine = attempt.status !== null && attempt.status < 300;
        const time = paint('dim', attempt.attemptedAt.slice(11, 19));
        const { eventType, objectId } = delivery;
        print(
          `${time}  ${paint('bold', eventType)}  ${objectId}  ${paint(isFine ? 'green' : 'red', answer)}  ${attempt.durationMs} ms`,
        );
      }
      seen.set(delivery.id, delivery.attempts.length);
    }
  }
}

async function latest(client: Client): Promise<Delivery[]> {
  return deliveries.parse(await client.get(`/sandbox/deliveries?limit=${MOST}`)).data;
}
