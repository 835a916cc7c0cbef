// What sessions ask a buyer about who they are and where they live.

import type { ContactFields } from '@xpay/protocol/contact';

export const EVERYTHING: ContactFields = {
  phone: true,
  billingAddress: true,
  shippingAddress: true,
  shippingCountries: null,
  prefill: { phone: '+442070313000' },
};

/** Sent to one country, whose form it therefore is. */
export function sentTo(country: string): ContactFields {
  return { ...EVERYTHING, billingAddress: false, shippingCountries: [country], prefill: { phone: null } };
}
