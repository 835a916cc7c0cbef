// How SQLite finds the rows of lists and searches: by an index that has them in their order, never by sorting what grows.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aSandbox, call, create, pay, type Sandbox } from '../test-sandbox.ts';

let folder: string;
let sandbox: Sandbox;
let plans: Database.Database;
/** What is no index of words, by the names that statements have for them. */
let tables: ReadonlySet<string>;
const statements: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-plans-'));
  const path = join(folder, 'sandbox.db');
  sandbox = await aSandbox({ path, onStatement: (sql) => void statements.push(sql) });
  plans = new Database(path);
  const ask = async (at: string, body: object) => String((await call(sandbox, at, { body })).json['id']);
  const priceData = { currency: 'USD', unitAmount: 500, productData: { name: 'Mug of clay' } };
  await ask('/products', { name: 'Mug of clay' });
  await ask('/payment-links', { lineItems: [{ priceData, quantity: 1 }] });
  const coupon = await ask('/coupons', { name: 'Spring', amountOff: 700, currency: 'USD' });
  await ask('/promotion-codes', { coupon, code: 'SPRING' });
  const customerDetails = { email: 'ada@shop.example', name: 'Ada Lovelace' };
  const paid = await create(sandbox, { amount: 5600, discounts: [{ coupon }], customerDetails });
  await pay(sandbox, paid);
  await ask('/refunds', { paymentIntentId: paid.paymentIntentId, amount: 100 });
  await ask('/v2/payments/checkout', { amount: 4900, currency: 'USD' });
  // As if there were so many: the page then is looked for in its block.
  plans.exec('update list_counts set rows = rows + 100000');
  const names = plans
    .prepare("select name from sqlite_master where type = 'table' and sql not like 'create virtual%'")
    .all() as readonly { readonly name: string }[];
  tables = new Set([...names.map(({ name }) => name), 'listed', 'texts']);
});
afterAll(async () => {
  plans.close();
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** What belongs to one payment or to the rows of one page, and is sorted in no time however much else there is. */
const OF_ONE =
  /from "(line_items|charges|saved_cards|delivery_attempts|payment_link_items|prices|ledger_entries)"/;

interface Steps {
  /** Tables that are read from their beginning. */
  readonly scanned: readonly string[];
  /** Statements that sort what they find. */
  readonly sorting: readonly string[];
}

/** How the statements of a request are run (SQLite, "EXPLAIN QUERY PLAN"), but for what belongs to its rows. */
async function stepsOf(path: string): Promise<Steps> {
  statements.length = 0;
  const answer = await call(sandbox, path);
  expect([path, answer.status]).toEqual([path, 200]);
  const [scanned, sorting]: [string[], string[]] = [[], []];
  for (const sql of new Set(statements)) {
    if (!/^\s*(select|with)\b/i.test(sql) || OF_ONE.test(sql)) continue;
    const rows = plans.prepare(`explain query plan ${sql}`).all() as readonly { readonly detail: string }[];
    for (const { detail } of rows) {
      const table = /^SCAN (\w+)(?! VIRTUAL)/.exec(detail)?.[1] ?? '';
      if (tables.has(table)) scanned.push(detail);
      if (detail.includes('TEMP B-TREE')) sorting.push(sql);
    }
  }
  return { scanned, sorting };
}

describe('a list', () => {
  it.each([
    '/checkout/sessions',
    '/checkout/sessions?order=desc&until=9',
    '/checkout/sessions?status=open',
    '/checkout/sessions?status=expired&page=2',
    '/checkout/sessions?page=900',
    '/checkout/sessions?paymentLinkId=plink_1&page=900',
    '/checkout/sessions?customerId=cus_1',
    '/customers',
    '/customers?order=desc&page=900',
    '/customers?email=ada%40shop.example',
    '/customers?search=ada',
    '/customers?search=ada%20lovelace%20shop&order=desc&page=9',
    '/refunds?page=900',
    '/refunds?chargeId=ch_1',
    '/balance-transactions?page=900',
    '/balance-transactions?type=REFUND&page=900',
    '/products?active=true&page=900',
    '/payment-links?active=true&page=900',
    '/coupons?active=false',
    '/promotion-codes?code=SPRING',
    '/promotion-codes?active=true&page=900',
    '/discounts?page=900',
    '/v2/payments',
    '/v2/payments?status=failed',
    '/v2/payments?order_id=order-1',
    '/sandbox/payments',
    '/sandbox/payments?below=9',
    '/sandbox/payments?search=ada%40shop.example',
    '/sandbox/events?below=9',
    '/sandbox/events?type=payment_intent.succeeded',
    '/sandbox/deliveries?page=900',
    '/sandbox/deliveries?state=failed&page=900',
  ])('%s reads no table from its beginning, and sorts nothing but blocks', async (path) => {
    const { scanned, sorting } = await stepsOf(path);
    expect(scanned).toEqual([]);
    expect(sorting.filter((sql) => !sql.includes('from "list_counts"'))).toEqual([]);
  });

  it.each([
    '/balance-transactions?source=ch_1',
    '/payment-links?amount[gt]=100',
    '/payment-links?date[last]=7d',
    '/payment-links?search=clay&amount[gt]=100',
    '/sandbox/payments?status=failed',
    '/sandbox/deliveries?objectId=ch_1',
  ])('%s reads no table from its beginning, and sorts what it knows to be few', async (path) => {
    expect((await stepsOf(path)).scanned).toEqual([]);
  });

  it('is looked for in its block by a search of the blocks and one of the rows', async () => {
    await stepsOf('/customers?page=900');
    const plansOf = (words: RegExp) =>
      [...new Set(statements)]
        .filter((sql) => words.test(sql))
        .flatMap((sql) => plans.prepare(`explain query plan ${sql}`).all() as { detail: string }[])
        .map(({ detail }) => detail);
    expect(plansOf(/over \(order by start\)/).join()).toMatch(/SEARCH list_counts USING PRIMARY KEY/);
    expect(plansOf(/"position" >= .*offset/)).toEqual([
      expect.stringMatching(
        /^SEARCH customers USING COVERING INDEX \w+ \(merchant_id=\? AND livemode=\? AND id>\? AND id<\?\)$/,
      ),
    ]);
  });
});
