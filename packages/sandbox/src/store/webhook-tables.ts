// The outbox's tables: what happened, who is to be told, and what became of it. Conventions as in tables.ts.

import type { Api } from '../domain/api.ts';
import { createIndex, createTable, type Db } from './create-table.ts';
import type { Flag } from './flag.ts';

/** Events, in the order of `sequence` (1, 2, 3, …). */
export interface EventsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  type: string;
  object_id: string;
  /** The exact bytes of the whole webhook body. */
  payload: string;
  sequence: number;
  /** In whose words it is told. */
  api: Api;
  created_at: string;
}

export interface WebhookEndpointsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  url: string;
  /** `whsec_` and base64. */
  secret: string;
  /** While `previous_until` is to come, each webhook has a signature of this one too. */
  previous_secret: string | null;
  previous_until: string | null;
  /** JSON array of event types; null for all. */
  event_types: string | null;
  /** JSON array of the APIs whose events it gets; null for all. */
  apis: string | null;
  /** Gets the events of the payments that name its address, and no others. */
  is_private: Flag;
  description: string | null;
  disabled_at: string | null;
  /** It is shown no more; what was sent there stays in the log. */
  deleted_at: string | null;
  created_at: string;
}

export interface DeliveriesTable {
  id: string;
  event_id: string;
  endpoint_id: string;
  state: 'pending' | 'delivered' | 'failed';
  attempts: number;
  next_attempt_at: string | null;
  /** While in the future, someone is sending it. */
  lease_until: string | null;
  created_at: string;
}

export interface DeliveryAttemptsTable {
  id: string;
  delivery_id: string;
  attempted_at: string;
  /** HTTP status, null when no answer came. */
  status: number | null;
  duration_ms: number;
  error: string | null;
  response_excerpt: string | null;
}

/** Migration 005. */
export async function createWebhooks(db: Db): Promise<void> {
  await createTable(db, 'events', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    type: 'text',
    object_id: 'text',
    payload: 'text',
    sequence: 'bigint unique',
    created_at: 'text',
  });
  await createIndex(db, 'events', ['object_id']);
  await createTable(db, 'webhook_endpoints', {
    id: 'text key',
    merchant_id: 'text -> merchants',
    livemode: 'integer',
    url: 'text',
    secret: 'text',
    event_types: 'text?',
    disabled_at: 'text?',
    created_at: 'text',
  });
  await createIndex(db, 'webhook_endpoints', ['merchant_id', 'livemode']);
  await createTable(db, 'deliveries', {
    id: 'text key',
    event_id: 'text -> events',
    endpoint_id: 'text -> webhook_endpoints',
    state: 'text',
    attempts: 'integer',
    next_attempt_at: 'text?',
    lease_until: 'text?',
    created_at: 'text',
  });
  await createIndex(db, 'deliveries', ['state', 'next_attempt_at']);
  await createTable(db, 'delivery_attempts', {
    id: 'text key',
    delivery_id: 'text -> deliveries',
    attempted_at: 'text',
    status: 'integer?',
    duration_ms: 'integer',
    error: 'text?',
    response_excerpt: 'text?',
  });
  await createIndex(db, 'delivery_attempts', ['delivery_id']);
}

/** Migration 013. What was told before was told in XPay's words. */
export async function addEndpoints(db: Db): Promise<void> {
  await db.schema
    .alterTable('events')
    .addColumn('api', 'text', (column) => column.notNull().defaultTo('xpay'))
    .execute();
  await db.schema
    .alterTable('webhook_endpoints')
    .addColumn('is_private', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  for (const name of ['previous_secret', 'previous_until', 'apis', 'description', 'deleted_at']) {
    await db.schema.alterTable('webhook_endpoints').addColumn(name, 'text').execute();
  }
}
