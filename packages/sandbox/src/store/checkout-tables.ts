// Sessions, their line items, intents and charges. Conventions as in tables.ts; migrations.ts creates them.

import type { PaymentMethod } from '@xpay/protocol/payment-methods';
import type { Api } from '../domain/api.ts';
import type { DeclineCode } from '../domain/cards.ts';
import type { ChargeStatus } from '../domain/charge.ts';
import type { CancellationReason } from '../domain/intent.ts';
import type { CaptureMethod, UiMode } from '../domain/session.ts';
import type { Flag } from './flag.ts';

export interface CheckoutSessionsTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  mode: 'payment';
  ui_mode: UiMode;
  submit_type: 'pay' | 'subscribe' | 'book' | 'donate';
  status: 'open' | 'complete' | 'expired' | 'canceled';
  payment_intent_id: string;
  currency: string;
  amount_subtotal: number;
  amount_total: number;
  after_completion: string;
  cancel_url: string | null;
  return_url: string | null;
  /** JSON: who has placed an order without a price. */
  placed_by: string | null;
  /** What the page of the latest attempt asked for. */
  page_return_url: string | null;
  locale: string | null;
  button_text: string | null;
  description: string | null;
  collect: string;
  customer_email: string | null;
  customer_name: string | null;
  customer_phone: string | null;
  metadata: string;
  api: Api;
  capture_method: CaptureMethod;
  /** JSON: of PAYMENT_METHODS, in the order in which they are offered. */
  payment_method_types: string;
  /** The merchant's own name for the order. */
  reference: string | null;
  webhook_url: string | null;
  auto_return_ms: number | null;
  customer_id: string | null;
  customer_creation: 'always' | 'if_required';
  payment_link_id: string | null;
  /** JSON: the discounts as they were applied. */
  discounts: string;
  /** JSON: the merchant's own fields, with their answers. */
  custom_fields: string;
  /** Buyers may enter promotion codes. */
  allow_promotion_codes: Flag;
  /** JSON: what it does with the cards that its customer has kept; null for nothing. */
  saved_cards: string | null;
  /** 1, 2, 3, … within a merchant and mode: the order of lists. */
  sequence: number;
  /** JSON: what else its API answers with. */
  extras: string;
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
  price_id: string | null;
  product_id: string | null;
  /** How many a buyer may take; null when they may not choose. */
  minimum: number | null;
  maximum: number | null;
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
  amount_capturable: number;
  amount_refunded: number;
  currency: string;
  latest_charge_id: string | null;
  /** The last refused attempt's code, as the merchant may see it. */
  last_error_code: DeclineCode | null;
  canceled_at: string | null;
  cancellation_reason: CancellationReason | null;
  created_at: string;
  updated_at: string;
}

export interface ChargesTable {
  id: string;
  merchant_id: string;
  livemode: Flag;
  payment_intent_id: string;
  attempt: number;
  status: ChargeStatus;
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  currency: string;
  failure_code: DeclineCode | null;
  method: PaymentMethod;
  /** JSON: brand, last4, expiry, funding, country, fingerprint, or null; never a number or a security code. */
  card: string;
  /** JSON: InstalmentPlan, of a lender's. */
  plan: string | null;
  /** JSON: PaymentInstructions, of a transfer. */
  transfer: string | null;
  /** JSON: name, email, phone, address as the buyer gave them. */
  billing: string;
  /** JSON: whom the order is sent to; null where the session did not ask. */
  shipping: string | null;
  /** When to ask the acquirer for the outcome, while pending. */
  look_at: string | null;
  captured_at: string | null;
  created_at: string;
  updated_at: string;
}
