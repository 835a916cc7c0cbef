// A merchant's customers, products, coupons and links in test mode. Pictures are files, and stay.

import type { Trx } from './store.ts';

/** With an owner of their own, parents before what refers to them. */
export const OWNED_SALES = [
  'customers',
  'products',
  'prices',
  'coupons',
  'promotion_codes',
  'payment_links',
  'search_texts',
  'discounts',
] as const;

/** The rows. */
export async function readSales(trx: Trx, merchantId: string) {
  return { ...(await readCatalog(trx, merchantId)), ...(await readOffers(trx, merchantId)) };
}

async function readCatalog(trx: Trx, merchantId: string) {
  const own = { merchant_id: merchantId, livemode: 0 } as const;
  const { customers } = idsOf(trx, merchantId);
  return {
    customers: await trx
      .selectFrom('customers')
      .selectAll()
      .where((is) => is.and(own))
      .orderBy('id')
      .execute(),
    saved_cards: await trx
      .selectFrom('saved_cards')
      .selectAll()
      .where('customer_id', 'in', customers)
      .execute(),
    products: await trx
      .selectFrom('products')
      .selectAll()
      .where((is) => is.and(own))
      .orderBy('id')
      .execute(),
    prices: await trx
      .selectFrom('prices')
      .selectAll()
      .where((is) => is.and(own))
      .orderBy('id')
      .execute(),
  };
}

async function readOffers(trx: Trx, merchantId: string) {
  const own = { merchant_id: merchantId, livemode: 0 } as const;
  const { links } = idsOf(trx, merchantId);
  return {
    coupons: await trx
      .selectFrom('coupons')
      .selectAll()
      .where((is) => is.and(own))
      .orderBy('id')
      .execute(),
    promotion_codes: await trx
      .selectFrom('promotion_codes')
      .selectAll()
      .where((is) => is.and(own))
      .orderBy('id')
      .execute(),
    payment_links: await trx
      .selectFrom('payment_links')
      .selectAll()
      .where((is) => is.and(own))
      .orderBy('id')
      .execute(),
    payment_link_items: await trx
      .selectFrom('payment_link_items')
      .selectAll()
      .where('link_id', 'in', links)
      .execute(),
    discounts: await trx
      .selectFrom('discounts')
      .selectAll()
      .where((is) => is.and(own))
      .orderBy('id')
      .execute(),
  };
}

/** Deletes discounts; sessions may go then. */
export async function deleteDiscounts(trx: Trx, merchantId: string): Promise<void> {
  await trx.deleteFrom('discounts').where('merchant_id', '=', merchantId).where('livemode', '=', 0).execute();
}

/** Deletes what discounts and sessions refer to. Call it when they are gone. */
export async function deleteSales(trx: Trx, merchantId: string): Promise<void> {
  const { customers, links } = idsOf(trx, merchantId);
  await trx.deleteFrom('saved_cards').where('customer_id', 'in', customers).execute();
  await trx.deleteFrom('payment_link_items').where('link_id', 'in', links).execute();
  for (const table of [...OWNED_SALES].reverse()) {
    await trx.deleteFrom(table).where('merchant_id', '=', merchantId).where('livemode', '=', 0).execute();
  }
}

function idsOf(trx: Trx, merchantId: string) {
  const own = (table: 'customers' | 'payment_links') =>
    trx.selectFrom(table).select('id').where('merchant_id', '=', merchantId).where('livemode', '=', 0);
  return { customers: own('customers'), links: own('payment_links') };
}
