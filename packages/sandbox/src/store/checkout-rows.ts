// A checkout as rows and back: the only place that knows both the domain's names and the columns'.

import { subtotalOf } from '../domain/discount.ts';
import type { Intent } from '../domain/intent.ts';
import type { LineItem, Session } from '../domain/session.ts';
import type { CheckoutSessionsTable, LineItemsTable, PaymentIntentsTable } from './checkout-tables.ts';
import { toFlag } from './flag.ts';
import {
  AFTER_COMPLETION,
  ASKED_FIELDS,
  COLLECT,
  DISCOUNTS,
  EXTRAS,
  METADATA,
  METHODS,
  PLACED_BY,
  SAVED_CARDS,
} from './json-columns.ts';

type Owner = Pick<Session, 'merchantId' | 'livemode'>;

export function sessionRow(session: Session, intentId: string): Omit<CheckoutSessionsTable, 'sequence'> {
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
    amount_subtotal: subtotalOf(session),
    amount_total: session.amountTotal,
    after_completion: JSON.stringify(session.afterCompletion),
    cancel_url: session.cancelUrl,
    return_url: session.returnUrl,
    placed_by: session.placedBy === null ? null : JSON.stringify(session.placedBy),
    page_return_url: session.pageReturnUrl,
    locale: session.locale,
    button_text: session.buttonText,
    description: session.description,
    collect: JSON.stringify(session.collect),
    customer_email: session.customer.email,
    customer_name: session.customer.name,
    customer_phone: session.customer.phone,
    metadata: JSON.stringify(session.metadata),
    api: session.api,
    capture_method: session.captureMethod,
    payment_method_types: JSON.stringify(session.paymentMethodTypes),
    reference: session.reference,
    webhook_url: session.webhookUrl,
    auto_return_ms: session.autoReturnMs,
    extras: JSON.stringify(session.extras),
    customer_id: session.customerId,
    customer_creation: session.customerCreation,
    payment_link_id: session.paymentLinkId,
    discounts: JSON.stringify(session.discounts),
    custom_fields: JSON.stringify(session.customFields),
    allow_promotion_codes: toFlag(session.allowPromotionCodes),
    saved_cards: session.savedCards === null ? null : JSON.stringify(session.savedCards),
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
    placedBy: row.placed_by === null ? null : PLACED_BY.parse(JSON.parse(row.placed_by)),
    pageReturnUrl: row.page_return_url,
    locale: row.locale,
    buttonText: row.button_text,
    description: row.description,
    collect: COLLECT.parse(JSON.parse(row.collect)),
    customer: { email: row.customer_email, name: row.customer_name, phone: row.customer_phone },
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    api: row.api,
    captureMethod: row.capture_method,
    paymentMethodTypes: METHODS.parse(JSON.parse(row.payment_method_types)),
    reference: row.reference,
    webhookUrl: row.webhook_url,
    autoReturnMs: row.auto_return_ms,
    extras: EXTRAS.parse(JSON.parse(row.extras)),
    customerId: row.customer_id,
    customerCreation: row.customer_creation,
    paymentLinkId: row.payment_link_id,
    discounts: DISCOUNTS.parse(JSON.parse(row.discounts)),
    customFields: ASKED_FIELDS.parse(JSON.parse(row.custom_fields)),
    allowPromotionCodes: row.allow_promotion_codes === 1,
    savedCards: row.saved_cards === null ? null : SAVED_CARDS.parse(JSON.parse(row.saved_cards)),
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
    price_id: item.price?.id ?? null,
    product_id: item.price?.productId ?? null,
    minimum: item.adjustable?.minimum ?? null,
    maximum: item.adjustable?.maximum ?? null,
  };
}

function toLineItem(row: LineItemsTable): LineItem {
  const { price_id: priceId, product_id: productId, minimum, maximum } = row;
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    imageUrl: row.image_url,
    quantity: row.quantity,
    unitAmount: row.unit_amount,
    ...(priceId === null || productId === null ? {} : { price: { id: priceId, productId } }),
    ...(minimum === null || maximum === null ? {} : { adjustable: { minimum, maximum } }),
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
    amount_capturable: intent.amountCapturable,
    amount_refunded: intent.amountRefunded,
    currency: intent.currency,
    latest_charge_id: intent.latestChargeId,
    last_error_code: intent.lastError,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason,
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
    amountCapturable: row.amount_capturable,
    amountRefunded: row.amount_refunded,
    currency: row.currency,
    latestChargeId: row.latest_charge_id,
    lastError: row.last_error_code,
    canceledAt: row.canceled_at,
    cancellationReason: row.cancellation_reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Whose a row is. */
export function ownerRow({ merchantId, livemode }: Owner) {
  return { merchant_id: merchantId, livemode: toFlag(livemode) };
}
