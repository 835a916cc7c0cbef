// One press of Pay: what the buyer pays with, and what has to be known of it before an attempt is written.

import type { PaymentMethodInput } from '@xpay/protocol/payment-methods';
import type { Presented } from './bank/presented.ts';
import { mustFind } from './changes.ts';
import type { NewApproval } from './domain/approval.ts';
import type { Attempt } from './domain/attempt.ts';
import type { NewAuthentication } from './domain/authentication.ts';
import type { BuyerBrowser } from './domain/buyer-browser.ts';
import { offeredBy, type SavedCard } from './domain/saved-cards.ts';
import type { Session } from './domain/session.ts';
import type { PaymentsDeps } from './payments.ts';
import { findKeptCard, type KeptCard } from './store/saved-cards.ts';
import type { Queries } from './store/store.ts';
import type { Vault } from './store/vault.ts';
import { newApproval } from './threeds/approvals.ts';
import { startOf } from './threeds/verifications.ts';

/** One press of Pay. */
export interface Press {
  /** What is paid with. In memory for as long as the banks are asked. */
  readonly means: PaymentMethodInput;
  readonly browser: BuyerBrowser;
  /** Judges what the buyer typed or chose, and throws if it must. `savedCard` is what the id of a kept card stands for. */
  readonly check: (session: Session, savedCard: SavedCard | null) => Omit<Attempt, 'chargeId'>;
}

/** How an attempt begins: the money is asked for at once, or its buyer is asked first, by their bank or a provider. */
export type Start =
  | { readonly to: 'charge'; readonly presented: Presented }
  | { readonly to: 'verify'; readonly verification: Omit<NewAuthentication, 'chargeId'> }
  | { readonly to: 'approve'; readonly approval: Omit<NewApproval, 'chargeId'> };

/** Looks up what has to be known; what the acquirer needs later is kept there, since a card lives for one request only. */
export async function startWith(
  deps: PaymentsDeps,
  sessionId: string,
  chargeId: string,
  { means, browser }: Pick<Press, 'means' | 'browser'>,
): Promise<Start> {
  switch (means.type) {
    case 'card':
      return startWithCard(deps, sessionId, chargeId, means, browser);
    case 'wallet':
    case 'bnpl':
      return { to: 'approve', approval: newApproval(means.type, browser, deps) };
    case 'bank_transfer':
      return { to: 'charge', presented: { transfer: 'awaited' } };
    case 'apple_pay':
    case 'google_pay':
      return { to: 'charge', presented: { paymentToken: means.token } };
    case 'saved_card':
      return startWithSavedCard(deps, sessionId, chargeId, means, browser);
  }
}

async function startWithCard(
  { acquirer, bank, ownOrigins }: PaymentsDeps,
  sessionId: string,
  chargeId: string,
  { card, save: keep = false }: Extract<PaymentMethodInput, { readonly type: 'card' }>,
  browser: BuyerBrowser,
): Promise<Start> {
  const enrolment = await bank.lookUp(card, sessionId);
  if (enrolment === null) return { to: 'charge', presented: { card, keep } };
  // Before the charge is there: one whose card was lost on the way could never be paid.
  await acquirer.prepare({ chargeId, card, keep });
  return { to: 'verify', verification: startOf(enrolment, browser, ownOrigins) };
}

/** As above, with what the acquirer knows the card by: its number is nowhere here. */
async function startWithSavedCard(
  { store, acquirer, bank, ownOrigins }: PaymentsDeps,
  sessionId: string,
  chargeId: string,
  means: Extract<PaymentMethodInput, { readonly type: 'saved_card' }>,
  browser: BuyerBrowser,
): Promise<Start> {
  const kept = await store.transaction(async (trx) =>
    savedCardOf(trx, store.vault, (await mustFind(trx, sessionId)).session, means),
  );
  // Without a token nothing is charged; the check has the words for it, unless the request was answered before.
  const presented = { token: kept?.token ?? '', cvc: means.savedCard.cvc ?? null };
  const reference = kept && (await acquirer.referenceOf(kept.token));
  const enrolment = reference && (await bank.lookUpReference(reference, sessionId));
  if (!enrolment) return { to: 'charge', presented };
  await acquirer.prepare({ chargeId, ...presented });
  return { to: 'verify', verification: startOf(enrolment, browser, ownOrigins) };
}

/** The kept card that is paid with, if it is one that this session offers. */
export async function savedCardOf(
  db: Queries,
  vault: Vault,
  session: Session,
  means: PaymentMethodInput,
): Promise<KeptCard | null> {
  const offered = means.type === 'saved_card' ? offeredBy(session) : null;
  if (offered === null || means.type !== 'saved_card') return null;
  return findKeptCard(db, vault, offered.customerId, means.savedCard.id);
}
