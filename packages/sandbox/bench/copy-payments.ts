// Many payments at once: one that was really made, copied row by row with ids of its own for each.

import type { Ids } from '../src/domain/id.ts';
import { wordsOf } from '../src/store/search.ts';
import { insertRows, readTestRows, type TestRows } from '../src/store/test-data.ts';
import type { Created, Sandbox } from '../src/test-sandbox.ts';

/** Payments of one transaction. */
const CHUNK = 1000;

/** Parents before what refers to them. */
const TABLES = [
  'customers',
  'search_words',
  'checkout_sessions',
  'payment_intents',
  'charges',
  'movements',
] as const;

type Copies = Pick<TestRows, (typeof TABLES)[number]>;

/** Fills the store until it holds `count` payments, each by a customer of its own, a fifth of their sessions expired. */
export async function copyPayments(
  { store, keys }: Sandbox,
  { id }: Created,
  count: number,
  ids: Ids,
): Promise<void> {
  const model = await store.transaction((trx) => readTestRows(trx, keys.merchantId));
  const own = { ...model, checkout_sessions: model.checkout_sessions.filter((row) => row.id === id) };
  for (let done = 1; done < count; done += CHUNK) {
    const rows: Copies = {
      customers: [],
      search_words: [],
      checkout_sessions: [],
      payment_intents: [],
      charges: [],
      movements: [],
    };
    for (let index = done; index < Math.min(done + CHUNK, count); index += 1) copyOne(own, rows, index, ids);
    await store.transaction(async (trx) => {
      for (const table of TABLES) await insertRows(trx, table, rows[table]);
    });
  }
}

function copyOne(model: Copies, rows: Copies, index: number, ids: Ids): void {
  const customerId = ids.next('cus');
  const sessionId = ids.next('cs_test');
  const intentId = ids.next('pi');
  const chargeId = ids.next('ch');
  const customer = only(model.customers);
  const name = index % 2 === 0 ? `Ada${index} Lovelace` : `Grace${index} Murray`;
  const email = `ada${index}@shop.example`;
  rows.customers.push({ ...customer, id: customerId, name, email });
  const { merchant_id, livemode } = customer;
  for (const word of wordsOf(customerId, name, email)) {
    rows.search_words.push({ merchant_id, livemode, kind: 'customer', word, object_id: customerId });
  }
  const session = only(model.checkout_sessions);
  rows.checkout_sessions.push({
    ...session,
    id: sessionId,
    payment_intent_id: intentId,
    customer_id: customerId,
    client_secret_hash: sessionId,
    status: index % 5 === 0 ? 'expired' : session.status,
    sequence: index + 1,
  });
  const intent = { ...only(model.payment_intents), latest_charge_id: chargeId };
  rows.payment_intents.push({ ...intent, id: intentId, session_id: sessionId });
  rows.charges.push({ ...only(model.charges), id: chargeId, payment_intent_id: intentId });
  const movement = only(model.movements);
  rows.movements.push({
    ...movement,
    id: `txn_${chargeId}`,
    source_id: chargeId,
    payment_intent_id: intentId,
    sequence: movement.sequence + index,
  });
}

function only<Row>(rows: readonly Row[]): Row {
  const [row] = rows;
  if (row === undefined) throw new Error('The payment to copy has no such row.');
  return row;
}
