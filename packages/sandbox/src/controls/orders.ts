// In which order webhooks come, a shop's or a session's: before the buyer's page knows, after it, twice, backwards, or not at all.

import { type Instant, later } from '../domain/clock.ts';
import type { Owner } from '../store/checkouts.ts';

/** Each order, and what it does to a merchant's test events. */
export const ORDERS = {
  normal: 'Each event is sent as soon as it has happened.',
  webhook_first: 'The checkout is answered only when the events of before have been sent.',
  redirect_first: 'Each event is sent `delayMs` after it has happened, so that the buyer is back before.',
  duplicate: 'Each event is sent once more as soon as it was received.',
  out_of_order: 'Events are kept back for `delayMs`, and then sent with the latest first.',
  drop: 'No event is sent. Replay the ones you want.',
} as const satisfies Readonly<Record<string, string>>;

export type Order = keyof typeof ORDERS;

export interface OrderRule {
  readonly order: Order;
  /** On the sandbox's clock. */
  readonly delayMs: number;
}

/** An event that happens now. */
export interface Happening extends Owner {
  readonly eventId: string;
  /** Null where it is about no session. */
  readonly sessionId: string | null;
}

export interface Orders {
  /** A session's own, or else its merchant's. */
  of(owner: Owner, sessionId?: string | null): OrderRule;
  /** That of the session that the event is about, or else its merchant's. */
  ofEvent(event: Pick<Happening, 'eventId' | keyof Owner>): OrderRule;
  /** For all of a merchant's test events, or those of one session, whose merchant the caller has checked. */
  set(merchantId: string, rule: OrderRule, sessionId?: string): void;
  /** Forgets a merchant's, and those of its sessions. */
  clear(merchantId: string): void;
  /** When an event that happens now is to be sent first, RFC 3339. */
  firstAttemptAt(event: Happening, now: Instant): string;
}

export const DEFAULT_DELAY_MS = 5000;

/** Sessions with an order of their own, and their events: the oldest are forgotten, and follow their merchant's order again. */
const MOST_SESSIONS = 1000;
const MOST_EVENTS = 10_000;

const NORMAL: OrderRule = { order: 'normal', delayMs: 0 };

/** Events that are kept back together. */
interface Batch {
  readonly sendAt: Instant;
  count: number;
}

/** The orders of one server, in memory; live events are always sent normally. */
export function createOrders(): Orders {
  const rules = new Map<string, OrderRule>();
  const sessions = new Map<string, { readonly merchantId: string; readonly rule: OrderRule }>();
  /** The sessions of events, where they have an order of their own. */
  const events = new Map<string, string>();
  /** By merchant, or by session. */
  const batches = new Map<string, Batch>();

  const of: Orders['of'] = ({ merchantId, livemode }, sessionId = null) => {
    const own = sessionId === null ? undefined : sessions.get(sessionId);
    return livemode ? NORMAL : (own?.rule ?? rules.get(merchantId) ?? NORMAL);
  };

  function batchOf(of: string, now: Instant, delayMs: number): Batch {
    const known = batches.get(of);
    if (known !== undefined && now < known.sendAt) return known;
    const batch = { sendAt: new Date(later(now, delayMs)), count: 0 };
    batches.set(of, batch);
    return batch;
  }

  function forget(sessionId: string): void {
    sessions.delete(sessionId);
    batches.delete(sessionId);
  }

  return {
    of,
    ofEvent: (event) => of(event, events.get(event.eventId)),
    set(merchantId, rule, sessionId) {
      if (sessionId === undefined) {
        rules.set(merchantId, rule);
        return;
      }
      // The latest to be told is the last to be forgotten.
      sessions.delete(sessionId);
      sessions.set(sessionId, { merchantId, rule });
      for (const oldest of sessions.keys()) if (sessions.size > MOST_SESSIONS) forget(oldest);
    },
    clear(merchantId) {
      rules.delete(merchantId);
      batches.delete(merchantId);
      for (const [sessionId, its] of sessions) if (its.merchantId === merchantId) forget(sessionId);
    },
    firstAttemptAt({ eventId, sessionId, ...owner }, now) {
      const isOwn = sessionId !== null && sessions.has(sessionId);
      if (isOwn) {
        events.set(eventId, sessionId);
        for (const oldest of events.keys()) if (events.size > MOST_EVENTS) events.delete(oldest);
      }
      const { order, delayMs } = of(owner, sessionId);
      if (order === 'redirect_first') return later(now, delayMs);
      if (order !== 'out_of_order') return later(now, 0);
      const batch = batchOf(isOwn ? sessionId : owner.merchantId, now, delayMs);
      batch.count += 1;
      // Deliveries are sent by the time that they are due, so that the last to happen has to be due first.
      return later(batch.sendAt, -batch.count);
    },
  };
}
