// What the end of a session means for customers and coupons: part of the write that ends it.

import type { Acquirer } from './bank/acquirer.ts';
import type { Charge, ChargeCard } from './domain/charge.ts';
import type { Change, Checkout } from './domain/checkout.ts';
import type { Instant } from './domain/clock.ts';
import { type Customer, createCustomer } from './domain/customer.ts';
import type { Ids } from './domain/id.ts';
import type { Session } from './domain/session.ts';
import { endDiscounts } from './redemptions.ts';
import { findGuest, saveCustomer } from './store/customers.ts';
import { writeUsedCard } from './store/saved-cards.ts';
import type { Store, Trx } from './store/store.ts';

export interface SaleDeps {
  readonly store: Pick<Store, 'vault'>;
  readonly ids: Ids;
  readonly acquirer: Pick<Acquirer, 'forget'>;
}

export interface Sold {
  /** The change with the customer who has bought. */
  readonly change: Change;
  /** A registered customer that the order has made. */
  readonly newCustomer: Customer | null;
}

/** Finds or makes the customer of a session that is complete, and settles what it holds of coupons. */
export async function recordSale(trx: Trx, change: Change, deps: SaleDeps, now: Instant): Promise<Sold> {
  const { session } = change.checkout;
  if (session.status === 'open') return { change, newCustomer: null };
  const buyer = change.events.includes('session_completed') ? buyerIn(change.checkout) : null;
  const sold =
    buyer === null ? { change, newCustomer: null } : await attribute(trx, change, buyer, deps, now);
  await endDiscounts(trx, sold.change.checkout, now);
  return sold;
}

/** What is known of who has bought. */
type Bought = Pick<Charge, 'card' | 'billing' | 'shipping'>;

/** Of an order without a price the latest charge, if there is one, is an attempt that failed before. */
function buyerIn({ session, charges }: Checkout): Bought | null {
  return session.placedBy === null ? (charges.at(-1) ?? null) : { card: null, ...session.placedBy };
}

async function attribute(
  trx: Trx,
  change: Change,
  buyer: Bought,
  deps: SaleDeps,
  now: Instant,
): Promise<Sold> {
  const { session } = change.checkout;
  const customer = session.customerId === null ? await whoBought(trx, session, buyer, deps.ids, now) : null;
  const customerId = session.customerId ?? customer?.id ?? null;
  if (customerId === null) return { change, newCustomer: null };
  if (buyer.card !== null) await writeCard(trx, { ...buyer.card, customerId }, change.keptAs, deps, now);
  return {
    change: { ...change, checkout: { ...change.checkout, session: { ...session, customerId } } },
    newCustomer: customer?.type === 'registered' ? customer : null,
  };
}

/** Every card is remembered as one that was paid with; to be paid with again, only where the buyer agreed. */
async function writeCard(
  trx: Trx,
  card: ChargeCard & { readonly customerId: string },
  token: string | undefined,
  { store, ids, acquirer }: SaleDeps,
  now: Instant,
): Promise<void> {
  const at = now.toISOString();
  const used = { ...card, id: ids.next('pm'), createdAt: at, lastUsedAt: at };
  const replaced = await writeUsedCard(trx, store.vault, { card: used, token: token ?? null });
  if (replaced !== null) await acquirer.forget(trx, replaced);
}

/** A registered customer where the merchant wants one and the buyer can be reached; otherwise a guest, known or new. */
async function whoBought(
  trx: Trx,
  session: Session,
  { card, billing, shipping }: Bought,
  ids: Ids,
  now: Instant,
): Promise<Customer | null> {
  const { merchantId, livemode, customer: details } = session;
  const isReachable = details.email !== null || details.phone !== null;
  const isRegistered = session.customerCreation === 'always' && isReachable;
  if (!isRegistered) {
    const known = await findGuest(trx, session, {
      email: details.email,
      fingerprint: card?.fingerprint ?? null,
    });
    if (known !== null) return known;
  }
  const type = isRegistered ? 'registered' : 'guest';
  const address = billing.address ?? shipping?.address ?? null;
  const made = createCustomer(
    { id: ids.next('cus'), merchantId, livemode, type },
    { ...details, address },
    now,
  );
  if ('problem' in made) return null;
  await saveCustomer(trx, made.customer, true);
  return made.customer;
}
