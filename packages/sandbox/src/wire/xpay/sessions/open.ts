// A session from a request, with all that its ids stand for: prices, a customer, coupons, or an intent it takes over.

import type { Checkout } from '../../../domain/checkout.ts';
import { asked } from '../../../domain/custom-field.ts';
import { handOver } from '../../../domain/handover.ts';
import type { SessionTerms } from '../../../domain/session.ts';
import type { Payments } from '../../../payments.ts';
import { holdDiscounts, keepDiscounts } from '../../../redemptions.ts';
import { findCheckout, findSessionOfIntent, insertCheckout, type Owner } from '../../../store/checkouts.ts';
import { findCustomer } from '../../../store/customers.ts';
import { insertIntent, moveIntent } from '../../../store/handover.ts';
import { countUsage } from '../../../store/products.ts';
import type { Trx } from '../../../store/store.ts';
import { mustBeOffered } from '../../must-be-offered.ts';
import { refuseForeignUrls } from '../../return-urls.ts';
import { accepted, noSuch } from '../answers.ts';
import { type NewSession, type OpenDeps, openCheckout } from '../create.ts';
import type { CreateSessionBody, UpdateSessionBody } from '../schemas.ts';
import { DEFAULT_TERMS, type Found, toTerms, urlsOf } from '../terms.ts';
import { currencyOf, findItems } from './items.ts';

export type SessionDeps = OpenDeps & { readonly payments: Pick<Payments, 'write'> };

/** Writes the session that a request describes. @throws ApiError when it cannot be had; all is undone then. */
export async function openSession(
  trx: Trx,
  body: CreateSessionBody,
  owner: Owner,
  deps: SessionDeps,
): Promise<Checkout> {
  const { ids, clock } = deps;
  const { lineItems: inputs, discounts: wishes = [], customFields = [], expiresAfterMinutes, ...rest } = body;
  await refuseForeignUrls(trx, owner, urlsOf(rest));
  await mustBeOffered(trx, owner, body.paymentMethodTypes, 'paymentMethodTypes');
  const items = inputs === undefined ? null : await findItems(trx, owner, inputs, ids);
  const taken = await takeIntent(trx, body.paymentIntentId, owner, deps);
  const found = { lineItems: items ?? taken?.lineItems ?? null, customer: await findBuyer(trx, owner, body) };
  const { terms } = accepted(toTerms(taken === null ? rest : { ...rest, ...taken.price }, found));
  const complete: SessionTerms = {
    ...DEFAULT_TERMS,
    afterCompletion: rest.afterCompletion,
    amountTotal: 0,
    ...terms,
  };
  const currency = taken?.currency ?? currencyOf(items ?? [], body.currency);
  const customerId = body.customerId ?? null;
  const wanted = {
    ...owner,
    subtotal: complete.amountTotal,
    currency,
    lineItems: complete.lineItems,
    customerId,
  };
  const { discounts } = accepted(await holdDiscounts(trx, wishes, wanted, ids, clock.now()));
  const session: NewSession = {
    ...pickIdentity(body),
    currency,
    customerId,
    discounts,
    customFields: asked(customFields),
    savedCards: body.savedCards ?? null,
    terms: complete,
    lifetimeMs: expiresAfterMinutes * 60_000,
    ...(taken === null ? {} : { intent: taken.intent }),
  };
  return writeSession(trx, session, owner, deps);
}

/** Writes a new session with all that hangs on it. */
export async function writeSession(
  trx: Trx,
  session: NewSession,
  owner: Owner,
  deps: OpenDeps,
): Promise<Checkout> {
  const checkout = openCheckout(session, owner, deps);
  await insertCheckout(trx, checkout, session.intent === undefined ? 'new' : 'moved');
  if (session.intent !== undefined) await moveIntent(trx, checkout.intent.id, checkout.session.id);
  await countUsage(
    trx,
    checkout.session.lineItems.map(({ price }) => price?.id ?? null),
  );
  if (checkout.session.discounts.length > 0) await keepDiscounts(trx, checkout, deps.clock.now());
  return checkout;
}

/** What the ids of a change stand for. @throws ApiError for one that is nobody's, or another's. */
export async function findNamed(
  trx: Trx,
  body: UpdateSessionBody,
  { session }: Checkout,
  { ids }: OpenDeps,
): Promise<Found> {
  const items = body.lineItems === undefined ? null : await findItems(trx, session, body.lineItems, ids);
  if (items !== null) currencyOf(items, session.currency);
  return { lineItems: items, customer: await findBuyer(trx, session, body) };
}

function pickIdentity(body: CreateSessionBody) {
  const { mode, uiMode, submitType = 'pay', captureMethod, paymentMethodTypes } = body;
  const { customerCreation, allowPromotionCodes } = body;
  return {
    ...{ mode, uiMode, submitType, captureMethod, paymentMethodTypes },
    ...{ customerCreation, allowPromotionCodes },
  };
}

async function findBuyer(trx: Trx, owner: Owner, { customerId }: Pick<UpdateSessionBody, 'customerId'>) {
  if (customerId == null) return null;
  const customer = await findCustomer(trx, owner, customerId);
  if (customer === null) throw noSuch('customer', 'customerId');
  return customer;
}

/** Takes an unpaid intent out of the session it is in, which expires. */
async function takeIntent(
  trx: Trx,
  intentId: string | undefined,
  owner: Owner,
  { ids, clock, payments }: SessionDeps,
) {
  if (intentId === undefined) return null;
  const sessionId = await findSessionOfIntent(trx, intentId);
  const before = sessionId === null ? null : await findCheckout(trx, sessionId);
  const isOwn = before?.session.merchantId === owner.merchantId && before.session.livemode === owner.livemode;
  if (before === null || !isOwn) throw noSuch('payment intent', 'paymentIntentId');
  const { handover } = accepted(handOver(before, ids.next('pi'), clock.now()));
  const { left, taken: intent } = handover;
  await insertIntent(trx, left.checkout.intent, left.checkout.session);
  await payments.write(trx, before, left);
  const { session } = before;
  // Discounts stay where they were taken off: the intent moves at its own amount, which line items would contradict.
  const hasItems = session.discounts.length === 0 && session.lineItems.length > 0;
  const lineItems = hasItems ? session.lineItems.map((item) => ({ ...item, id: ids.next('li') })) : null;
  return {
    intent,
    currency: session.currency,
    lineItems,
    price: hasItems ? {} : { amount: before.intent.amount },
  };
}
