// The tables of an exported sandbox, column by column: whose they are, and what is sealed or counted here only, is left out.

import { z } from '@hono/zod-openapi';
import { INTENT_STATUSES, SESSION_STATUSES } from '@xpay/protocol/api';
import { PAYMENT_METHODS } from '@xpay/protocol/payment-methods';
import { APIS } from '../domain/api.ts';
import { CANCELLATION_REASONS } from '../domain/intent.ts';
import { ACCOUNTS, MOVEMENT_TYPES } from '../domain/ledger.ts';
import { REFUND_FAILURES, REFUND_REASONS } from '../domain/refund.ts';
import { UI_MODES } from '../domain/session.ts';
import { fields } from '../wire/xpay/fields.ts';
import { orderId, PROVIDER_TABLES } from './provider-schemas.ts';
import { flag, SALE_TABLES, vaultToken } from './sale-schemas.ts';

const text = z.string().max(200_000);
const textOrNull = text.nullable();
const time = z.iso.datetime({ precision: 3 });
const timeOrNull = time.nullable();
const count = z.int().min(0);
const id = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_\\w{1,80}$`), { error: `is no id of this kind: ${prefix}_…` });
const uuid = z.string().regex(/^[\da-f-]{36}$/, { error: 'is no UUID in lower case.' });
const json = text.refine(isJson, { error: 'is no JSON.' });
const STATUSES = [200, 201, 400, 404, 409] as const;
const chargeId = id('ch');
const sessionId = id('cs_test');

const DECLINES = [
  'generic_decline',
  'insufficient_funds',
  'lost_card',
  'stolen_card',
  'expired_card',
  'incorrect_cvc',
  'processing_error',
] as const;
const FATES = [
  'approve',
  'approve_later',
  'approve_slow_refund',
  'approve_failing_refund',
  'approve_transfer',
  ...DECLINES,
] as const;
const failure = z
  .enum([
    ...DECLINES,
    'authentication_failed',
    'authentication_canceled',
    'authentication_expired',
    'method_declined',
    'method_canceled',
    'method_expired',
  ])
  .nullable();
const transStatus = z.enum(['Y', 'A', 'C', 'D', 'N', 'R', 'U', 'I']);
const methodCompletion = z.enum(['Y', 'N', 'U']);

const PAYMENT_TABLES = {
  checkout_sessions: z.array(
    fields({
      id: sessionId,
      mode: z.literal('payment'),
      ui_mode: z.enum(UI_MODES),
      submit_type: z.enum(['pay', 'book', 'donate', 'subscribe']),
      status: z.enum(SESSION_STATUSES),
      payment_intent_id: id('pi'),
      currency: z.string().length(3),
      amount_subtotal: count,
      amount_total: count,
      after_completion: json,
      cancel_url: textOrNull,
      return_url: textOrNull,
      placed_by: json.nullable().default(null),
      page_return_url: textOrNull,
      locale: textOrNull,
      button_text: textOrNull,
      description: textOrNull,
      collect: json,
      customer_email: textOrNull,
      customer_name: textOrNull,
      customer_phone: textOrNull.default(null),
      metadata: json,
      api: z.enum(APIS).default('xpay'),
      capture_method: z.enum(['automatic', 'manual']).default('automatic'),
      payment_method_types: json.default('["card"]'),
      reference: textOrNull.default(null),
      webhook_url: textOrNull.default(null),
      auto_return_ms: count.nullable().default(null),
      extras: json.default('{}'),
      customer_id: id('cus').nullable().default(null),
      customer_creation: z.enum(['always', 'if_required']).default('if_required'),
      payment_link_id: id('plink').nullable().default(null),
      discounts: json.default('[]'),
      custom_fields: json.default('[]'),
      saved_cards: json.nullable().default(null),
      allow_promotion_codes: flag.default(0),
      client_secret: z
        .string()
        .regex(/^cs_test_\w{1,80}_secret_\w{32}$/, { error: 'is no client secret of a test session.' }),
      expires_at: time,
      ended_at: timeOrNull,
      created_at: time,
      updated_at: time,
      version: count,
    }).refine((row) => row.client_secret.startsWith(`${row.id}_secret_`), {
      path: ['client_secret'],
      error: 'is of another session.',
    }),
  ),
  line_items: z.array(
    fields({
      id: id('li'),
      session_id: sessionId,
      position: count,
      name: text,
      description: textOrNull,
      image_url: textOrNull,
      quantity: count,
      unit_amount: count,
      price_id: id('price').nullable().default(null),
      product_id: id('prod').nullable().default(null),
      minimum: count.nullable().default(null),
      maximum: count.nullable().default(null),
    }),
  ),
  payment_intents: z.array(
    fields({
      id: id('pi'),
      session_id: sessionId,
      status: z.enum(INTENT_STATUSES),
      amount: count,
      amount_received: count,
      amount_capturable: count.default(0),
      amount_refunded: count.default(0),
      currency: z.string().length(3),
      latest_charge_id: chargeId.nullable(),
      last_error_code: failure,
      canceled_at: timeOrNull,
      cancellation_reason: z.enum(CANCELLATION_REASONS).nullable().default(null),
      created_at: time,
      updated_at: time,
    }),
  ),
  charges: z.array(
    fields({
      id: chargeId,
      payment_intent_id: id('pi'),
      attempt: count,
      status: z.enum(['pending', 'authorized', 'succeeded', 'failed', 'canceled']),
      amount: count,
      amount_captured: count,
      amount_refunded: count.default(0),
      currency: z.string().length(3),
      failure_code: failure,
      method: z.enum(PAYMENT_METHODS).default('card'),
      card: json,
      plan: json.nullable().default(null),
      transfer: json.nullable().default(null),
      billing: json,
      shipping: json.nullable().default(null),
      look_at: timeOrNull,
      captured_at: timeOrNull,
      created_at: time,
      updated_at: time,
    }),
  ),
} as const;

const money = z.int();

const MONEY_TABLES = {
  refunds: z
    .array(
      fields({
        id: id('re'),
        session_id: sessionId,
        payment_intent_id: id('pi'),
        charge_id: chargeId,
        status: z.enum(['pending', 'succeeded', 'failed']),
        amount: count,
        currency: z.string().length(3),
        reason: z.enum(REFUND_REASONS).nullable(),
        description: textOrNull,
        metadata: json,
        failure_reason: z.enum(REFUND_FAILURES).nullable(),
        look_at: timeOrNull,
        created_at: time,
        updated_at: time,
      }),
    )
    .default([]),
  movements: z
    .array(
      fields({
        id: id('txn'),
        type: z.enum(MOVEMENT_TYPES),
        source_id: text,
        payment_intent_id: id('pi'),
        gross: money,
        fee: money,
        net: money,
        currency: z.string().length(3),
        available_at: time,
        created_at: time,
      }),
    )
    .default([]),
  ledger_entries: z
    .array(
      fields({
        id: id('le'),
        movement_id: id('txn'),
        account: z.enum(ACCOUNTS),
        amount: money,
        reverses_entry_id: textOrNull,
        created_at: time,
      }),
    )
    .default([]),
  acquirer_orders: z
    .array(
      fields({
        id: text,
        charge_id: chargeId,
        type: z.enum(['capture', 'release', 'refund']),
        amount: count,
        settles_at: timeOrNull,
        created_at: time,
      }),
    )
    .default([]),
} as const;

const BANK_TABLES = {
  authentications: z.array(
    fields({
      id: id('tds'),
      session_id: sessionId,
      charge_id: chargeId,
      kind: z.enum(['three_ds', 'approval']).default('three_ds'),
      state: z.enum([
        'method',
        'asking',
        'challenged',
        'decoupled',
        'passed',
        'failed',
        'canceled',
        'expired',
      ]),
      server_transaction_id: uuid,
      acs_transaction_id: z.union([uuid, orderId]).nullable(),
      ds_transaction_id: uuid.nullable(),
      account_reference: text,
      method_url: textOrNull,
      method_noted_at: timeOrNull,
      method_completion: methodCompletion.nullable(),
      browser: json,
      answer: transStatus.nullable(),
      result: transStatus.nullable(),
      proof: json.nullable(),
      acs_url: textOrNull,
      redirected_at: timeOrNull,
      challenge_noted_at: timeOrNull,
      cardholder_info: textOrNull,
      due_at: timeOrNull,
      expires_at: time,
      created_at: time,
      updated_at: time,
    }),
  ),
  authorizations: z.array(
    fields({
      charge_id: chargeId,
      fate: z.enum([...FATES, 'void', 'withhold_transfer', 'method_expired']),
      settles_at: timeOrNull,
      eci: textOrNull,
      created_at: time,
    }),
  ),
  ...PROVIDER_TABLES,
  prepared_cards: z.array(
    fields({
      charge_id: chargeId,
      fate: z.enum(FATES),
      saved_fate: z.enum(FATES).nullable().default(null),
      account_reference: textOrNull.default(null),
      created_at: time,
    }),
  ),
  vaulted_cards: z
    .array(
      fields({
        charge_id: chargeId,
        token: vaultToken,
        fate: z.enum(FATES),
        account_reference: textOrNull,
        created_at: time,
      }),
    )
    .default([]),
  bank_transactions: z.array(
    fields({
      acs_trans_id: uuid,
      ds_trans_id: uuid,
      server_trans_id: uuid,
      behavior: text,
      status: transStatus,
      state: z.enum(['answered', 'invited', 'asked', 'elsewhere', 'decided', 'reported']),
      result: z.enum(['Y', 'N']).nullable(),
      canceled: z.enum(['01', '03', '04', '05']).nullable(),
      wrong_codes: count,
      merchant_name: text,
      amount: count,
      currency: text,
      exponent: count,
      last4: z.string().regex(/^\d{4}$/),
      locale: text,
      notification_url: text,
      session_data: textOrNull,
      due_at: timeOrNull,
      created_at: time,
    }),
  ),
  bank_switches: z.array(fields({ session_id: sessionId, behavior: text })),
} as const;

const WEBHOOK_TABLES = {
  idempotency: z.array(
    fields({
      id: z
        .string()
        .max(2000)
        .regex(/^((xpay|cxpay|maxfi|payment_request) merch_\w+ test|client cs_test_\w+) /, {
          error: 'is no key of a test request.',
        }),
      fingerprint: text,
      state: z.enum(['in_progress', 'done']),
      charge_id: chargeId.nullable(),
      status: z
        .literal(STATUSES)
        .openapi({ enum: [...STATUSES] })
        .nullable(),
      body_sealed: textOrNull,
      expires_at: time,
      created_at: time,
    }),
  ),
  events: z.array(
    fields({
      id: id('evt'),
      type: text,
      object_id: text,
      payload: json,
      api: z.enum(APIS).default('xpay'),
      created_at: time,
    }),
  ),
  deliveries: z.array(
    fields({
      id: id('whd'),
      event_id: id('evt'),
      endpoint_id: id('we'),
      state: z.enum(['pending', 'delivered', 'failed']),
      attempts: count,
      next_attempt_at: timeOrNull,
      created_at: time,
    }),
  ),
  delivery_attempts: z.array(
    fields({
      id: id('wha'),
      delivery_id: id('whd'),
      attempted_at: time,
      status: z.int().nullable(),
      duration_ms: z.int(),
      error: textOrNull,
      response_excerpt: textOrNull,
    }),
  ),
} as const;

/** Every table, with what a row of it holds in an export. */
export const TABLES = {
  ...SALE_TABLES,
  ...PAYMENT_TABLES,
  ...MONEY_TABLES,
  ...BANK_TABLES,
  ...WEBHOOK_TABLES,
} as const;

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false; // The parser throws for what it cannot read.
  }
}
