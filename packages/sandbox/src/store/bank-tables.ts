// The bank's own book: it would stand at a bank, so nothing here refers to our tables. Conventions as in tables.ts.

import { createIndex, createTable, type Db } from './create-table.ts';

/** One verification, from its AReq on. */
export interface BankTransactionsTable {
  acs_trans_id: string;
  ds_trans_id: string;
  server_trans_id: string;
  /** How the bank was told to misbehave when the AReq came. */
  behavior: string;
  /** What the ARes said. */
  status: 'Y' | 'A' | 'C' | 'D' | 'N' | 'R' | 'U' | 'I';
  /** answered: for good, by the ARes; invited: to a challenge; asked: it is shown; elsewhere: decoupled; then the end. */
  state: 'answered' | 'invited' | 'asked' | 'elsewhere' | 'decided' | 'reported';
  /** What the RReq says, once decided. */
  result: 'Y' | 'N' | null;
  /** `challengeCancel`: why nobody finished. */
  canceled: '01' | '03' | '04' | '05' | null;
  wrong_codes: number;
  merchant_name: string;
  /** Minor units. */
  amount: number;
  /** ISO 4217, numeric. */
  currency: string;
  exponent: number;
  last4: string;
  locale: string;
  notification_url: string;
  /** `threeDSSessionData` as the browser brought it. */
  session_data: string | null;
  /** When the bank has something to do about it by itself. */
  due_at: string | null;
  created_at: string;
}

/** How the bank behaves in a session, where it has been told. */
export interface BankSwitchesTable {
  session_id: string;
  behavior: string;
}

/** Migration 008. */
export async function createBankTables(db: Db): Promise<void> {
  await createTable(db, 'bank_transactions', {
    acs_trans_id: 'text key',
    ds_trans_id: 'text',
    server_trans_id: 'text unique',
    behavior: 'text',
    status: 'text',
    state: 'text',
    result: 'text?',
    canceled: 'text?',
    wrong_codes: 'integer',
    merchant_name: 'text',
    amount: 'bigint',
    currency: 'text',
    exponent: 'integer',
    last4: 'text',
    locale: 'text',
    notification_url: 'text',
    session_data: 'text?',
    due_at: 'text?',
    created_at: 'text',
  });
  await createIndex(db, 'bank_transactions', ['due_at']);
  await createIndex(db, 'bank_transactions', ['notification_url']);
  await createTable(db, 'bank_switches', { session_id: 'text key', behavior: 'text' });
}
