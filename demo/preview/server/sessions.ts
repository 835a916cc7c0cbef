// Makes the sessions of a run, and tells the sandbox what world they are in, before anybody has seen them.

import { z } from 'zod';
import type { FeedSession } from '../src/instruments/feed.ts';
import { sessionInput } from '../src/settings/session-input.ts';
import type { WorldSettings } from '../src/settings/settings.ts';
import type { Makings } from './made.ts';
import { faultOf } from './network.ts';
import { presentSession, type Run } from './runs.ts';
import { type SandboxApi, SandboxRefusal } from './sandbox-api.ts';

export interface NewSession {
  readonly id: string;
  readonly clientSecret: string | null;
  /** Of a hosted session or a payment link. */
  readonly url: string | null;
}

export interface Sessions {
  /** A session with the run's settings; a payment link for that way. Throws as `SandboxApi.ask`. */
  create(run: Run): Promise<NewSession>;
  /** Takes over a session that a visitor of the run's payment link has begun. */
  adopt(run: Run, session: SessionObject): Promise<void>;
  /** Has the sandbox behave so in the run's present session, and in no other. Throws as `SandboxApi.ask`. */
  applyWorld(run: Run, world: Partial<WorldSettings>): Promise<void>;
}

export const SessionObject = z.object({
  id: z.string(),
  clientSecret: z.string().nullable(),
  url: z.string().nullable(),
  status: z.string(),
  paymentStatus: z.string(),
  amountTotal: z.int(),
  currency: z.string(),
  paymentIntentId: z.string(),
});
export type SessionObject = z.infer<typeof SessionObject>;

const Link = z.object({ id: z.string(), url: z.string() });
const Fault = z.object({ id: z.string() });

export function createSessions(api: SandboxApi, makings: Makings): Sessions {
  async function create(run: Run): Promise<NewSession> {
    const body = sessionInput(run.settings, await makings.make(run.settings));
    if (run.settings.way === 'payment-link') {
      const { id, url } = await api.ask(Link, 'POST', '/payment-links', body);
      run.paymentLinkId = id;
      run.tell('payment_link', { id, url });
      return { id, clientSecret: null, url };
    }
    const session = await api.ask(SessionObject, 'POST', '/checkout/sessions', body);
    await adopt(run, session);
    return { id: session.id, clientSecret: session.clientSecret, url: session.url };
  }

  async function adopt(run: Run, session: SessionObject): Promise<void> {
    const told = toFeedSession(session);
    const intentStatus = 'requires_payment_method';
    const { id, clientSecret } = session;
    run.sessions.set(id, { clientSecret, told, lastRequest: 0, intentStatus, lastEvent: 0 });
    await applyWorld(run, run.settings.world);
    run.tell('session', told);
    run.tell('intent', { id: told.intentId, sessionId: id, status: intentStatus, declineCode: null });
  }

  async function applyWorld(run: Run, { network, bank, webhooks }: Partial<WorldSettings>): Promise<void> {
    const sessionId = presentSession(run);
    if (sessionId === null) return;
    const tell = (path: string, body: object) => api.ask(ANYTHING, 'POST', path, { sessionId, ...body });
    if (webhooks !== undefined) await tell('/sandbox/webhooks', { order: webhooks });
    if (bank !== undefined) await tell('/sandbox/bank', { behavior: bank });
    if (network !== undefined) await setNetwork(run, sessionId, network);
  }

  async function setNetwork(run: Run, sessionId: string, network: string): Promise<void> {
    const { faultIds } = run;
    run.faultIds = [];
    await Promise.all(
      faultIds.map((id) => api.ask(ANYTHING, 'DELETE', `/sandbox/faults/${id}`).catch(isGone)),
    );
    const fault = faultOf(network);
    if (fault === null) return;
    const { id } = await api.ask(Fault, 'POST', '/sandbox/faults', { ...fault, sessionId });
    run.faultIds = [...run.faultIds, id];
  }

  return {
    adopt,
    applyWorld,
    async create(run) {
      try {
        return await create(run);
      } catch (error) {
        if (!(error instanceof SandboxRefusal) || error.status >= 500) throw error;
        // Perhaps it was emptied since, and what was made is no longer there.
        makings.forget();
        return create(run);
      }
    },
  };
}

/** What a page may know of a session. */
export function toFeedSession(session: SessionObject): FeedSession {
  const {
    id,
    url,
    status,
    paymentStatus,
    amountTotal: amount,
    currency,
    paymentIntentId: intentId,
  } = session;
  return { id, url, status, paymentStatus, amount, currency, intentId };
}

const ANYTHING = z.unknown();

/** A rule that has ended with its process is as good as deleted. */
function isGone(error: unknown): void {
  if (!(error instanceof SandboxRefusal && error.status === 404)) throw error;
}
