// What the end of a session means for customers and coupons: part of the write that ends it.

import type { Charge } from './domain/charge.ts';
import type { Change } from './domain/checkout.ts';
import type { Instant } from './domain/clock.ts';
import { type Customer, createCustomer } from './domain/customer.ts';
import type { Ids } from './domain/id.ts';
import type { Session } from './domain/session.ts';
import { endDiscounts } from './redemptions.ts';
import { findGuest, saveCard, saveCustomer } from './store/customers.ts';
import type { Trx } from './store/store.ts';

export interface Sold {
  /** The change with the customer who has paid. */
  readonly change: Change;
  /** A registered customer that the payment has made. */
  readonly newCustomer: Customer | null;
}

/** Finds or makes the customer of a session that somebody has paid, and settles what it holds of coupons. */
export async function recordSale(trx: Trx, change: Change, ids: Ids, now: Instant): Promise<Sold> {
  const { session } = change.checkout;
  if (session.status === 'open') return { change, newCustomer: null };
  const charge = change.checkout.charges.at(-1);
  const isPaid = change.events.includes('session_completed') && charge !== undefined;
  const sold = isPaid ? await attribute(trx, change, charge, ids, now) : { change, newCustomer: null };
  await endDiscounts(trx, sold.change.checkout, now);
  return sold;
}

async function attribute(trx: Trx, change: Change, charge: Charge, ids: Ids, now: Instant): Promise<Sold> {
  const { session } = change.checkout;
  const customer = session.customerId === null ? await whoPaid(trx, session, charge, ids, now) : null;
  const customerId = session.customerId ?? customer?.id ?? null;
  if (customerId === null) return { change, newCustomer: null };
  const at = now.toISOString();
  await saveCard(trx, { ...charge.card, id: ids.next('pm'), customerId, createdAt: at, lastUsedAt: at });
  return {
    change: { ...change, checkout: { ...change.checkout, session: { ...session, customerId } } },
    newCustomer: customer?.type === 'registered' ? customer : null,
  };
}

/** A registered customer where the merchant wants one and the buyer can be reached; otherwise a guest, known or new. */
async function whoPaid(
  trx: Trx,
  session: Session,
  { card }: Charge,
  ids: Ids,
  now: Instant,
): Promise<Customer | null> {
  const { merchantId, livemode, customer: details } = session;
  const isRegistered = session.customerCreation === 'always' && details.email !== null;
  if (!isRegistered) {
    const known = await findGuest(trx, session, { email: details.email, fingerprint: card.fingerprint });
    if (known !== null) return known;
  }
  const type = isRegistered ? 'registered' : 'guest';
  const made = createCustomer({ id: ids.next('cus'), merchantId, livemode, type }, details, now);
  if ('problem' in made) return null;
  await saveCustomer(trx, made.customer, true);
  return made.customer;
}
