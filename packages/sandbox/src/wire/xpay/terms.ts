// From XPay's request fields to the domain's terms of a session.

import type { Ids } from '../../domain/id.ts';
import type { Problem } from '../../domain/problem.ts';
import { type SessionTerms, totalOf } from '../../domain/session.ts';
import type { Owner } from '../../store/checkouts.ts';
import { isTestUrl, type LineItemInput } from './fields.ts';
import type { UpdateSessionBody } from './schemas.ts';

/** Terms of a session that says nothing about them. */
export const DEFAULT_TERMS: Omit<SessionTerms, 'amountTotal' | 'afterCompletion'> = {
  lineItems: [],
  cancelUrl: null,
  returnUrl: null,
  locale: null,
  buttonText: null,
  description: null,
  collect: { name: false, email: false, postalCode: false },
  customer: { email: null, name: null },
  metadata: {},
};

const NOT_LIVE: Problem = {
  code: 'invalid_request',
  message: 'got a plain http address, expected https: live buyers come back over an open network.',
  param: 'returnUrl',
};

/** The terms that a body names, and no others; a problem when they cannot be had. */
export function toTerms(
  body: UpdateSessionBody,
  { livemode }: Pick<Owner, 'livemode'>,
  ids: Ids,
): { readonly terms: Partial<SessionTerms> } | { readonly problem: Problem } {
  const price = toPrice(body, ids);
  if ('problem' in price) return price;
  if (livemode && body.returnUrl != null && isTestUrl(body.returnUrl)) return { problem: NOT_LIVE };
  const { afterCompletion, cancelUrl, returnUrl, buttonText, description, collect, metadata } = body;
  const { customerDetails: customer, locale } = body;
  return {
    terms: {
      ...price,
      ...(afterCompletion === undefined ? {} : { afterCompletion }),
      ...(cancelUrl === undefined ? {} : { cancelUrl }),
      ...(returnUrl === undefined ? {} : { returnUrl }),
      ...(buttonText === undefined ? {} : { buttonText }),
      ...(description === undefined ? {} : { description }),
      ...(collect === undefined ? {} : { collect }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(locale === undefined ? {} : { locale: locale === 'auto' ? null : locale }),
      ...(customer === undefined ? {} : { customer: customer ?? DEFAULT_TERMS.customer }),
    },
  };
}

type Price = Partial<Pick<SessionTerms, 'amountTotal' | 'lineItems'>>;

/** Either way of naming a price replaces the other: line items that do not add up to the amount would be a lie. */
function toPrice({ amount, lineItems }: UpdateSessionBody, ids: Ids): Price | { readonly problem: Problem } {
  if (amount !== undefined) return { amountTotal: amount, lineItems: [] };
  if (lineItems === undefined) return {};
  const items = lineItems.map((item) => toLineItem(item, ids));
  const sum = totalOf(items);
  return 'problem' in sum ? sum : { amountTotal: sum.total, lineItems: items };
}

function toLineItem({ priceData: { unitAmount, productData }, quantity }: LineItemInput, ids: Ids) {
  return {
    id: ids.next('li'),
    name: productData.name,
    description: productData.description ?? null,
    imageUrl: productData.image ?? null,
    quantity,
    unitAmount,
  };
}
