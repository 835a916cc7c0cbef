// What a buyer may decide about an order, and is asked about it, besides how to pay.

/** A question of the shop's own. */
export type PublicCustomField =
  | (TypedField & { readonly type: 'text' })
  /** Answered with digits. */
  | (TypedField & { readonly type: 'numeric' })
  | (CommonField & {
      readonly type: 'dropdown';
      readonly options: readonly { readonly value: string; readonly label: string }[];
    });

interface TypedField extends CommonField {
  /** Characters. */
  readonly minimumLength: number | null;
  readonly maximumLength: number | null;
}

interface CommonField {
  readonly key: string;
  /** The shop's words, in whatever language: shown as text. */
  readonly label: string;
  readonly optional: boolean;
  /** The answer so far. */
  readonly value: string | null;
}

export interface PublicDiscount {
  readonly id: string;
  /** As the buyer or the shop entered it; null for a coupon without a code. */
  readonly code: string | null;
  /** The shop's name for it. */
  readonly name: string | null;
  /** Minor units taken off. */
  readonly amount: number;
}

/** Body of `PATCH /v1/client/session`: what the buyer chooses before they pay. Prices are no part of it. */
export interface ChoicesRequest {
  /** Only of line items that are adjustable. */
  readonly lineItemQuantities?: readonly { readonly id: string; readonly quantity: number }[];
  readonly customFieldAnswers?: Readonly<Record<string, string | null>>;
  /** A code to add. One that is unknown, over, or not for this order answers 400 `promotion_code_invalid`, whatever the reason. */
  readonly addPromotionCode?: string;
  /** The id of a discount with a code, to take it off again. */
  readonly removeDiscount?: string;
}
