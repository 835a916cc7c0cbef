// Who pays and whom the order is sent to, as a browser sends it: checked, and made into what is kept.

import type { z } from '@hono/zod-openapi';
import type { BillingInput, ShippingInput } from '@xpay/protocol/contact';
import { COUNTRIES } from '@xpay/protocol/countries';
import type { Billing, Shipping } from '../../domain/contact.ts';
import type { Address } from '../../domain/customer.ts';
import type { Session } from '../../domain/session.ts';
import { ApiError } from '../../http/problem.ts';
import { fields, isEmail, text } from '../xpay/fields.ts';

/** E.164: a plus, the country's code, at most fifteen digits in all. */
const E164 = /^\+[1-9]\d{3,14}$/;

export const address = fields({
  country: text(2).openapi({ description: 'ISO 3166-1 alpha-2.', example: 'JP' }),
  line1: text(200).exactOptional(),
  line2: text(200).exactOptional(),
  city: text(100).exactOptional(),
  state: text(100).exactOptional().openapi({ description: 'State, province, prefecture, emirate.' }),
  postalCode: text(20).exactOptional(),
}).openapi('PostalAddress');

/** Who pays. */
export const billing = fields({
  name: text(200).exactOptional(),
  email: text(254).exactOptional(),
  postalCode: text(20).exactOptional(),
  phone: text(32).exactOptional().openapi({ description: 'E.164.', example: '+81312345678' }),
  address: address.exactOptional(),
}) satisfies z.ZodType<BillingInput>;

/** Whom the order is sent to. */
export const shipping = fields({ name: text(200), address }) satisfies z.ZodType<ShippingInput>;

type Terms = Pick<Session, 'collect' | 'customer'>;

/**
 * What the session does not collect is left out.
 *
 * @throws ApiError `field_invalid` with the path of what is missing or wrong as its `param`.
 */
export function toBilling(given: BillingInput, { collect, customer }: Terms): Billing {
  const at = 'paymentMethod.billing';
  const where = collect.billingAddress ? toAddress(given.address, `${at}.address`) : null;
  const billed = {
    name: filled(given.name) ?? customer.name,
    email: filled(given.email) ?? customer.email,
    postalCode: where?.postalCode ?? filled(given.postalCode),
    phone: collect.phone ? filled(given.phone) : null,
    address: where,
  };
  for (const field of ['name', 'email', 'phone'] as const) {
    if (collect[field] && billed[field] === null) throw missing(`${at}.${field}`);
  }
  if (collect.postalCode && where === null && billed.postalCode === null) throw missing(`${at}.postalCode`);
  if (billed.email !== null && !isEmail(billed.email)) {
    throw invalid(`${at}.email`, 'is no e-mail address.');
  }
  if (billed.phone !== null && !E164.test(billed.phone)) {
    throw invalid(`${at}.phone`, 'is no phone number. Send E.164, such as +81312345678.');
  }
  return billed;
}

/** @throws ApiError as for billing; also for a country that the shop does not send to. */
export function toShipping(given: ShippingInput | undefined, { collect }: Terms): Shipping | null {
  if (!collect.shippingAddress) return null;
  const name = filled(given?.name);
  if (name === null) throw missing('shipping.name');
  const where = toAddress(given?.address, 'shipping.address');
  const allowed = collect.shippingCountries;
  if (allowed !== null && !allowed.includes(where.country)) {
    throw invalid('shipping.address.country', `is not sent to. Expected one of ${allowed.join(', ')}.`);
  }
  return { name, address: where };
}

/** What else a country needs is the form's matter: states and codes are written in more ways than are known. */
function toAddress(given: BillingInput['address'], at: string): Address & { readonly country: string } {
  const country = filled(given?.country);
  if (country === null) throw missing(`${at}.country`);
  if (!COUNTRIES.includes(country)) {
    throw invalid(`${at}.country`, 'is no country. Send ISO 3166-1 alpha-2 in upper case, such as JP.');
  }
  const line1 = filled(given?.line1);
  if (line1 === null) throw missing(`${at}.line1`);
  return {
    line1,
    line2: filled(given?.line2),
    city: filled(given?.city),
    state: filled(given?.state),
    postalCode: filled(given?.postalCode),
    country,
  };
}

function filled(given: string | undefined): string | null {
  const trimmed = given?.trim() ?? '';
  return trimmed === '' ? null : trimmed;
}

function missing(param: string): ApiError {
  return invalid(param, 'is needed for this payment.');
}

function invalid(param: string, message: string): ApiError {
  return new ApiError('field_invalid', `${param}: ${message}`, { param });
}
