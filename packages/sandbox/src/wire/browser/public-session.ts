// What a browser may see of a session: built from nothing, field by field, so that what is not named here never leaves.

import type { PublicCard, PublicDeclineCode, PublicIntent, PublicSession } from '@xpay/protocol/api';
import { exponentOf } from '@xpay/protocol/currencies';
import { sheetIdentifier } from '../../bank/sheet.ts';
import type { DeclineCode } from '../../domain/cards.ts';
import type { Charge } from '../../domain/charge.ts';
import type { Checkout } from '../../domain/checkout.ts';
import type { Instant } from '../../domain/clock.ts';
import { discountOf, subtotalOf } from '../../domain/discount.ts';
import { paymentStatusOf } from '../../domain/intent.ts';
import { offeredBy, type SavedCard, toPublicSavedCard } from '../../domain/saved-cards.ts';
import type { Session } from '../../domain/session.ts';
import { type PictureSigner, pictureAddress } from '../../pictures/address.ts';
import type { Settings } from '../../settings.ts';
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

export interface PublicDeps extends NextActionDeps, PictureSigner {
  readonly settings: Pick<Settings, 'threedsOrigin' | 'checkoutOrigin' | 'bankOrigin'>;
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
    paymentStatus: paymentStatusOf(session, checkout.intent),
    // Whose the button is, decides the page that mounts it.
    uiMode: session.uiMode === 'hosted' ? 'hosted' : 'embedded',
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
      imageUrl: pictureAddress(item.imageUrl, deps),
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
    ...toTestSheet(session, deps),
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

/** A sheet to try Apple Pay and Google Pay with: in test mode it is asked for beside theirs. */
function toTestSheet(
  { livemode, paymentMethodTypes }: Session,
  { settings }: Pick<PublicDeps, 'settings'>,
): Pick<PublicSession, 'testSheet'> {
  const isSheet = paymentMethodTypes.some((type) => type === 'apple_pay' || type === 'google_pay');
  return livemode || !isSheet ? {} : { testSheet: sheetIdentifier(settings) };
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

/** A session stays complete when its held money is let go; its buyer is told that nothing was paid. */
export function statusOf({ session, intent }: Checkout): PublicSession['status'] {
  return intent.status === 'canceled' ? 'canceled' : session.status;
}

export function toPublicCard({ card }: Charge): PublicCard | null {
  return card === null ? null : { brand: card.brand, last4: card.last4 };
}

function toPublicIntent(checkout: Checkout, deps: NextActionDeps): PublicIntent {
  const { session, intent, charges, authentication } = checkout;
  // An attempt that failed before discounts left nothing to pay has nothing to do with the order.
  const latest = session.placedBy === null ? charges.at(-1) : undefined;
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
