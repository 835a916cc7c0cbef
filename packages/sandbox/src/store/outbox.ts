// The outbox: an event is written with the change it tells of, and with one delivery for each endpoint that wants it.

import type { Api } from '../domain/api.ts';
import { type Flag, toFlag } from './flag.ts';
import { inserted, prepared, preparedRow } from './prepared.ts';
import { findOrMakePrivateEndpoint, type PrivateAddress } from './private-endpoints.ts';
import type { Trx } from './store.ts';
import type { DeliveriesTable, WebhookEndpointsTable } from './webhook-tables.ts';

export interface NewEvent {
  readonly id: string;
  /** In whose words it is told; XPay's unless told. */
  readonly api?: Api;
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
  /** The payment's own address: the merchant's endpoints get nothing. */
  readonly onlyTo?: PrivateAddress;
}

/**
 * Writes events and a pending delivery of each to every enabled endpoint of its merchant and mode that wants its type, all
 * in the caller's transaction: an event exists exactly when the change it tells of does. Resolves with whether there is
 * anything to deliver.
 */
export async function recordEvents(trx: Trx, events: readonly NewEvent[]): Promise<boolean> {
  if (events.length === 0) return false;
  const last = await lastSequence(trx);
  const rows = events.map((event, index) => ({
    id: event.id,
    merchant_id: event.merchantId,
    livemode: toFlag(event.livemode),
    type: event.type,
    object_id: event.objectId,
    payload: event.body,
    // The write lock is held from BEGIN, so that no other transaction can take the same number.
    sequence: Number(last?.sequence ?? 0) + 1 + index,
    api: event.api ?? 'xpay',
    created_at: event.createdAt,
  }));
  await addEvents(trx, ...rows);
  const endpointsFor = endpointBook(trx);
  const deliveries: DeliveriesTable[] = [];
  for (const event of events) {
    const receivers =
      event.onlyTo === undefined
        ? (await endpointsFor(event)).filter((endpoint) => wants(endpoint, event)).map(({ id }) => id)
        : [await findOrMakePrivateEndpoint(trx, event, event.onlyTo)];
    deliveries.push(...receivers.map((id) => deliveryRow(event, id)));
  }
  await addDeliveries(trx, ...deliveries);
  return deliveries.length > 0;
}

/** One event by itself. */
export function recordEvent(trx: Trx, event: NewEvent): Promise<boolean> {
  return recordEvents(trx, [event]);
}

const addEvents = inserted('events');
const addDeliveries = inserted('deliveries');
const lastSequence = preparedRow((db) =>
  db.selectFrom('events').select(({ fn }) => fn.max('sequence').as('sequence')),
);

function deliveryRow(event: NewEvent, endpointId: string): DeliveriesTable {
  return {
    // One event goes to one endpoint once: the id is made of both, so that the primary key says so.
    id: `whd_${tailOf(event.id)}_${tailOf(endpointId)}`,
    event_id: event.id,
    endpoint_id: endpointId,
    state: 'pending',
    attempts: 0,
    next_attempt_at: event.firstAttemptAt ?? event.createdAt,
    lease_until: null,
    created_at: event.createdAt,
  };
}

const endpointsOf = prepared(
  (db, merchantId: string, livemode: Flag) =>
    db
      .selectFrom('webhook_endpoints')
      .select(['id', 'event_types', 'apis'])
      .where('merchant_id', '=', merchantId)
      .where('livemode', '=', livemode)
      .where('disabled_at', 'is', null)
      .where('is_private', '=', 0),
  { kept: 'webhook_endpoints' },
);

/** The enabled endpoints of merchants, each looked up once. */
function endpointBook(trx: Trx): (event: NewEvent) => ReturnType<typeof endpointsOf> {
  const known = new Map<string, ReturnType<typeof endpointsOf>>();
  return ({ merchantId, livemode }) => {
    const owner = `${merchantId} ${livemode}`;
    const endpoints = known.get(owner) ?? endpointsOf(trx, merchantId, toFlag(livemode));
    known.set(owner, endpoints);
    return endpoints;
  };
}

function wants(
  { event_types, apis }: Pick<WebhookEndpointsTable, 'event_types' | 'apis'>,
  { type, api = 'xpay' }: NewEvent,
): boolean {
  return isListed(event_types, type) && isListed(apis, api);
}

/** Whether a JSON list has it; there is everything in a list that there is not. */
function isListed(list: string | null, name: string): boolean {
  if (list === null) return true;
  const wanted: unknown = JSON.parse(list);
  return Array.isArray(wanted) && wanted.includes(name);
}

function tailOf(id: string): string {
  return id.slice(id.lastIndexOf('_') + 1);
}
