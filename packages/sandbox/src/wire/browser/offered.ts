// What a session can be paid with: what it was made with, as far as the merchant has it switched on.

import type { PaymentMethod } from '@xpay/protocol/payment-methods';
import type { Session } from '../../domain/session.ts';
import type { Merchant } from '../../store/merchants.ts';

/** In the order of the session. */
export function offeredIn(
  { paymentMethodTypes }: Pick<Session, 'paymentMethodTypes'>,
  { paymentMethods }: Pick<Merchant, 'paymentMethods'>,
): readonly PaymentMethod[] {
  return paymentMethodTypes.filter((method) => paymentMethods.includes(method));
}
