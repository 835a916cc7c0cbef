// What can be paid with, besides and including cards: how it is chosen, confirmed, and what comes of it.

export const PAYMENT_METHODS = [
  'card',
  'wallet',
  'bnpl',
  'bank_transfer',
  'apple_pay',
  'google_pay',
] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];

/** A card that a customer of the merchant has kept with them: never more of its number than the last four digits. */
export interface PublicSavedCard {
  readonly id: string;
  readonly brand: string;
  readonly last4: string;
  /** 1–12. */
  readonly expMonth: number;
  readonly expYear: number;
  /** The session wants its security code again. */
  readonly needsCvc: boolean;
}

export interface CardInput {
  /** ASCII digits, no spaces. */
  readonly number: string;
  /** 1–12. */
  readonly expMonth: number;
  /** Four digits. */
  readonly expYear: number;
  readonly cvc: string;
}

/** What a confirm pays with. */
export type PaymentMethodInput =
  | {
      readonly type: 'card';
      readonly card: CardInput;
      /** The buyer agrees that the card is kept for their next purchase. */
      readonly save?: boolean;
    }
  | { readonly type: 'saved_card'; readonly savedCard: { readonly id: string; readonly cvc?: string } }
  | { readonly type: 'wallet' }
  | { readonly type: 'bnpl'; readonly bnpl: { readonly planId: string } }
  | { readonly type: 'bank_transfer' }
  /** A token as the browser's payment sheet gave it, for the acquirer alone to read. */
  | { readonly type: 'apple_pay' | 'google_pay'; readonly token: string };

/** In place of it for an order that discounts leave nothing to pay of: it is completed without a payment. */
export interface NoPayment {
  readonly type: 'none';
}

/** What a confirm says of it. */
export type ConfirmMeans = PaymentMethodInput | NoPayment;

/** One way to pay in parts. `GET /v1/client/session/instalment_plans` answers `{ data: InstalmentPlan[] }`. */
export interface InstalmentPlan {
  readonly id: string;
  /** Minor units; more than the total where it costs something. */
  readonly amountTotal: number;
  /** Minor units. */
  readonly fee: number;
  readonly instalments: readonly {
    /** RFC 3339 full-date; the first is the day of the purchase. */
    readonly dueOn: string;
    readonly amount: number;
  }[];
}

/** How a buyer sends the money from their own bank. */
export interface PaymentInstructions {
  readonly accountHolder: string;
  readonly bankName: string;
  /** ISO 13616, no spaces; null where the country has none. */
  readonly iban: string | null;
  /** ISO 9362. */
  readonly bic: string | null;
  /** Stands for the IBAN where there is none. */
  readonly accountNumber: string | null;
  /** To be written on the transfer. */
  readonly reference: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** RFC 3339, server time: what has not come by then ends the payment. */
  readonly expiresAt: string;
}
