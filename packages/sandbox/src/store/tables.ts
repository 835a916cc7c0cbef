// The tables' rows as Kysely sees them; migrations.ts creates them.
// Times are RFC 3339 in UTC with milliseconds (they sort as text), booleans 0 or 1, JSON is text, money minor units.

import type { DeclineCode, Fate } from '../domain/cards.ts';
import type { AuthenticationsTable, PreparedCardsTable } from './authentication-tables.ts';
import type { BankSwitchesTable, BankTransactionsTable } from './bank-tables.ts';
import type { Flag } from './flag.ts';
import type {
  DeliveriesTable,
  DeliveryAttemptsTable,
  EventsTable,
  WebhookEndpointsTable,
} from './webhook-tables.ts';

/** Statuses of answers that are kept under a key: what a request came to, not why it could not run. */
export type AnswerStatus = 200 | 201 | 400 | 404 | 409;

export interface InstallationTable {
  name: 'root_secret';
  value: string;
}

export interface MerchantsTable {
  id: string;
  /** Finds a seeded merchant again at the next start. */
  slug: string;
  display_name: string;
  support_url: string | null;
  /** JSON: origins that may embed this merchant's checkout, in test and live mode. */
  allowed_origins: string;
  created_at: string;
}

export interface ApiKeysTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  kind: 'publishable' | 'secret';
  /** SHA-256 of the whole key, hex: keys are random, so a slow hash buys nothing. */
  hash: string;
  /** The key itself where it is publishable: pages are served with it. */
  public_key: string | null;
  last4: string;
  revoked_at: string | null;
  created_at: string;
}

export interface CheckoutSessionsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  mode: 'payment';
  ui_mode: 'hosted' | 'embedded';
  submit_type: 'pay' | 'subscribe' | 'book' | 'donate';
  status: 'open' | 'complete' | 'expired' | 'canceled';
  payment_intent_id: string;
  currency: string;
  amount_subtotal: number;
  amount_total: number;
  after_completion: string;
  cancel_url: string | null;
  return_url: string | null;
  /** What the page of the latest attempt asked for. */
  page_return_url: string | null;
  locale: string | null;
  button_text: string | null;
  description: string | null;
  collect: string;
  customer_email: string | null;
  customer_name: string | null;
  metadata: string;
  /** SHA-256 of the client secret, hex: how a browser's call finds its session. */
  client_secret_hash: string;
  /** The client secret, sealed (vault.ts): the merchant's GET returns it while the session is open. */
  client_secret_sealed: string;
  expires_at: string;
  ended_at: string | null;
  created_at: string;
  updated_at: string;
  /** Grows with every change of the session or its intent. */
  version: number;
}

export interface LineItemsTable {
  id: string;
  session_id: string;
  position: number;
  name: string;
  description: string | null;
  image_url: string | null;
  quantity: number;
  unit_amount: number;
}

export interface PaymentIntentsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  session_id: string;
  status:
    | 'requires_payment_method'
    | 'requires_action'
    | 'processing'
    | 'requires_capture'
    | 'succeeded'
    | 'failed'
    | 'canceled'
    | 'expired';
  amount: number;
  amount_received: number;
  currency: string;
  latest_charge_id: string | null;
  /** The last refused attempt's code, as the merchant may see it. */
  last_error_code: DeclineCode | null;
  canceled_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface ChargesTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  payment_intent_id: string;
  attempt: number;
  status: 'pending' | 'succeeded' | 'failed';
  amount: number;
  amount_captured: number;
  currency: string;
  failure_code: DeclineCode | null;
  /** JSON: brand, last4, expiry, funding, country, fingerprint; never a number or a security code. */
  card: string;
  /** JSON: name, email, postal code as the buyer gave them. */
  billing: string;
  /** When to ask the acquirer for the outcome, while pending. */
  look_at: string | null;
  captured_at: string | null;
  created_at: string;
  updated_at: string;
}

export interface IdempotencyTable {
  /** Scope (merchant, mode, method, path, and session) and key: one request. */
  id: string;
  /** Keyed hash of the body: a plain hash of a card number could be reversed by trying them all. */
  fingerprint: string;
  state: 'in_progress' | 'done';
  /** The charge whose outcome completes the record. */
  charge_id: string | null;
  status: AnswerStatus | null;
  /** The answer's exact bytes, sealed: it may hold a client secret. */
  body_sealed: string | null;
  expires_at: string;
  created_at: string;
}

/** The acquirer's own book, keyed by charge: it would stand at a bank, so nothing here joins it. */
export interface AuthorizationsTable {
  charge_id: string;
  fate: Fate | 'void';
  /** When an outcome that takes time is known. */
  settles_at: string | null;
  /** The proof that the buyer was verified, as the networks number it. */
  eci: string | null;
  created_at: string;
}

export interface Tables {
  installation: InstallationTable;
  merchants: MerchantsTable;
  api_keys: ApiKeysTable;
  checkout_sessions: CheckoutSessionsTable;
  line_items: LineItemsTable;
  payment_intents: PaymentIntentsTable;
  charges: ChargesTable;
  idempotency: IdempotencyTable;
  authorizations: AuthorizationsTable;
  bank_transactions: BankTransactionsTable;
  bank_switches: BankSwitchesTable;
  prepared_cards: PreparedCardsTable;
  authentications: AuthenticationsTable;
  events: EventsTable;
  webhook_endpoints: WebhookEndpointsTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
}
