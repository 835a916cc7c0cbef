// From the domain to XPay's balance transactions: one mapper for lists, for refunds and for events.

import type { z } from '@hono/zod-openapi';
import type { Instant } from '../../../domain/clock.ts';
import type { Movement, MovementType } from '../../../domain/ledger.ts';
import type { Owner } from '../../../store/checkouts.ts';
import type { Balance } from '../../../store/ledger.ts';
import type { balanceObject, balanceTransactionObject } from './schemas.ts';

const DESCRIPTIONS: Readonly<Record<MovementType, string>> = {
  charge: 'Payment',
  refund: 'Refund',
  adjustment: 'Refund that failed: credited again',
  payout: 'Payout',
  fee: 'Fee',
};

/** A movement as it stands at `now`: pending until it is available. */
export function toBalanceTransactionObject(
  movement: Movement,
  { merchantId, livemode }: Owner,
  now: Instant | string,
): z.output<typeof balanceTransactionObject> {
  const { gross, fee, net, currency } = movement;
  const description = 'Platform fee: 2.9 % and 30 minor units.';
  return {
    id: movement.id,
    object: 'balance_transaction',
    createdAt: movement.createdAt,
    livemode,
    merchantId,
    type: movement.type.toUpperCase(),
    reportingCategory: movement.type,
    amount: gross,
    gross,
    fee,
    net,
    feeDetails: fee === 0 ? [] : [{ type: 'platform_fee', description, amount: fee, currency }],
    currency,
    exchangeRate: null,
    description: DESCRIPTIONS[movement.type],
    status: movement.availableAt <= new Date(now).toISOString() ? 'AVAILABLE' : 'PENDING',
    availableOn: movement.availableAt,
    source: movement.sourceId,
    paymentIntentId: movement.intentId,
    payoutBatch: null,
    ledgerEntries: movement.entries.map(({ id, account, amount, reverses }) => ({
      id,
      account,
      amount,
      reverses,
    })),
  };
}

export function toBalanceObject(
  balances: readonly Balance[],
  { livemode }: Pick<Owner, 'livemode'>,
): z.output<typeof balanceObject> {
  return {
    object: 'balance',
    livemode,
    available: balances.map(({ currency, available }) => ({ currency, amount: available })),
    pending: balances.map(({ currency, pending }) => ({ currency, amount: pending })),
  };
}
