// Sessions that nobody could pay, since all that they are to be paid with is switched off for their merchant, are not made.

import type { PaymentMethod } from '@xpay/protocol/payment-methods';
import { ApiError } from '../http/problem.ts';
import type { Owner } from '../store/checkouts.ts';
import { getMerchant } from '../store/merchants.ts';
import type { Queries } from '../store/store.ts';

/** @throws ApiError `invalid_request` when none of the methods is switched on. */
export async function mustBeOffered(
  db: Queries,
  { merchantId }: Owner,
  methods: readonly PaymentMethod[],
  param: string,
): Promise<void> {
  const { paymentMethods } = await getMerchant(db, merchantId);
  if (methods.some((method) => paymentMethods.includes(method))) return;
  const message = `${param}: got ${methods.join(', ')}, which is switched off for this merchant; ${paymentMethods.join(', ') || 'nothing'} is on.`;
  throw new ApiError('invalid_request', message, { param });
}
