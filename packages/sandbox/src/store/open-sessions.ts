// Finds the open sessions of a merchant that what they have switched on or off makes a difference to.

import type { PaymentMethod } from '@xpay/protocol/payment-methods';
import { METHODS } from './json-columns.ts';
import type { Queries } from './store.ts';

/** Ids of the open sessions, in both modes, that name one of these methods. */
export async function findOpenSessionsOffering(
  db: Queries,
  merchantId: string,
  methods: readonly PaymentMethod[],
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('checkout_sessions')
    .select(['id', 'payment_method_types'])
    .where('status', '=', 'open')
    .where('merchant_id', '=', merchantId)
    .execute();
  return rows
    .filter(({ payment_method_types: list }) =>
      METHODS.parse(JSON.parse(list)).some((method) => methods.includes(method)),
    )
    .map(({ id }) => id);
}
