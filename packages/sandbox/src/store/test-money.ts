// What a merchant's test payments have moved since: read and deleted as rows.

import type { Trx } from './store.ts';

/** The rows of a merchant's refunds, balance and ledger in test mode, and of what the acquirer was told. */
export async function readMoney(trx: Trx, merchantId: string) {
  const { charges, movements } = idsOf(trx, merchantId);
  return {
    refunds: await trx.selectFrom('refunds').selectAll().where('charge_id', 'in', charges).execute(),
    movements: await trx
      .selectFrom('movements')
      .selectAll()
      .where('id', 'in', movements)
      .orderBy('sequence')
      .execute(),
    ledger_entries: await trx
      .selectFrom('ledger_entries')
      .selectAll()
      .where('movement_id', 'in', movements)
      .execute(),
    acquirer_orders: await trx
      .selectFrom('acquirer_orders')
      .selectAll()
      .where('charge_id', 'in', charges)
      .execute(),
  };
}

/** Deletes them, but for the acquirer's own. Call it while their charges are still there. */
export async function deleteMoney(trx: Trx, merchantId: string): Promise<void> {
  const { charges, movements } = idsOf(trx, merchantId);
  await trx.deleteFrom('ledger_entries').where('movement_id', 'in', movements).execute();
  await trx.deleteFrom('movements').where('id', 'in', movements).execute();
  await trx.deleteFrom('refunds').where('charge_id', 'in', charges).execute();
}

function idsOf(trx: Trx, merchantId: string) {
  return {
    charges: trx
      .selectFrom('charges')
      .select('id')
      .where('merchant_id', '=', merchantId)
      .where('livemode', '=', 0),
    movements: trx
      .selectFrom('movements')
      .select('id')
      .where('merchant_id', '=', merchantId)
      .where('livemode', '=', 0),
  };
}
