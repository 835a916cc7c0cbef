// What happened, as it was told: the events of a merchant in one mode, the newest first, and those of certain objects.

import type { Api } from '../domain/api.ts';
import type { Owner } from './checkouts.ts';
import { toFlag } from './flag.ts';
import { byOther } from './paging.ts';
import type { Queries } from './store.ts';

export interface LoggedEvent {
  readonly id: string;
  readonly type: string;
  readonly objectId: string;
  readonly api: Api;
  readonly createdAt: string;
  /** Falls from one to the next: the list goes on below it. */
  readonly sequence: number;
  /** The exact bytes of the webhook. */
  readonly payload: string;
}

export interface EventFilter {
  readonly objectIds?: readonly string[] | undefined;
  readonly type?: string | undefined;
  readonly below?: number | undefined;
  readonly limit: number;
}

/** Stays correct while events are added. */
export function listEvents(
  db: Queries,
  { merchantId, livemode }: Owner,
  { objectIds, type, below, limit }: EventFilter,
): Promise<readonly LoggedEvent[]> {
  const all = db
    .selectFrom('events')
    .select(['id', 'type', 'object_id as objectId', 'api', 'created_at as createdAt', 'sequence', 'payload']);
  let query =
    objectIds === undefined
      ? all.where('merchant_id', '=', merchantId).where('livemode', '=', toFlag(livemode))
      : all
          .where('object_id', 'in', objectIds)
          .where(byOther('merchant_id'), '=', merchantId)
          .where(byOther<number>('livemode'), '=', toFlag(livemode));
  if (type !== undefined) query = query.where(objectIds === undefined ? 'type' : byOther('type'), '=', type);
  if (below !== undefined) query = query.where('sequence', '<', below);
  return query.orderBy('sequence', 'desc').limit(limit).execute();
}
