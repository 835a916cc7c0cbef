// What a browser may see of a session: built from nothing, field by field, so that what is not named here never leaves.

import type {
  PublicCard,
  PublicDeclineCode,
  PublicIntent,
  PublicSession,
  SessionResult,
} from '@xpay/protocol/api';
import { exponentOf } from '@xpay/protocol/currencies';
import type { DeclineCode } from '../../domain/cards.ts';
import type { Charge } from '../../domain/charge.ts';
import type { Checkout } from '../../domain/checkout.ts';
import type { Instant } from '../../domain/clock.ts';
import { discountOf, subtotalOf } from '../../domain/discount.ts';
import { shopAddressOf } from '../../domain/return-address.ts';
import { offeredBy, type SavedCard, toPublicSavedCard } from '../../domain/saved-cards.ts';
import { paymentStatusOf, type Session } from '../../domain/session.ts';
import type { Merchant } from '../../store/merchants.ts';
import { type NextActionDeps, toNextAction } from './next-action.ts';
import { offeredIn } from './offered.ts';

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
  method_declined: 'method_declined',
  method_canceled: 'method_canceled',
  method_expired: 'method_expired',
};

export interface PublicDeps extends NextActionDeps {
  readonly merchant: Merchant;
  /** Whether the sandbox was told to fail in this session. */
  readonly isFaulty: (session: Session) => boolean;
  /** Those that the session offers (store/saved-cards.ts, `findOfferedCards`). */
  readonly savedCards: readonly SavedCard[];
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
      ...(item.adjustable === undefined ? {} : { adjustable: item.adjustable }),
    })),
    description: session.description,
    merchant: { displayName: merchant.displayName, supportUrl: merchant.supportUrl },
    locale: session.locale,
    buttonText: session.buttonText,
    ...toOrder(session),
    ...toSavedCards(session, deps.savedCards),
    paymentMethodTypes: offeredIn(session, merchant),
    collect: {
      name: session.collect.name,
      email: session.collect.email,
      // Part of the address.
      postalCode: session.collect.postalCode && !session.collect.billingAddress,
    },
    customer: { email: session.customer.email, name: session.customer.name },
    ...toContact(session),
    expiresAt: session.expiresAt,
    serverTime: now.toISOString(),
    cancelUrlPresent: session.cancelUrl !== null,
    autoReturnMs: session.autoReturnMs,
    intent: toPublicIntent(checkout, deps),
    version: session.version,
    ...(deps.isFaulty(session) ? { faults: true } : {}),
  };
}

function toContact({ collect, customer }: Session): Pick<PublicSession, 'contact'> {
  const { phone, billingAddress, shippingAddress, shippingCountries } = collect;
  if (!phone && !billingAddress && !shippingAddress) return {};
  const prefill = { phone: phone ? customer.phone : null };
  return { contact: { phone, billingAddress, shippingAddress, shippingCountries, prefill } };
}

/** What the buyer may decide about the order, and is asked about it. */
function toOrder({
  customFields,
  discounts,
  allowPromotionCodes,
}: Session): Pick<PublicSession, 'customFields' | 'discounts' | 'allowPromotionCodes'> {
  const shown = discounts.map(({ id, code, name, amount }) => ({ id, code, name, amount }));
  return {
    ...(customFields.length === 0 ? {} : { customFields }),
    ...(shown.length === 0 ? {} : { discounts: shown }),
    ...(allowPromotionCodes ? { allowPromotionCodes } : {}),
  };
}

/** Only to the customer that the merchant's server named: a client secret alone says nothing of who holds it. */
function toSavedCards(
  session: Session,
  cards: readonly SavedCard[],
): Pick<PublicSession, 'savedCards' | 'offerToSaveCard'> {
  const offered = offeredBy(session);
  if (offered === null) return {};
  const savedCards = cards.map((card) => toPublicSavedCard(card, offered.terms));
  return { ...(savedCards.length === 0 ? {} : { savedCards }), offerToSaveCard: true };
}

/** Where the buyer goes and what they keep. The return address is told only once it is earned. */
export function toSessionResult(checkout: Checkout): SessionResult {
  const { session, intent, charges } = checkout;
  const paid = charges.find(({ status }) => status === 'succeeded' || status === 'authorized');
  return {
    status: session.status,
    paymentStatus: paymentStatusOf(intent),
    redirectTo: redirectOf(checkout),
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

/** A session stays complete when its held money is let go; its buyer is told that nothing was paid. */
function statusOf({ session, intent }: Checkout): PublicSession['status'] {
  return intent.status === 'canceled' ? 'canceled' : session.status;
}

function toPublicCard({ card }: Charge): PublicCard | null {
  return card === null ? null : { brand: card.brand, last4: card.last4 };
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
    card: latest === undefined ? null : toPublicCard(latest),
    ...(latest === undefined || latest.method === 'card' ? {} : { method: latest.method }),
    ...(intent.status !== 'processing' || latest?.transfer == null ? {} : { instructions: latest.transfer }),
    nextAction: toNextAction(checkout, deps),
    cardholderInfo: authentication?.cardholderInfo ?? null,
  };
}

/** A hosted session returns to the shop; an embedded one is on its page already, and one that confirms itself stays. */
function redirectOf(checkout: Checkout): string | null {
  const { uiMode, afterCompletion } = checkout.session;
  const status = statusOf(checkout);
  if (uiMode === 'embedded' || status === 'open') return null;
  return status === 'complete' && afterCompletion.type !== 'redirect' ? null : shopAddressOf(checkout);
}

function messageOf({ afterCompletion }: Session): string | null {
  if (afterCompletion.type === 'redirect') return null;
  return afterCompletion.hostedConfirmation?.customMessage ?? null;
}
