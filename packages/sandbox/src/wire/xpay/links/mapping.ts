// From the domain's payment links to XPay's.

import type { z } from '@hono/zod-openapi';
import type { CatalogEntry } from '../../../domain/catalog.ts';
import type { LinkItem, PaymentLink } from '../../../domain/payment-link.ts';
import type { Settings } from '../../../settings.ts';
import { toPriceObject } from '../catalog/mapping.ts';
import type { linkObject } from './schemas.ts';

type LinkObject = z.output<typeof linkObject>;

/** A link with its prices, whose products are as they are in `entries`. */
export function toLinkObject(
  link: PaymentLink,
  entries: readonly CatalogEntry[],
  { checkoutOrigin }: Pick<Settings, 'checkoutOrigin'>,
): LinkObject {
  return {
    id: link.id,
    object: 'payment_link',
    createdAt: link.createdAt,
    updatedAt: link.updatedAt,
    livemode: link.livemode,
    merchantId: link.merchantId,
    active: link.active,
    url: `${checkoutOrigin}/p/${link.id}`,
    currency: link.currency,
    amount: link.amount,
    lineItems: link.lineItems.map((item) => toItemObject(item, entries)),
    customFields: link.customFields.map((field) =>
      field.type === 'dropdown' ? { ...field, options: [...field.options] } : field,
    ),
    allowPromotionCodes: link.allowPromotionCodes,
    paymentMethodTypes: [...link.paymentMethodTypes],
    afterCompletion: link.afterCompletion,
    expiresAt: link.expiresAt,
    metadata: link.metadata,
  };
}

function toItemObject(item: LinkItem, entries: readonly CatalogEntry[]): LinkObject['lineItems'][number] {
  const { price: ref, name, description, imageUrl, currency, unitAmount, quantity, adjustable } = item;
  const productData = { name, description, image: imageUrl };
  return {
    id: item.id,
    object: 'line_item',
    price: ref === null ? null : toPriceWithProduct(ref.id, entries),
    priceData: ref === null ? { currency, unitAmount, productData } : null,
    quantity,
    adjustableQuantity: adjustable === null ? null : { enabled: true, ...adjustable },
    amountTotal: quantity * unitAmount,
  };
}

/** @throws when it is gone: a price that a link sells is never deleted. */
function toPriceWithProduct(priceId: string, entries: readonly CatalogEntry[]) {
  for (const { product, prices } of entries) {
    const price = prices.find(({ id }) => id === priceId);
    if (price === undefined) continue;
    const { id, name, description, image, unitLabel, active } = product;
    const shown = { id, object: 'product' as const, name, description, image, unitLabel, active };
    return { ...toPriceObject(price), product: shown };
  }
  throw new Error(`${priceId} is gone.`);
}
