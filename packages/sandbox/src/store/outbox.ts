// The outbox: an event is written with the change it tells of, and with one delivery for each endpoint that wants it.

import { toFlag } from './flag.ts';
import type { Trx } from './store.ts';
import type { DeliveriesTable, WebhookEndpointsTable } from './webhook-tables.ts';

export interface NewEvent {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  readonly type: string;
  readonly objectId: string;
  /** The exact text of the webhook body: what is stored is what is signed and sent, byte for byte. */
  readonly body: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** RFC 3339; at once unless told. */
  readonly firstAttemptAt?: string;
}

/**
 * Writes an event and a pending delivery to each enabled endpoint of its merchant and mode that wants its type, all in
 * the caller's transaction: the event exists exactly when the change it tells of does.
 */
export async function recordEvent(trx: Trx, event: NewEvent): Promise<void> {
  const last = await trx
    .selectFrom('events')
    .select(({ fn }) => fn.max('sequence').as('sequence'))
    .executeTakeFirst();
  await trx
    .insertInto('events')
    .values({
      id: event.id,
      merchant_id: event.merchantId,
      livemode: toFlag(event.livemode),
      type: event.type,
      object_id: event.objectId,
      payload: event.body,
      // The write lock is held from BEGIN, so that no other transaction can take the same number.
      sequence: Number(last?.sequence ?? 0) + 1,
      created_at: event.createdAt,
    })
    .execute();
  const endpoints = await trx
    .selectFrom('webhook_endpoints')
    .select(['id', 'event_types'])
    .where('merchant_id', '=', event.merchantId)
    .where('livemode', '=', toFlag(event.livemode))
    .where('disabled_at', 'is', null)
    .execute();
  const rows = endpoints
    .filter((endpoint) => wants(endpoint, event.type))
    .map(
      (endpoint): DeliveriesTable => ({
        // One event goes to one endpoint once: the id is made of both, so that the primary key says so.
        id: `whd_${tailOf(event.id)}_${tailOf(endpoint.id)}`,
        event_id: event.id,
        endpoint_id: endpoint.id,
        state: 'pending',
        attempts: 0,
        next_attempt_at: event.firstAttemptAt ?? event.createdAt,
        lease_until: null,
        created_at: event.createdAt,
      }),
    );
  if (rows.length > 0) await trx.insertInto('deliveries').values(rows).execute();
}

function wants({ event_types }: Pick<WebhookEndpointsTable, 'event_types'>, type: string): boolean {
  if (event_types === null) return true;
  const wanted: unknown = JSON.parse(event_types);
  return Array.isArray(wanted) && wanted.includes(type);
}

function tailOf(id: string): string {
  return id.slice(id.lastIndexOf('_') + 1);
}
