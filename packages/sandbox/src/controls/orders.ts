// In which order a shop's webhooks come: before the buyer's page knows, after it, twice, backwards, or not at all.

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

export interface Orders {
  of(owner: Owner): OrderRule;
  set(merchantId: string, rule: OrderRule): void;
  clear(merchantId: string): void;
  /** When an event that happens now is to be sent first, RFC 3339. */
  firstAttemptAt(owner: Owner, now: Instant): string;
}

export const DEFAULT_DELAY_MS = 5000;

const NORMAL: OrderRule = { order: 'normal', delayMs: 0 };

/** Events that are kept back together. */
interface Batch {
  readonly sendAt: Instant;
  count: number;
}

/** The orders of one server, in memory; live events are always sent normally. */
export function createOrders(): Orders {
  const rules = new Map<string, OrderRule>();
  const batches = new Map<string, Batch>();
  const of = ({ merchantId, livemode }: Owner) => (livemode ? NORMAL : (rules.get(merchantId) ?? NORMAL));

  function batchOf(merchantId: string, now: Instant, delayMs: number): Batch {
    const known = batches.get(merchantId);
    if (known !== undefined && now < known.sendAt) return known;
    const batch = { sendAt: new Date(later(now, delayMs)), count: 0 };
    batches.set(merchantId, batch);
    return batch;
  }

  return {
    of,
    set: (merchantId, rule) => void rules.set(merchantId, rule),
    clear(merchantId) {
      rules.delete(merchantId);
      batches.delete(merchantId);
    },
    firstAttemptAt(owner, now) {
      const { order, delayMs } = of(owner);
      if (order === 'redirect_first') return later(now, delayMs);
      if (order !== 'out_of_order') return later(now, 0);
      const batch = batchOf(owner.merchantId, now, delayMs);
      batch.count += 1;
      // Deliveries are sent by the time that they are due, so that the last to happen has to be due first.
      return later(batch.sendAt, -batch.count);
    },
  };
}
