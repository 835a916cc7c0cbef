// `POST /webhook`: takes the sandbox's events, checks each, and shows it in the run that it is about.

import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { Connection } from './connection.ts';
import { redact } from './redact.ts';
import type { Run, Runs } from './runs.ts';
import { distrust } from './signature.ts';
import type { Watcher } from './watcher.ts';

export interface WebhookDeps {
  readonly runs: Runs;
  readonly connection: Pick<Connection, 'webhookSecret'>;
  readonly watcher: Pick<Watcher, 'nudge'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const Event = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ object: z.looseObject({ id: z.string(), paymentIntentId: z.string().optional() }) }),
});

const MAX_BYTES = 1024 * 1024;

/** The route. It answers 400 to what is not genuine, and shows that too, where it names a session of a run. */
export function createWebhookRoute({ runs, connection, watcher, now }: WebhookDeps): Hono {
  const app = new Hono();
  app.post('/webhook', bodyLimit({ maxSize: MAX_BYTES }), async (c) => {
    const body = await c.req.text();
    const why = distrust(body, c.req.header('xpay-signature'), connection.webhookSecret(), now());
    const event = Event.safeParse(parseJson(body)).data;
    const about = event === undefined ? null : aboutOf(event.data.object, runs);
    if (event !== undefined && about !== null) {
      const { id: eventId, type } = event;
      const { run, sessionId } = about;
      run.tell('webhook', { eventId, sessionId, type, verified: why === null, why, body: redact(body) });
      watcher.nudge(run);
    }
    return why === null ? c.json({ received: true }) : c.json({ error: why }, 400);
  });
  return app;
}

/** An event's object is a session, its intent, or something of that intent. */
function aboutOf(
  { id, paymentIntentId }: z.infer<typeof Event>['data']['object'],
  runs: Runs,
): { readonly run: Run; readonly sessionId: string } | null {
  const run = runs.ofSession(id);
  if (run !== null) return { run, sessionId: id };
  return runs.ofIntent(id) ?? (paymentIntentId === undefined ? null : runs.ofIntent(paymentIntentId));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
