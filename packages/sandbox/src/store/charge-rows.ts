// A charge as a row and back.

import type { Charge } from '../domain/charge.ts';
import type { Session } from '../domain/session.ts';
import { ownerRow } from './checkout-rows.ts';
import type { ChargesTable } from './checkout-tables.ts';
import { BILLING, CARD } from './json-columns.ts';

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
    amountRefunded: row.amount_refunded,
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
