// The bank's book of verifications: how they are written, found again and moved, one transaction at a time.

import type { BankTransactionsTable } from '../store/bank-tables.ts';
import type { Store, Trx } from '../store/store.ts';

export type BankTransaction = Readonly<BankTransactionsTable>;

/** Writes a verification, or finds the one that this 3DS server transaction already has: an AReq may be sent again. */
export function findOrWrite(store: Store, row: BankTransaction): Promise<BankTransaction> {
  return store.transaction(async (trx) => {
    const known = await trx
      .selectFrom('bank_transactions')
      .selectAll()
      .where('server_trans_id', '=', row.server_trans_id)
      .executeTakeFirst();
    if (known !== undefined) return known;
    await trx.insertInto('bank_transactions').values(row).execute();
    return row;
  });
}

/** A verification by the bank's own id, or null. */
export async function find(store: Store, acsTransId: string): Promise<BankTransaction | null> {
  const row = await store.db
    .selectFrom('bank_transactions')
    .selectAll()
    .where('acs_trans_id', '=', acsTransId)
    .executeTakeFirst();
  return row ?? null;
}

/** The verification whose challenge answers at this address. */
export async function findByNotification(store: Store, url: string): Promise<BankTransaction | null> {
  const row = await store.db
    .selectFrom('bank_transactions')
    .selectAll()
    .where('notification_url', '=', url)
    .orderBy('created_at', 'desc')
    .executeTakeFirst();
  return row ?? null;
}

/** Ids of those that the bank has to do something about by now, the longest due first. */
export async function findDue(store: Store, now: string): Promise<readonly string[]> {
  const rows = await store.db
    .selectFrom('bank_transactions')
    .select('acs_trans_id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(100)
    .execute();
  return rows.map((row) => row.acs_trans_id);
}

export type Changes = Partial<
  Pick<BankTransactionsTable, 'state' | 'result' | 'canceled' | 'wrong_codes' | 'session_data' | 'due_at'>
>;

/**
 * Reads a verification and writes what `decide` makes of it, with nobody in between; null leaves it as it is. Resolves
 * with the verification as it was and as it is, the same object where nothing changed, or null when there is none.
 */
export function change(
  store: Store,
  acsTransId: string,
  decide: (row: BankTransaction) => Changes | null,
): Promise<{ readonly before: BankTransaction; readonly after: BankTransaction } | null> {
  return store.transaction(async (trx) => {
    const before = await read(trx, acsTransId);
    if (before === null) return null;
    const changes = decide(before);
    if (changes === null) return { before, after: before };
    await trx.updateTable('bank_transactions').set(changes).where('acs_trans_id', '=', acsTransId).execute();
    return { before, after: { ...before, ...changes } };
  });
}

async function read(trx: Trx, acsTransId: string): Promise<BankTransaction | null> {
  const row = await trx
    .selectFrom('bank_transactions')
    .selectAll()
    .where('acs_trans_id', '=', acsTransId)
    .executeTakeFirst();
  return row ?? null;
}
