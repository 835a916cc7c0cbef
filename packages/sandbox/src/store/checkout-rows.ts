// A checkout as rows and back: the only place that knows both the domain's names and the columns'.

import type { Charge } from '../domain/charge.ts';
import type { Intent } from '../domain/intent.ts';
import type { LineItem, Session } from '../domain/session.ts';
import { toFlag } from './flag.ts';
import { AFTER_COMPLETION, BILLING, CARD, COLLECT, METADATA } from './json-columns.ts';
import type { ChargesTable, CheckoutSessionsTable, LineItemsTable, PaymentIntentsTable } from './tables.ts';

type Owner = Pick<Session, 'merchantId' | 'livemode'>;

export function sessionRow(session: Session, intentId: string): CheckoutSessionsTable {
  return {
    id: session.id,
    merchant_id: session.merchantId,
    livemode: toFlag(session.livemode),
    mode: session.mode,
    ui_mode: session.uiMode,
    submit_type: session.submitType,
    status: session.status,
    payment_intent_id: intentId,
    currency: session.currency,
    amount_subtotal: session.amountTotal,
    amount_total: session.amountTotal,
    after_completion: JSON.stringify(session.afterCompletion),
    cancel_url: session.cancelUrl,
    return_url: session.returnUrl,
    page_return_url: session.pageReturnUrl,
    locale: session.locale,
    button_text: session.buttonText,
    description: session.description,
    collect: JSON.stringify(session.collect),
    customer_email: session.customer.email,
    customer_name: session.customer.name,
    metadata: JSON.stringify(session.metadata),
    client_secret_hash: session.clientSecretHash,
    client_secret_sealed: session.clientSecretSealed,
    expires_at: session.expiresAt,
    ended_at: session.endedAt,
    created_at: session.createdAt,
    updated_at: session.updatedAt,
    version: session.version,
  };
}

export function toSession(row: CheckoutSessionsTable, lineItems: readonly LineItemsTable[]): Session {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    mode: row.mode,
    uiMode: row.ui_mode,
    submitType: row.submit_type,
    status: row.status,
    currency: row.currency,
    amountTotal: row.amount_total,
    lineItems: lineItems.map(toLineItem),
    afterCompletion: AFTER_COMPLETION.parse(JSON.parse(row.after_completion)),
    cancelUrl: row.cancel_url,
    returnUrl: row.return_url,
    pageReturnUrl: row.page_return_url,
    locale: row.locale,
    buttonText: row.button_text,
    description: row.description,
    collect: COLLECT.parse(JSON.parse(row.collect)),
    customer: { email: row.customer_email, name: row.customer_name },
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    clientSecretHash: row.client_secret_hash,
    clientSecretSealed: row.client_secret_sealed,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export function lineItemRow(item: LineItem, sessionId: string, position: number): LineItemsTable {
  return {
    id: item.id,
    session_id: sessionId,
    position,
    name: item.name,
    description: item.description,
    image_url: item.imageUrl,
    quantity: item.quantity,
    unit_amount: item.unitAmount,
  };
}

function toLineItem(row: LineItemsTable): LineItem {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    imageUrl: row.image_url,
    quantity: row.quantity,
    unitAmount: row.unit_amount,
  };
}

export function intentRow(intent: Intent, session: Session): PaymentIntentsTable {
  return {
    id: intent.id,
    ...ownerRow(session),
    session_id: session.id,
    status: intent.status,
    amount: intent.amount,
    amount_received: intent.amountReceived,
    currency: intent.currency,
    latest_charge_id: intent.latestChargeId,
    last_error_code: intent.lastError,
    canceled_at: intent.canceledAt,
    created_at: intent.createdAt,
    updated_at: intent.updatedAt,
  };
}

export function toIntent(row: PaymentIntentsTable): Intent {
  return {
    id: row.id,
    status: row.status,
    amount: row.amount,
    amountReceived: row.amount_received,
    currency: row.currency,
    latestChargeId: row.latest_charge_id,
    lastError: row.last_error_code,
    canceledAt: row.canceled_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function chargeRow(charge: Charge, session: Session): ChargesTable {
  return {
    id: charge.id,
    ...ownerRow(session),
    payment_intent_id: charge.intentId,
    attempt: charge.attempt,
    status: charge.status,
    amount: charge.amount,
    amount_captured: charge.amountCaptured,
    currency: charge.currency,
    failure_code: charge.failureCode,
    card: JSON.stringify(charge.card),
    billing: JSON.stringify(charge.billing),
    look_at: charge.lookAt,
    captured_at: charge.capturedAt,
    created_at: charge.createdAt,
    updated_at: charge.updatedAt,
  };
}

export function toCharge(row: ChargesTable): Charge {
  return {
    id: row.id,
    intentId: row.payment_intent_id,
    attempt: row.attempt,
    status: row.status,
    amount: row.amount,
    amountCaptured: row.amount_captured,
    currency: row.currency,
    failureCode: row.failure_code,
    card: CARD.parse(JSON.parse(row.card)),
    billing: BILLING.parse(JSON.parse(row.billing)),
    lookAt: row.look_at,
    capturedAt: row.captured_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

function ownerRow({ merchantId, livemode }: Owner) {
  return { merchant_id: merchantId, livemode: toFlag(livemode) };
}
