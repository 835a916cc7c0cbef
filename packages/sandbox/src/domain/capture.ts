// What becomes of an intent that the merchant decides about: its held money is captured once, or let go; or it is cancelled.

import { CHARGE_EDGES, type Charge } from './charge.ts';
import { type Checkout, changed, type EventName, giveUpAttempt, type Result } from './checkout.ts';
import type { Instant } from './clock.ts';
import { type CancellationReason, moveIntent } from './intent.ts';
import { chargeMovement } from './ledger.ts';
import { endSession } from './session.ts';

/** Takes held money: all of it, or `amount` of it, and the rest goes back to the card. Once: a second capture is refused. */
export function capture(checkout: Checkout, amount: number | undefined, now: Instant): Result {
  const { intent } = checkout;
  const moved = moveIntent(intent, 'capture', now);
  if ('problem' in moved) return moved;
  const taken = amount ?? intent.amountCapturable;
  if (taken < 1 || taken > intent.amountCapturable) {
    return {
      problem: {
        code: 'invalid_request',
        message: `got ${taken}, expected 1 to ${intent.amountCapturable}: that is what the bank holds.`,
        param: 'amount',
      },
    };
  }
  const charge: Charge = {
    ...heldCharge(checkout),
    status: CHARGE_EDGES.captured.to,
    amountCaptured: taken,
    lookAt: null,
    capturedAt: now.toISOString(),
    updatedAt: now.toISOString(),
  };
  const parts = {
    intent: { ...moved.intent, amountReceived: taken, amountCapturable: 0 },
    charges: replaced(checkout, charge),
  };
  const events = ['charge_captured', 'charge_succeeded', 'intent_succeeded'] as const;
  return { ...changed(checkout, parts, events, now), movements: [chargeMovement(charge)] };
}

/** Ends an intent that nobody has paid, or lets its held money go. Refused while a bank is about to answer. */
export function cancelIntent(checkout: Checkout, reason: CancellationReason | null, now: Instant): Result {
  const { session, intent } = checkout;
  const moved = moveIntent(intent, 'cancel', now);
  if ('problem' in moved) return moved;
  const canceled = {
    ...moved.intent,
    amountCapturable: 0,
    canceledAt: now.toISOString(),
    cancellationReason: reason,
  };
  if (intent.status === 'requires_capture') {
    // The buyer has done their part: the session stays complete, and unpaid.
    return changed(
      checkout,
      { intent: canceled, charges: released(checkout, now) },
      ['intent_canceled'],
      now,
    );
  }
  const given = intent.status === 'requires_action' ? giveUpAttempt(checkout, 'cancel', now) : { events: [] };
  const { events: told, ...parts } = given;
  const events: readonly EventName[] = [...told, 'intent_canceled', 'session_canceled'];
  const ended = endSession(session, 'canceled', now);
  return changed(checkout, { ...parts, intent: canceled, session: ended }, events, now);
}

/** Lets go of money that nobody captured in time; null while there is none, or time is left. */
export function lapseHold(checkout: Checkout, now: Instant): Result | null {
  if (checkout.intent.status !== 'requires_capture') return null;
  const { lookAt } = heldCharge(checkout);
  if (lookAt === null || lookAt > now.toISOString()) return null;
  return cancelIntent(checkout, 'authorization_expired', now);
}

/** The charge whose money a bank holds. @throws when there is none: an intent that requires capture has one. */
export function heldCharge({ charges, intent }: Pick<Checkout, 'charges' | 'intent'>): Charge {
  const held = charges.find(({ status }) => status === 'authorized');
  if (held === undefined) throw new Error(`${intent.id} has no charge that is held.`);
  return held;
}

function released(checkout: Checkout, now: Instant): readonly Charge[] {
  const status = CHARGE_EDGES.released.to;
  return replaced(checkout, { ...heldCharge(checkout), status, lookAt: null, updatedAt: now.toISOString() });
}

function replaced({ charges }: Checkout, charge: Charge): readonly Charge[] {
  return charges.map((other) => (other.id === charge.id ? charge : other));
}
