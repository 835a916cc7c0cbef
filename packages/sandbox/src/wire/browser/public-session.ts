// What a browser may see of a session: built from nothing, field by field, so that what is not named here never leaves.

import type { PublicDeclineCode, PublicIntent, PublicSession, SessionResult } from '@xpay/protocol/api';
import { exponentOf } from '@xpay/protocol/currencies';
import type { DeclineCode } from '../../domain/cards.ts';
import type { Checkout } from '../../domain/checkout.ts';
import type { Instant } from '../../domain/clock.ts';
import { discountOf, subtotalOf } from '../../domain/discount.ts';
import { fillIn } from '../../domain/return-address.ts';
import { paymentStatusOf, type Session } from '../../domain/session.ts';
import type { Merchant } from '../../store/merchants.ts';
import { type NextActionDeps, toNextAction } from './next-action.ts';

/** Lost, stolen and unexplained are one answer: a thief must not learn which. */
const PUBLIC_DECLINES: Readonly<Record<DeclineCode, PublicDeclineCode>> = {
  generic_decline: 'card_declined',
  lost_card: 'card_declined',
  stolen_card: 'card_declined',
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_cvc: 'incorrect_cvc',
  processing_error: 'processing_error',
  authentication_failed: 'authentication_failed',
  authentication_canceled: 'authentication_canceled',
  authentication_expired: 'authentication_expired',
};

export interface PublicDeps extends NextActionDeps {
  readonly merchant: Merchant;
  /** Whether the sandbox was told to fail in this session. */
  readonly isFaulty: (session: Session) => boolean;
}

/** The one answer of every `/v1/client/session` call. */
export function toPublicSession(checkout: Checkout, deps: PublicDeps, now: Instant): PublicSession {
  const { session } = checkout;
  const { merchant } = deps;
  return {
    id: session.id,
    object: 'checkout.session',
    livemode: session.livemode,
    status: statusOf(checkout),
    paymentStatus: paymentStatusOf(checkout.intent),
    uiMode: session.uiMode,
    submitType: session.submitType,
    currency: session.currency,
    exponent: exponentOf(session.currency) ?? 2,
    amountSubtotal: subtotalOf(session),
    amountDiscount: discountOf(session),
    amountTax: 0,
    amountTotal: session.amountTotal,
    lineItems: session.lineItems.map((item) => ({
      id: item.id,
      name: item.name,
      description: item.description,
      imageUrl: item.imageUrl,
      quantity: item.quantity,
      unitAmount: item.unitAmount,
      amount: item.quantity * item.unitAmount,
    })),
    description: session.description,
    merchant: { displayName: merchant.displayName, supportUrl: merchant.supportUrl },
    locale: session.locale,
    buttonText: session.buttonText,
    paymentMethodTypes: ['card'],
    collect: {
      name: session.collect.name,
      email: session.collect.email,
      postalCode: session.collect.postalCode,
    },
    customer: { email: session.customer.email, name: session.customer.name },
    expiresAt: session.expiresAt,
    serverTime: now.toISOString(),
    cancelUrlPresent: session.cancelUrl !== null,
    autoReturnMs: session.autoReturnMs,
    intent: toPublicIntent(checkout, deps),
    version: session.version,
    ...(deps.isFaulty(session) ? { faults: true } : {}),
  };
}

/** Where the buyer goes and what they keep. The return address is told only once it is earned. */
export function toSessionResult({ session, intent, charges }: Checkout): SessionResult {
  const paid = charges.find(({ status }) => status === 'succeeded' || status === 'authorized');
  return {
    status: session.status,
    paymentStatus: paymentStatusOf(intent),
    redirectTo: redirectOf(session),
    receipt:
      paid === undefined
        ? null
        : {
            // What is only held may still be captured in part: the buyer has agreed to all of it.
            amount: paid.status === 'authorized' ? paid.amount : paid.amountCaptured,
            currency: paid.currency,
            card: { brand: paid.card.brand, last4: paid.card.last4 },
            email: session.customer.email,
            reference: intent.id,
          },
  };
}

/** A session stays complete when its held money is let go; its buyer is told that nothing was paid. */
function statusOf({ session, intent }: Checkout): PublicSession['status'] {
  return intent.status === 'canceled' ? 'canceled' : session.status;
}

function toPublicIntent(checkout: Checkout, deps: NextActionDeps): PublicIntent {
  const { intent, charges, authentication } = checkout;
  const latest = charges.at(-1);
  return {
    id: intent.id,
    object: 'payment_intent',
    status: intent.status,
    amount: intent.amount,
    currency: intent.currency,
    lastError: intent.lastError === null ? null : { declineCode: PUBLIC_DECLINES[intent.lastError] },
    card: latest === undefined ? null : { brand: latest.card.brand, last4: latest.card.last4 },
    nextAction: toNextAction(checkout, deps),
    cardholderInfo: authentication?.cardholderInfo ?? null,
  };
}

/** A hosted session returns to the shop; an embedded one is on its page already. */
function redirectOf({ id, uiMode, status, afterCompletion, cancelUrl }: Session): string | null {
  if (uiMode === 'embedded' || status === 'open') return null;
  if (status !== 'complete') return cancelUrl;
  if (afterCompletion.type !== 'redirect') return null;
  return fillIn(afterCompletion.redirect.url, id);
}
