// The controls of a run: what the page's buttons ask of the sandbox, with the secret key added here.

import { type Context, Hono } from 'hono';
import { z } from 'zod';
import {
  bankBody,
  clockBody,
  emptyBody,
  networkBody,
  payBody,
  replayBody,
  transferBody,
  webhooksBody,
} from './control-bodies.ts';
import { presentSession, type Run, type Runs } from './runs.ts';
import { type SandboxApi, SandboxClock, SandboxDown, SandboxRefusal } from './sandbox-api.ts';
import type { Sessions } from './sessions.ts';
import type { Watcher } from './watcher.ts';

export interface ControlDeps {
  readonly api: SandboxApi;
  readonly runs: Runs;
  readonly sessions: Sessions;
  readonly watcher: Pick<Watcher, 'nudge'>;
}

interface Asked {
  readonly run: Run;
  /** Of the present session. */
  readonly sessionId: string;
  readonly body: unknown;
}

type Control = (asked: Asked, deps: ControlDeps) => Promise<object>;

const ANYTHING = z.unknown();
const Deliveries = z.object({ data: z.array(z.object({ id: z.string(), url: z.string() })) });
const DONE = { done: true } as const;

/** A body of these that is not as it should be throws ZodError. */
const CONTROLS: ReadonlyMap<string, Control> = new Map<string, Control>([
  [
    'network',
    async ({ run, body }, { sessions }) => {
      await sessions.applyWorld(run, { network: networkBody.parse(body).kind });
      return DONE;
    },
  ],
  [
    'bank',
    async ({ run, body }, { sessions }) => {
      await sessions.applyWorld(run, { bank: bankBody.parse(body).behavior });
      return DONE;
    },
  ],
  [
    'webhooks',
    async ({ run, body }, { sessions }) => {
      await sessions.applyWorld(run, { webhooks: webhooksBody.parse(body).order });
      return DONE;
    },
  ],
  ['clock', ({ body }, { api }) => api.ask(SandboxClock, 'POST', '/sandbox/clock', clockBody.parse(body))],
  [
    'pay',
    async ({ sessionId, body }, { api }) => {
      await api.ask(ANYTHING, 'POST', `/sandbox/sessions/${sessionId}/pay`, payBody.parse(body));
      return DONE;
    },
  ],
  [
    'transfer',
    async ({ sessionId, body }, { api }) => {
      await api.ask(ANYTHING, 'POST', `/sandbox/sessions/${sessionId}/transfer`, transferBody.parse(body));
      return DONE;
    },
  ],
  [
    'expire',
    async ({ sessionId, body }, { api }) => {
      emptyBody.parse(body);
      await api.ask(ANYTHING, 'POST', `/checkout/sessions/${sessionId}/expire`);
      return DONE;
    },
  ],
  [
    'cancel',
    async ({ run, sessionId, body }, { api }) => {
      emptyBody.parse(body);
      const intentId = run.sessions.get(sessionId)?.told.intentId ?? '';
      await api.ask(ANYTHING, 'POST', `/payment-intents/${intentId}/cancel`, {});
      return DONE;
    },
  ],
  [
    'replay',
    async ({ run, body }, { api }) => {
      const { eventId } = replayBody.parse(body);
      const isOurs = run.told.some(({ item }) => item.name === 'webhook' && item.data.eventId === eventId);
      if (!isOurs) throw new SandboxRefusal(404, 'not_found', 'This run has had no such event.');
      const { data } = await api.ask(Deliveries, 'GET', `/sandbox/deliveries?eventId=${eventId}`);
      await Promise.all(data.map(({ id }) => api.ask(ANYTHING, 'POST', `/sandbox/deliveries/${id}/replay`)));
      return DONE;
    },
  ],
]);

/** About the sandbox, not about a session. */
const WITHOUT_SESSION = 'clock';

/** `POST /api/runs/<run>/controls/<name>`; who may ask is checked before. */
export function createControlRoutes(deps: ControlDeps): Hono {
  const app = new Hono();
  app.post('/api/runs/:run/controls/:name', async (c) => {
    const run = deps.runs.find(c.req.param('run'));
    const name = c.req.param('name');
    const control = CONTROLS.get(name);
    if (run === null || control === undefined) return c.json({ message: 'There is no such control.' }, 404);
    const sessionId = presentSession(run);
    if (sessionId === null && name !== WITHOUT_SESSION)
      return c.json({ message: 'There is no session yet.' }, 409);
    try {
      const body: unknown = await c.req.json().catch(() => undefined);
      const answer = await control({ run, sessionId: sessionId ?? '', body }, deps);
      deps.watcher.nudge(run);
      return c.json(answer);
    } catch (error) {
      return refuse(c, error);
    }
  });
  return app;
}

function refuse(c: Context, error: unknown): Response {
  if (error instanceof SandboxDown) return c.json({ message: error.message }, 503);
  if (error instanceof SandboxRefusal) return c.json({ message: error.message }, 422);
  // Its words may hold what was sent.
  if (error instanceof z.ZodError) return c.json({ message: 'This control takes something else.' }, 400);
  throw error;
}
