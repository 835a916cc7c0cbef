// Looks what has become of a run while a page shows it: its requests, its session, its payment intent.

import { z } from 'zod';
import { presentSession, type Run, type RunSession } from './runs.ts';
import { type SandboxApi, SandboxRefusal } from './sandbox-api.ts';
import { SessionObject, type Sessions } from './sessions.ts';

const LoggedRequest = z.object({
  id: z.string(),
  sequence: z.int(),
  sessionId: z.string().nullable(),
  method: z.string(),
  path: z.string(),
  route: z.string(),
  status: z.int().nullable(),
  startedAt: z.string(),
  durationMs: z.number(),
  faults: z.array(z.object({ kind: z.string() })),
});
const LoggedRequests = z.object({ data: z.array(LoggedRequest) });

const LoggedEvent = z.object({ type: z.string(), sequence: z.int(), createdAt: z.string() });
const Payment = z.object({
  status: z.string(),
  sessionStatus: z.string(),
  amount: z.int(),
  charges: z.array(z.object({ status: z.string(), failureCode: z.string().nullable() })),
  events: z.array(LoggedEvent),
});
type Payment = z.infer<typeof Payment>;

const SessionList = z.object({ data: z.array(SessionObject) });

export interface Looker {
  /** Tells the run what is new. Throws as `SandboxApi.ask`. */
  look(run: Run): Promise<void>;
}

/** @param sessions Where those that a payment link's visitors begin are taken over. */
export function createLooker(api: SandboxApi, sessions: Sessions): Looker {
  async function findVisits(run: Run, linkId: string): Promise<void> {
    const { data } = await api.ask(SessionList, 'GET', `/checkout/sessions?paymentLinkId=${linkId}&limit=5`);
    for (const session of [...data].reverse()) {
      if (!run.sessions.has(session.id)) await sessions.adopt(run, session);
    }
  }

  async function lookAtRequests(run: Run, id: string, session: RunSession): Promise<void> {
    const path = `/sandbox/requests?sessionId=${id}&after=${session.lastRequest}`;
    const { data } = await api.ask(LoggedRequests, 'GET', path);
    for (const { sequence, faults, ...request } of data) {
      if (sequence <= session.lastRequest) continue;
      session.lastRequest = sequence;
      const fault = faults.map(({ kind }) => kind).join(', ') || null;
      run.tell('request', { ...request, fault }, Date.parse(request.startedAt));
    }
  }

  return {
    async look(run) {
      if (run.paymentLinkId !== null) await findVisits(run, run.paymentLinkId);
      const id = presentSession(run);
      const session = id === null ? undefined : run.sessions.get(id);
      if (id === null || session === undefined) return;
      await lookAtRequests(run, id, session);
      const payment = await api.ask(Payment, 'GET', `/sandbox/payments/${id}`).catch(nothingThere);
      if (payment === null) return;
      tellIntent(run, session, payment);
      tellSession(run, session, payment);
    },
  };
}

/** Statuses that an intent passes through faster than anybody looks: the log of events has them. */
const STATUS_OF_EVENT: ReadonlyMap<string, string> = new Map([
  ['payment_intent.requires_action', 'requires_action'],
  ['payment_intent.processing', 'processing'],
  ['payment_intent.succeeded', 'succeeded'],
  ['payment_intent.payment_failed', 'failed'],
  ['payment_intent.canceled', 'canceled'],
  ['payment_intent.requires_capture', 'requires_capture'],
]);

function tellIntent(run: Run, session: RunSession, { status, events, charges }: Payment): void {
  const { id: sessionId, intentId: id } = session.told;
  const failureCode = charges.at(-1)?.failureCode ?? null;
  const tell = (next: string, at?: number) => {
    if (next === session.intentStatus) return;
    session.intentStatus = next;
    const declineCode = next === 'failed' ? failureCode : null;
    run.tell('intent', { id, sessionId, status: next, declineCode }, at);
  };
  const isNew = ({ sequence }: { readonly sequence: number }) => sequence > session.lastEvent;
  const news = events.filter(isNew);
  for (const { type, sequence, createdAt } of news) {
    session.lastEvent = sequence;
    const passed = STATUS_OF_EVENT.get(type);
    if (passed !== undefined) tell(passed, Date.parse(createdAt));
  }
  // The sandbox reads the status first: where there are new events, it may be of before them.
  if (news.length === 0) tell(status);
}

function tellSession(run: Run, session: RunSession, { sessionStatus, amount, status }: Payment): void {
  const { told } = session;
  const paymentStatus = status === 'succeeded' ? 'paid' : told.paymentStatus;
  if (told.status === sessionStatus && told.amount === amount && told.paymentStatus === paymentStatus) return;
  session.told = { ...told, status: sessionStatus, amount, paymentStatus };
  run.tell('session_changed', session.told);
}

function nothingThere(error: unknown): null {
  if (error instanceof SandboxRefusal && error.status === 404) return null;
  throw error;
}
