// The payment API as a browser sees it: what `/v1/client/*` answers and accepts. An allow-list, not the server's rows.

import type { BillingInput, ContactFields, ShippingInput } from './contact.ts';
import type { BrowserInfo, NextAction } from './next-action.ts';
import type { PublicCustomField, PublicDiscount } from './order.ts';
import type { ConfirmMeans, PaymentInstructions, PublicSavedCard } from './payment-methods.ts';

export const SESSION_STATUSES = ['open', 'complete', 'expired', 'canceled'] as const;
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const PAYMENT_STATUSES = ['unpaid', 'paid', 'no_payment_required'] as const;
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

export const INTENT_STATUSES = [
  'requires_payment_method',
  'requires_action',
  'processing',
  'requires_capture',
  'succeeded',
  'failed',
  'canceled',
  'expired',
] as const;
export type IntentStatus = (typeof INTENT_STATUSES)[number];

export type SubmitType = 'pay' | 'subscribe' | 'book' | 'donate';

/** Why a bank said no, as far as a buyer may know: lost, stolen and fraud are all `card_declined`. */
export type PublicDeclineCode =
  | 'card_declined'
  | 'insufficient_funds'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error'
  | 'authentication_failed' // The bank's own check said no, or could not be made.
  | 'authentication_canceled' // The buyer closed the bank's check.
  | 'authentication_expired' // Nobody answered the bank's check in its time.
  | 'method_declined' // A wallet or a lender said no.
  | 'method_canceled' // The buyer left the page of a wallet or a lender.
  | 'method_expired'; // Nobody approved, or no transfer came, in its time.

export interface PublicLineItem {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly imageUrl: string | null;
  readonly quantity: number;
  /** Minor units, one piece. */
  readonly unitAmount: number;
  /** Minor units, all pieces. */
  readonly amount: number;
  /** How many the buyer may take; absent when they may not choose. */
  readonly adjustable?: { readonly minimum: number; readonly maximum: number };
}

export interface PublicMerchant {
  readonly displayName: string;
  readonly supportUrl: string | null;
}

export interface PublicCard {
  readonly brand: string;
  readonly last4: string;
}

export interface PublicIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly status: IntentStatus;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** The last refused attempt; null before one and after a success. */
  readonly lastError: { readonly declineCode: PublicDeclineCode } | null;
  /** The card of the latest attempt; null before one, and where it was none. */
  readonly card: PublicCard | null;
  /** What the latest attempt pays with, of `PAYMENT_METHODS`, where that is no card. A newer server may know more. */
  readonly method?: string;
  /** How the buyer sends the money themselves; only while such a payment is `processing`. */
  readonly instructions?: PaymentInstructions;
  /** Only while the status is `requires_action`. */
  readonly nextAction: NextAction | null;
  /** The bank's own words about the latest attempt, to be shown as text (EMV 3DS 2.2, `cardholderInfo`). */
  readonly cardholderInfo: string | null;
}

/** What may be asked of the buyer besides the card. */
export interface CollectedFields {
  readonly name: boolean;
  readonly email: boolean;
  readonly postalCode: boolean;
}

/** The one answer of every `/v1/client/session` call. */
export interface PublicSession {
  readonly id: string;
  readonly object: 'checkout.session';
  readonly livemode: boolean;
  readonly status: SessionStatus;
  readonly paymentStatus: PaymentStatus;
  readonly uiMode: 'embedded' | 'hosted';
  readonly submitType: SubmitType;
  /** ISO 4217, upper case. */
  readonly currency: string;
  /** Digits after the decimal mark, ISO 4217: 0, 2, 3 or 4. */
  readonly exponent: number;
  readonly amountSubtotal: number;
  readonly amountDiscount: number;
  readonly amountTax: number;
  readonly amountTotal: number;
  readonly lineItems: readonly PublicLineItem[];
  readonly description: string | null;
  readonly merchant: PublicMerchant;
  /** BCP 47, or null when the session leaves it to the browser. */
  readonly locale: string | null;
  readonly buttonText: string | null;
  /** What the buyer may pay with, of `PAYMENT_METHODS`, in the order in which it is offered. */
  readonly paymentMethodTypes: readonly string[];
  readonly collect: CollectedFields;
  readonly customer: { readonly email: string | null; readonly name: string | null };
  /** Absent when none of it is asked for. */
  readonly contact?: ContactFields;
  /** Cards that the merchant's customer has kept, the one used last first; absent when there are none. */
  readonly savedCards?: readonly PublicSavedCard[];
  /** The buyer is asked if their card may be kept. */
  readonly offerToSaveCard?: boolean;
  /** Absent when there are none. */
  readonly customFields?: readonly PublicCustomField[];
  /** What was taken off, in the order in which it was; absent when nothing was. */
  readonly discounts?: readonly PublicDiscount[];
  /** The buyer may enter promotion codes. */
  readonly allowPromotionCodes?: boolean;
  /** RFC 3339, server time. */
  readonly expiresAt: string;
  /** RFC 3339, when this answer was made. Compare `expiresAt` with this, never with the buyer's clock. */
  readonly serverTime: string;
  readonly cancelUrlPresent: boolean;
  readonly autoReturnMs: number | null;
  readonly intent: PublicIntent;
  /** Grows with every change on the server: of two answers the higher version is the later truth. */
  readonly version: number;
  /** Test mode only: identifier (W3C Payment Method Identifiers) of a sheet to try Apple Pay and Google Pay with. */
  readonly testSheet?: string;
  /** Test mode only: true while the sandbox was told to fail in this session, so that nobody is fooled by it. */
  readonly faults?: boolean;
}

/** Body of `POST /v1/client/session/confirm`; its `Idempotency-Key` header is the attempt id. */
export interface ConfirmRequest {
  /** Minor units the buyer was shown. Another total on the server answers 409 `amount_changed`. */
  readonly expectedAmount: number;
  /** Without it the bank decides without knowing the browser. */
  readonly browser?: BrowserInfo;
  /**
   * Where a bank's page of its own leads back to, for a session that has no `returnUrl`; with one, it is ignored. Its
   * origin must be one that may embed the merchant's checkout; any other answers 400 `invalid_request`.
   */
  readonly returnUrl?: string;
  readonly paymentMethod: ConfirmMeans & {
    /** Who pays. What the session does not collect is ignored. */
    readonly billing: BillingInput;
  };
  /** Whom it is sent to, where the session collects that. */
  readonly shipping?: ShippingInput;
  /** Answers to the shop's own questions, by key. */
  readonly customFields?: Readonly<Record<string, string | null>>;
}

/** `GET /v1/client/session/result`. */
export interface SessionResult {
  readonly status: SessionStatus;
  readonly paymentStatus: PaymentStatus;
  /** Where a hosted session that has ended returns to, `{CHECKOUT_SESSION_ID}` filled in; null while it is open, or stays. */
  readonly redirectTo: string | null;
  /** What the shop says to who has paid on a page that does not return; null when it says nothing. Text, no markup. */
  readonly message: string | null;
  readonly receipt: {
    /** Minor units. */
    readonly amount: number;
    readonly currency: string;
    readonly card: PublicCard | null;
    readonly email: string | null;
    /** What the buyer may quote to the shop: the payment intent's id; the session's, where nothing was to be paid. */
    readonly reference: string;
    /** When the money was taken, or held, or the order placed: RFC 3339. */
    readonly paidAt: string;
  } | null;
}

/** RFC 9457 problem details, as every error of `/v1/client/*` is worded. */
export interface ClientProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  /** Path of the offending field, e.g. `paymentMethod.card.number`. */
  readonly param?: string;
  readonly requestId: string;
}
