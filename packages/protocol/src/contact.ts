// Who the buyer is and where they live: what a session may ask for, and how it is sent.

/** What few shops ask for besides that. */
export interface ContactFields {
  readonly phone: boolean;
  /** Takes in the postal code. */
  readonly billingAddress: boolean;
  readonly shippingAddress: boolean;
  /** ISO 3166-1 alpha-2, where the shop sends to; null for everywhere. */
  readonly shippingCountries: readonly string[] | null;
  /** What the shop knows of the buyer. */
  readonly prefill: { readonly phone: string | null };
}

/** A postal address, its fields as the Universal Postal Union orders them for each country. */
export interface Address {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly line1?: string;
  readonly line2?: string;
  readonly city?: string;
  /** State, province, prefecture. */
  readonly state?: string;
  readonly postalCode?: string;
}

export interface BillingInput {
  readonly name?: string;
  readonly email?: string;
  readonly postalCode?: string;
  /** E.164. */
  readonly phone?: string;
  readonly address?: Address;
}

/** Whom the order is sent to. */
export interface ShippingInput {
  readonly name: string;
  readonly address: Address;
}
