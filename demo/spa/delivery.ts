// Where an order goes: what the shop's own form asks for, and what may be wrong with it.

import type { Delivery } from './server.ts';

export type DeliveryErrors = Partial<Record<keyof Delivery, 'missing' | 'invalid'>>;

/** In the order in which the form asks for them, with the browser's own names (HTML, autofill). */
export const DELIVERY_FIELDS = [
  ['name', 'name'],
  ['email', 'email'],
  ['street', 'street-address'],
  ['postalCode', 'postal-code'],
  ['city', 'address-level2'],
] as const satisfies readonly (readonly [keyof Delivery, string])[];

/** What the visitor wrote, and what has to be mended first; the server looks again. */
export function readDelivery(form: FormData): {
  readonly delivery: Delivery;
  readonly errors: DeliveryErrors;
} {
  const textOf = (name: keyof Delivery): string => String(form.get(name) ?? '').trim();
  const delivery: Delivery = {
    name: textOf('name'),
    email: textOf('email'),
    street: textOf('street'),
    postalCode: textOf('postalCode'),
    city: textOf('city'),
  };
  const errors: DeliveryErrors = {};
  for (const [name] of DELIVERY_FIELDS) if (delivery[name] === '') errors[name] = 'missing';
  if (errors.email === undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(delivery.email))
    errors.email = 'invalid';
  return { delivery, errors };
}
