// A charge as a row and back.

import type { Charge } from '../domain/charge.ts';
import type { Session } from '../domain/session.ts';
import { ownerRow } from './checkout-rows.ts';
import type { ChargesTable } from './checkout-tables.ts';
import { BILLING, CARD, PLAN, SHIPPING, TRANSFER } from './json-columns.ts';

export function chargeRow(charge: Charge, session: Session): ChargesTable {
  return {
    id: charge.id,
    ...ownerRow(session),
    payment_intent_id: charge.intentId,
    attempt: charge.attempt,
    status: charge.status,
    amount: charge.amount,
    amount_captured: charge.amountCaptured,
    amount_refunded: charge.amountRefunded,
    currency: charge.currency,
    failure_code: charge.failureCode,
    method: charge.method,
    card: JSON.stringify(charge.card),
    plan: charge.plan === null ? null : JSON.stringify(charge.plan),
    transfer: charge.transfer === null ? null : JSON.stringify(charge.transfer),
    billing: JSON.stringify(charge.billing),
    shipping: charge.shipping === null ? null : JSON.stringify(charge.shipping),
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
    amountRefunded: row.amount_refunded,
    currency: row.currency,
    failureCode: row.failure_code,
    method: row.method,
    card: CARD.nullable().parse(JSON.parse(row.card)),
    plan: row.plan === null ? null : PLAN.parse(JSON.parse(row.plan)),
    transfer: row.transfer === null ? null : TRANSFER.parse(JSON.parse(row.transfer)),
    billing: BILLING.parse(JSON.parse(row.billing)),
    shipping: row.shipping === null ? null : SHIPPING.parse(JSON.parse(row.shipping)),
    lookAt: row.look_at,
    capturedAt: row.captured_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
