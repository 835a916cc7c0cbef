// A price from an XPay request: alone, or as the first of a product.

import type { z } from '@hono/zod-openapi';
import type { Price, Product } from '../../../domain/catalog.ts';
import type { Instant } from '../../../domain/clock.ts';
import type { createPriceBody } from './schemas.ts';

/** The price that a request describes, not yet stored. */
export function newPrice(
  { currency, unitAmount, recurring = null, active, metadata = {} }: z.output<typeof createPriceBody>,
  { id: productId, merchantId, livemode }: Product,
  id: string,
  now: Instant,
): Price {
  const at = now.toISOString();
  const terms = { currency, unitAmount, recurring, active, metadata };
  return { ...terms, id, productId, merchantId, livemode, usageCount: 0, createdAt: at, updatedAt: at };
}
