// A customer of a merchant: somebody they can reach, or a guest who has paid once. Never shared between modes.

import type { Instant } from './clock.ts';
import type { Problem } from './problem.ts';

export interface Address {
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  /** ISO 3166 alpha-2. */
  readonly country: string | null;
}

/** What the merchant says of a customer, and may change. */
export interface CustomerDetails {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: Address | null;
  /** The merchant's own name for them: no two customers of one mode share it. */
  readonly externalId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Customer extends CustomerDetails {
  readonly id: string;
  readonly merchantId: string;
  readonly livemode: boolean;
  /** `registered` by the merchant or by a checkout that was told to; `guest` after a checkout that was not. */
  readonly type: 'registered' | 'guest';
  readonly createdAt: string;
  readonly updatedAt: string;
}

export const NO_DETAILS: CustomerDetails = {
  name: null,
  email: null,
  phone: null,
  address: null,
  externalId: null,
  metadata: {},
};

type Identity = Pick<Customer, 'id' | 'merchantId' | 'livemode' | 'type'>;

/** A new customer; `contact_required` when a registered one could not be reached. */
export function createCustomer(
  identity: Identity,
  details: Partial<CustomerDetails>,
  now: Instant,
): { readonly customer: Customer } | { readonly problem: Problem } {
  const at = now.toISOString();
  return judged({ ...NO_DETAILS, ...details, ...identity, createdAt: at, updatedAt: at });
}

/** The customer with other details; `contact_required` when neither address is left. */
export function changeCustomer(
  customer: Customer,
  details: Partial<CustomerDetails>,
  now: Instant,
): { readonly customer: Customer } | { readonly problem: Problem } {
  return judged({ ...customer, ...details, updatedAt: now.toISOString() });
}

function judged(customer: Customer): { readonly customer: Customer } | { readonly problem: Problem } {
  if (customer.type === 'guest' || customer.email !== null || customer.phone !== null) return { customer };
  return {
    problem: {
      code: 'contact_required',
      message: 'a customer needs an email or a phone number. Send at least one of them.',
      param: 'email',
    },
  };
}
