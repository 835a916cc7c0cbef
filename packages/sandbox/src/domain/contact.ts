// What a buyer is asked for about themselves, besides what they pay with.

import type { Address } from './customer.ts';

export interface Asked {
  readonly name: boolean;
  readonly email: boolean;
  readonly postalCode: boolean;
  readonly phone: boolean;
  /** Takes in the postal code. */
  readonly billingAddress: boolean;
  readonly shippingAddress: boolean;
  /** ISO 3166-1 alpha-2, where the shop sends to; null for everywhere. */
  readonly shippingCountries: readonly string[] | null;
}

export const ASKS_NOTHING: Asked = {
  name: false,
  email: false,
  postalCode: false,
  phone: false,
  billingAddress: false,
  shippingAddress: false,
  shippingCountries: null,
};

/** What is filled in for the buyer, until they have paid; then what they have said. */
export interface Buyer {
  readonly email: string | null;
  readonly name: string | null;
  readonly phone: string | null;
}

export const UNKNOWN_BUYER: Buyer = { email: null, name: null, phone: null };

/** Who pays, as they said with an attempt. */
export interface Billing extends Buyer {
  readonly postalCode: string | null;
  readonly address: Address | null;
}

/** The buyer of a session once they have said who they are. */
export function buyerOf(
  { customer }: { readonly customer: Buyer },
  { email, name, phone }: Pick<Billing, 'email' | 'name' | 'phone'>,
): Buyer {
  return { email: email ?? customer.email, name: name ?? customer.name, phone: phone ?? customer.phone };
}

/** Whom the order is sent to. */
export interface Shipping {
  readonly name: string;
  readonly address: Address;
}

/** Who has placed an order that nobody pays, as they said with it. */
export interface PlacedBy {
  readonly billing: Billing;
  readonly shipping: Shipping | null;
}
