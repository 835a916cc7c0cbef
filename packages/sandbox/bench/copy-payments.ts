// Many payments at once: one that was really made, with all that belongs to it, copied row by row with ids of its own.

import type { IdPrefix, Ids } from '../src/domain/id.ts';
import { indexCustomer, indexLink, indexProduct } from '../src/store/search-objects.ts';
import type { Trx } from '../src/store/store.ts';
import { insertRows, readTestRows, type TestRows, type TestTable } from '../src/store/test-data.ts';
import type { Sandbox } from '../src/test-sandbox.ts';

/** Payments of one transaction. */
const CHUNK = 500;

/** Parents before what refers to them. */
const TABLES = [
  'customers',
  'products',
  'prices',
  'coupons',
  'promotion_codes',
  'payment_links',
  'payment_link_items',
  'checkout_sessions',
  'payment_intents',
  'discounts',
  'charges',
  'refunds',
  'movements',
  'events',
  'deliveries',
] as const satisfies readonly TestTable[];

type Row = Readonly<Record<string, unknown>>;
type Copies = Record<(typeof TABLES)[number], Row[]>;

/** Fills the store until it holds `count` of each payment that is there, and as many of all else. */
export async function copyPayments({ store, keys }: Sandbox, count: number, ids: Ids): Promise<void> {
  const model = await store.transaction((trx) => readTestRows(trx, keys.merchantId));
  const owner = { merchantId: keys.merchantId, livemode: false };
  for (let done = 1; done < count; done += CHUNK) {
    const copies = noCopies();
    for (let index = done; index < Math.min(done + CHUNK, count); index += 1)
      copyAll(model, copies, index, ids);
    await store.transaction(async (trx) => {
      for (const table of TABLES) await insertRows(trx, table, copies[table] as never);
      await index(trx, owner, copies);
    });
  }
}

function noCopies(): Copies {
  return Object.fromEntries(TABLES.map((table) => [table, []])) as unknown as Copies;
}

function copyAll(model: TestRows, copies: Copies, index: number, ids: Ids): void {
  const renamed = new Map<unknown, string>();
  for (const table of TABLES) {
    for (const { id } of model[table]) renamed.set(id, ids.next(prefixOf(id)));
  }
  for (const charge of model.movements) {
    renamed.set(charge.id, `txn_${renamed.get(charge.source_id) ?? ''}`);
  }
  for (const table of TABLES) {
    for (const row of model[table]) {
      const copy = Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, renamed.get(value) ?? value]),
      );
      copies[table].push({ ...copy, ...changesOf(table, { ...row }, index, model) });
    }
  }
}

/** What tells one copy from another: order, names, amounts, and a few that are not as the others. */
function changesOf(table: TestTable, row: Row, index: number, model: TestRows): Row {
  const isRare = index % 40 === 0;
  if (table === 'customers') {
    const name = index % 2 === 0 ? `Ada${index} Lovelace` : `Grace${index} Murray`;
    return { name, email: `ada${index}@shop.example`, external_id: `customer-${index}` };
  }
  if (table === 'products' || table === 'payment_link_items') return { name: `Mug${index} of clay` };
  if (table === 'payment_links') return { amount: 100 + (index % 1000), active: isRare ? 0 : 1 };
  if (table === 'coupons') return { active: isRare ? 0 : 1 };
  // All of one coupon.
  if (table === 'discounts') return { coupon_id: row['coupon_id'] };
  if (table === 'promotion_codes') {
    return { code: `CODE${index}`, code_key: `CODE${index}`, coupon_id: row['coupon_id'] };
  }
  if (table === 'checkout_sessions') {
    const status = index % 5 === 0 ? 'expired' : row['status'];
    const sequence = Number(row['sequence']) + index * model.checkout_sessions.length;
    const link = row['api'] === 'xpay' ? model.payment_links[0]?.id : null;
    return {
      client_secret_hash: `${row['id']}-${index}`,
      status,
      sequence,
      reference: `order-${index}`,
      customer_email: `ada${index}@shop.example`,
      payment_link_id: link ?? null,
    };
  }
  if (table === 'payment_intents') return isRare ? { status: 'failed' } : {};
  if (table === 'movements') return { sequence: Number(row['sequence']) + index * model.movements.length };
  if (table === 'events') return { sequence: Number(row['sequence']) + index * model.events.length };
  if (table === 'deliveries') return { state: isRare ? 'failed' : 'delivered', next_attempt_at: null };
  return {};
}

async function index(trx: Trx, owner: Parameters<typeof indexCustomer>[1], copies: Copies): Promise<void> {
  // Copies of rows are rows.
  const { customers, products, payment_links, payment_link_items } = copies as unknown as TestRows;
  for (const { external_id: externalId, ...customer } of customers) {
    await indexCustomer(trx, owner, { ...customer, externalId });
  }
  for (const { unit_label: unitLabel, ...product } of products) {
    await indexProduct(trx, owner, {
      ...product,
      unitLabel,
      active: product.active === 1,
      metadata: { set: 'tea' },
    });
  }
  for (const { id, active } of payment_links) {
    const items = payment_link_items.filter((item) => item.link_id === id);
    const lineItems = items.map(({ unit_label: unitLabel, ...item }) => ({ ...item, unitLabel }));
    await indexLink(trx, owner, { id, active: active === 1, lineItems });
  }
}

function prefixOf(id: string): IdPrefix {
  // Every id of a model was made by `next`.
  return id.slice(0, id.lastIndexOf('_')) as IdPrefix;
}
