// From XPay's request fields to the domain's terms of a session.

import { ASKS_NOTHING, UNKNOWN_BUYER } from '../../domain/contact.ts';
import { asked } from '../../domain/custom-field.ts';
import type { Customer } from '../../domain/customer.ts';
import type { Problem } from '../../domain/problem.ts';
import type { SessionSale } from '../../domain/sale.ts';
import { type LineItem, type SessionTerms, totalOf } from '../../domain/session.ts';
import type { NamedUrls } from '../return-urls.ts';
import type { UpdateSessionBody } from './schemas.ts';

/** Terms of a session that says nothing about them. */
export const DEFAULT_TERMS: Omit<SessionTerms, 'amountTotal' | 'afterCompletion'> = {
  lineItems: [],
  cancelUrl: null,
  returnUrl: null,
  locale: null,
  buttonText: null,
  description: null,
  collect: ASKS_NOTHING,
  customer: UNKNOWN_BUYER,
  metadata: {},
};

/** What ids in a body stand for; null for what it does not name. */
export interface Found {
  readonly lineItems: readonly LineItem[] | null;
  readonly customer: Customer | null;
}

/** The terms that a body names, and no others; a problem when they cannot be had. */
export function toTerms(
  body: Omit<UpdateSessionBody, 'lineItems' | 'discounts'>,
  found: Found,
):
  | {
      readonly terms: Partial<
        SessionTerms & Pick<SessionSale, 'customerId' | 'customFields' | 'allowPromotionCodes' | 'savedCards'>
      >;
    }
  | { readonly problem: Problem } {
  const price = toPrice(body.amount, found.lineItems);
  if ('problem' in price) return price;
  const { afterCompletion, cancelUrl, returnUrl, buttonText, description, collect, metadata } = body;
  const { locale, customFields, allowPromotionCodes, savedCards } = body;
  return {
    terms: {
      ...price,
      ...toBuyer(body, found.customer),
      ...(afterCompletion === undefined ? {} : { afterCompletion }),
      ...(cancelUrl === undefined ? {} : { cancelUrl }),
      ...(returnUrl === undefined ? {} : { returnUrl }),
      ...(buttonText === undefined ? {} : { buttonText }),
      ...(description === undefined ? {} : { description }),
      ...(collect === undefined ? {} : { collect }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(locale === undefined ? {} : { locale: locale === 'auto' ? null : locale }),
      ...(allowPromotionCodes === undefined ? {} : { allowPromotionCodes }),
      ...(customFields === undefined ? {} : { customFields: asked(customFields) }),
      ...(savedCards === undefined ? {} : { savedCards }),
    },
  };
}

/** What the body says of the buyer goes before what is known of the customer. */
function toBuyer(
  { customerId, customerDetails }: Pick<UpdateSessionBody, 'customerId' | 'customerDetails'>,
  customer: Customer | null,
): Partial<Pick<SessionTerms, 'customer'> & Pick<SessionSale, 'customerId'>> {
  const said = customerDetails ?? (customerDetails === null ? DEFAULT_TERMS.customer : undefined);
  const known = {
    email: said?.email ?? customer?.email ?? null,
    name: said?.name ?? customer?.name ?? null,
    phone: said?.phone ?? customer?.phone ?? null,
  };
  return {
    ...(customerId === undefined ? {} : { customerId }),
    ...(said === undefined && customer === null ? {} : { customer: known }),
  };
}

type Price = Partial<Pick<SessionTerms, 'amountTotal' | 'lineItems'>>;

/** Either way of naming a price replaces the other: line items that do not add up to the amount would be a lie. */
function toPrice(
  amount: number | undefined,
  lineItems: readonly LineItem[] | null,
): Price | { readonly problem: Problem } {
  if (amount !== undefined) return { amountTotal: amount, lineItems: [] };
  if (lineItems === null) return {};
  const sum = totalOf(lineItems);
  return 'problem' in sum ? sum : { amountTotal: sum.total, lineItems };
}

/** The addresses that a body sends buyers to, by the field that names each. */
export function urlsOf({
  afterCompletion,
  cancelUrl,
  returnUrl,
}: Partial<Pick<UpdateSessionBody, 'afterCompletion' | 'cancelUrl' | 'returnUrl'>>): NamedUrls {
  const redirect = afterCompletion?.type === 'redirect' ? afterCompletion.redirect.url : null;
  return { 'afterCompletion.redirect.url': redirect, cancelUrl, returnUrl };
}
