// From the domain's catalog to XPay's.

import type { z } from '@hono/zod-openapi';
import type { CatalogEntry, Price } from '../../../domain/catalog.ts';
import type { priceObject, productObject, productStats } from './schemas.ts';

/** A product with its prices, as a GET answers it and as its events hold it. */
export function toProductObject({ product, prices }: CatalogEntry): z.output<typeof productObject> {
  return {
    id: product.id,
    object: 'product',
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    livemode: product.livemode,
    merchantId: product.merchantId,
    name: product.name,
    description: product.description,
    image: product.image,
    unitLabel: product.unitLabel,
    active: product.active,
    defaultPrice: product.defaultPriceId,
    prices: prices.map(toPriceObject),
    metadata: product.metadata,
  };
}

export function toPriceObject(price: Price): z.output<typeof priceObject> {
  return {
    id: price.id,
    object: 'price',
    createdAt: price.createdAt,
    updatedAt: price.updatedAt,
    livemode: price.livemode,
    merchantId: price.merchantId,
    productId: price.productId,
    currency: price.currency,
    unitAmount: price.unitAmount,
    type: price.recurring === null ? 'ONE_TIME' : 'RECURRING',
    recurring: price.recurring,
    active: price.active,
    metadata: price.metadata,
  };
}

export function toProductStats({ product, prices }: CatalogEntry): z.output<typeof productStats> {
  return {
    productId: product.id,
    object: 'product.stats',
    usageCount: prices.reduce((sum, { usageCount }) => sum + usageCount, 0),
    prices: prices.map(({ id, active, usageCount }) => ({ priceId: id, active, usageCount })),
  };
}
