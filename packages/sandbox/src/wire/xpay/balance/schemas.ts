// XPay's balance: what a merchant has, and every movement that made it so.

import { z } from '@hono/zod-openapi';
import { MOVEMENT_TYPES } from '../../../domain/ledger.ts';
import { listOf, listQuery } from '../list.ts';
import { minorUnits, time } from '../parts.ts';

/** XPay writes its enums of balances in capitals. */
const TYPES = MOVEMENT_TYPES.map((type) => type.toUpperCase());

export const balanceTransactionObject = z
  .strictObject({
    id: z.string().openapi({ example: 'txn_ch_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('balance_transaction'),
    createdAt: time,
    livemode: z.boolean(),
    merchantId: z.string(),
    type: z.enum(TYPES).openapi({
      description: 'The sandbox pays nothing out: PAYOUT and FEE are there for who reads other books too.',
    }),
    reportingCategory: z.string(),
    amount: minorUnits.openapi({ description: 'The same as `gross`.' }),
    gross: minorUnits.openapi({ description: 'Minor units; below zero where the balance shrinks.' }),
    fee: minorUnits.openapi({ description: 'What the platform keeps: 2.9 % and 30. None of a refund.' }),
    net: minorUnits.openapi({ description: '`gross` less `fee`: what the balance changes by.' }),
    feeDetails: z.array(
      z.strictObject({
        type: z.literal('platform_fee'),
        description: z.string(),
        amount: minorUnits,
        currency: z.string(),
      }),
    ),
    currency: z.string(),
    exchangeRate: z.null(),
    description: z.string(),
    status: z.enum(['PENDING', 'AVAILABLE']),
    availableOn: time,
    source: z.string().openapi({ description: 'The charge or refund that it is of.' }),
    paymentIntentId: z.string(),
    payoutBatch: z.null(),
    ledgerEntries: z
      .array(
        z.strictObject({
          id: z.string(),
          account: z.enum(['customer_funds', 'merchant_balance', 'platform_fees']),
          amount: minorUnits,
          reverses: z.string().nullable().openapi({ description: 'The entry that this one takes back.' }),
        }),
      )
      .openapi({ description: 'Double entry: they sum to zero.' }),
  })
  .openapi('BalanceTransaction');

const amounts = z.array(z.strictObject({ currency: z.string(), amount: minorUnits }));

export const balanceObject = z
  .strictObject({
    object: z.literal('balance'),
    livemode: z.boolean(),
    available: amounts.openapi({
      description:
        'What could be paid out, by currency; below zero when refunds came before charges were due.',
    }),
    pending: amounts.openapi({ description: 'Of charges of the last two days.' }),
  })
  .openapi('Balance');

export const balanceTransactionList = listOf(balanceTransactionObject, 'BalanceTransactionList');

/** Query of `GET /balance-transactions`. */
export const balanceTransactionsQuery = listQuery({
  type: z.enum(TYPES).optional(),
  source: z.string().max(80).optional().openapi({ description: 'Of one charge or refund only.' }),
});
