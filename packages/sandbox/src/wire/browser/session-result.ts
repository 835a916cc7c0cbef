// What became of a session, in few words: where its buyer goes, and what is on their receipt.

import type { SessionResult } from '@xpay/protocol/api';
import type { Checkout } from '../../domain/checkout.ts';
import type { PlacedBy } from '../../domain/contact.ts';
import { paymentStatusOf } from '../../domain/intent.ts';
import { shopAddressOf } from '../../domain/return-address.ts';
import type { Session } from '../../domain/session.ts';
import { statusOf, toPublicCard } from './public-session.ts';

/** Where the buyer goes and what they keep. The return address is told only once it is earned. */
export function toSessionResult(checkout: Checkout): SessionResult {
  const { session, intent, charges } = checkout;
  if (session.placedBy !== null) return toFreeResult(checkout, session.placedBy);
  const paid = charges.find(({ status }) => status === 'succeeded' || status === 'authorized');
  return {
    ...endOf(checkout),
    message: paid === undefined ? null : messageOf(session),
    receipt:
      paid === undefined
        ? null
        : {
            // What is only held may still be captured in part: the buyer has agreed to all of it.
            amount: paid.status === 'authorized' ? paid.amount : paid.amountCaptured,
            currency: paid.currency,
            card: toPublicCard(paid),
            email: paid.billing.email ?? session.customer.email,
            reference: intent.id,
            paidAt: paid.capturedAt ?? paid.createdAt,
          },
  };
}

/** Nothing was paid, and the buyer has something to quote all the same. */
function toFreeResult(checkout: Checkout, { billing }: PlacedBy): SessionResult {
  const { session } = checkout;
  const { id: reference, currency, endedAt, updatedAt } = session;
  return {
    ...endOf(checkout),
    message: messageOf(session),
    receipt: {
      amount: 0,
      currency,
      card: null,
      email: billing.email,
      reference,
      paidAt: endedAt ?? updatedAt,
    },
  };
}

function endOf(checkout: Checkout): Pick<SessionResult, 'status' | 'paymentStatus' | 'redirectTo'> {
  const { session, intent } = checkout;
  return {
    status: session.status,
    paymentStatus: paymentStatusOf(session, intent),
    redirectTo: redirectOf(checkout),
  };
}

/** A hosted session returns to the shop; an embedded one is on its page already, and one that confirms itself stays. */
function redirectOf(checkout: Checkout): string | null {
  const { uiMode, afterCompletion } = checkout.session;
  const status = statusOf(checkout);
  if (uiMode !== 'hosted' || status === 'open') return null;
  return status === 'complete' && afterCompletion.type !== 'redirect' ? null : shopAddressOf(checkout);
}

function messageOf({ afterCompletion }: Session): string | null {
  if (afterCompletion.type === 'redirect') return null;
  return afterCompletion.hostedConfirmation?.customMessage ?? null;
}
