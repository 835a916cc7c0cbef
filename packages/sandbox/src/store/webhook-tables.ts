// The outbox's tables: what happened, who is to be told, and what became of it. Conventions as in tables.ts.

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
  created_at: string;
}

export interface WebhookEndpointsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  url: string;
  /** `whsec_` and base64. */
  secret: string;
  /** JSON array of event types; null for all. */
  event_types: string | null;
  disabled_at: string | null;
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
