// Tells of what is no checkout: customers and products. Their events are written with the change, like all others.

import type { Clock } from '../../domain/clock.ts';
import type { Owner } from '../../store/checkouts.ts';
import { afterCommit, type Store, type Trx } from '../../store/store.ts';
import { type EventDeps, recordEvents } from '../registry.ts';

export interface TellDeps extends Pick<EventDeps, 'ids' | 'settings' | 'firstAttemptAt'> {
  readonly store: Store;
  readonly clock: Clock;
  /** Called after events were committed: somebody may want to deliver them at once. */
  readonly onEvents: () => void;
}

/** What is told of customers and products, and when; `docs/events.md` is made from it. */
export const CATALOG_EVENTS = {
  'customer.created': 'a customer was created, by your server or by a payment',
  'customer.updated': 'a customer was changed',
  'product.created': 'a product was created',
  'product.updated': 'a product or one of its prices was changed',
  'product.deleted': 'a product was deleted, with its prices',
} as const;

/** Records one event of which `object` is the whole: what a GET answers from now on. */
export async function tell(
  trx: Trx,
  deps: TellDeps,
  owner: Owner,
  type: keyof typeof CATALOG_EVENTS,
  object: { readonly id: string },
): Promise<void> {
  const { store, clock, onEvents } = deps;
  const event = { type, objectId: object.id, object };
  const about = { ...deps, vault: store.vault, api: 'xpay', sessionId: null } as const;
  await recordEvents(trx, owner, [event], about, clock.now());
  afterCommit(trx, onEvents);
}
