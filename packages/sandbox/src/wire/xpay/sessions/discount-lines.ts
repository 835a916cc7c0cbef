// The coupons on a session, as it and its intent show them.

import type { z } from '@hono/zod-openapi';
import type { Session } from '../../../domain/session.ts';
import type { discountLine } from '../parts.ts';

export function toDiscountLines({ discounts }: Pick<Session, 'discounts'>): z.output<typeof discountLine>[] {
  return discounts.map(({ id, couponId, name, promotionCodeId, amount }) => ({
    id,
    coupon: couponId,
    name,
    promotionCode: promotionCodeId,
    amount,
  }));
}
