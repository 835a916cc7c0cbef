// Every change of a checkout goes through here: with its events, its outcome at the acquirer, and the answer a key repeats.

import type { Acquirer } from './bank/acquirer.ts';
import { settleAttempt } from './domain/attempt.ts';
import type { Outcome } from './domain/charge.ts';
import type { Change, Checkout } from './domain/checkout.ts';
import type { Clock } from './domain/clock.ts';
import type { Ids } from './domain/id.ts';
import { newsOf } from './live/news-of.ts';
import type { Watch } from './live/watch.ts';
import { recordSale } from './sales.ts';
import type { Settings } from './settings.ts';
import { findCheckout, Outdated, saveCheckout } from './store/checkouts.ts';
import { completeClaim, type StoredAnswer } from './store/idempotency.ts';
import { recordMovements } from './store/ledger.ts';
import { getMerchant } from './store/merchants.ts';
import { saveRefund } from './store/refunds.ts';
import { findOfferedCards } from './store/saved-cards.ts';
import { afterCommit, type Store, type Trx } from './store/store.ts';
import { type PublicDeps, toPublicSession } from './wire/browser/public-session.ts';
import { type EventDeps, recordChange, recordCustomer } from './wire/registry.ts';

export interface ChangesDeps {
  /** Holds the cards that customers keep. */
  readonly acquirer: Pick<Acquirer, 'forget'>;
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: Pick<Settings, 'checkoutOrigin' | 'threedsOrigin' | 'bankOrigin'>;
  /** When an event that happens now is to be sent, RFC 3339. */
  readonly firstAttemptAt: EventDeps['firstAttemptAt'];
  /** Whether the sandbox was told to fail in this session. */
  readonly isFaulty: PublicDeps['isFaulty'];
  /** Called after deliveries were committed: somebody may want to send them at once. */
  readonly onEvents: () => void;
  /** Called after a change was committed, for whoever has the session open. */
  readonly publish: Watch['publish'];
}

export interface Answered {
  readonly answer: StoredAnswer;
  /** It was given before, to a request with the same key. */
  readonly isReplay: boolean;
}

export type CReqRule = 'with creq' | 'without creq';

export interface Changes {
  /** Writes a change with its events in the caller's transaction. */
  write(trx: Trx, before: Checkout, change: Change): Promise<void>;
  /** The checkout as the browser may see it; with the CReq only in the one answer that begins a challenge. */
  answer(trx: Trx, checkout: Checkout, creq?: CReqRule): Promise<StoredAnswer>;
  /**
   * Writes what the acquirer said of a charge, and answers the request that waits for it. `known`: the checkout as the
   * caller has written it a moment ago; it is read again only if somebody else has written since.
   */
  settle(
    sessionId: string,
    chargeId: string,
    outcome: Outcome,
    known?: Checkout | null,
  ): Promise<StoredAnswer>;
}

/** The changes of one store. */
export function createChanges(deps: ChangesDeps): Changes {
  const { store, clock, ids, settings, firstAttemptAt, isFaulty, onEvents, publish } = deps;

  async function write(trx: Trx, before: Checkout, planned: Change): Promise<void> {
    if (planned.checkout === before) return;
    const { change, newCustomer } = await recordSale(trx, planned, deps, clock.now());
    await saveCheckout(trx, before, change.checkout);
    if (change.refund !== undefined) await saveRefund(trx, change.refund, change.checkout.session);
    await recordMovements(trx, change.movements ?? [], change.checkout.session);
    const told = { vault: store.vault, settings, ids, firstAttemptAt };
    const isCustomerTold =
      newCustomer !== null && (await recordCustomer(trx, change, newCustomer, told, clock.now()));
    const isTold = await recordChange(trx, change, told, clock.now());
    const { session } = change.checkout;
    afterCommit(trx, () => publish(session.id, newsOf(session)));
    if (isTold || isCustomerTold) afterCommit(trx, onEvents);
  }

  async function answer(
    trx: Trx,
    checkout: Checkout,
    creq: CReqRule = 'without creq',
  ): Promise<StoredAnswer> {
    const merchant = await getMerchant(trx, checkout.session.merchantId);
    const savedCards = await findOfferedCards(trx, checkout.session);
    const how = { merchant, settings, vault: store.vault, creq, isFaulty, savedCards };
    const session = toPublicSession(checkout, how, clock.now());
    return { status: 200, body: JSON.stringify(session) };
  }

  function settleIn(sessionId: string, chargeId: string, outcome: Outcome, known: Checkout | null) {
    return store.transaction(async (trx) => {
      const before = known ?? (await mustFind(trx, sessionId));
      const result = settleAttempt(before, chargeId, outcome, clock.now());
      if ('problem' in result) throw new Error(`${chargeId} cannot be settled: ${result.problem.message}`);
      await write(trx, before, result);
      const stored = await answer(trx, result.checkout);
      await completeClaim(trx, store.vault, chargeId, stored);
      return stored;
    });
  }

  return {
    write,
    answer,
    settle: (sessionId, chargeId, outcome, known = null) =>
      settleIn(sessionId, chargeId, outcome, known).catch((cause: unknown) => {
        if (known === null || !(cause instanceof Outdated)) throw cause;
        return settleIn(sessionId, chargeId, outcome, null);
      }),
  };
}

/** The checkout of a session that is known to be there. @throws when it is not. */
export async function mustFind(trx: Trx, sessionId: string): Promise<Checkout> {
  const checkout = await findCheckout(trx, sessionId);
  if (checkout === null) throw new Error(`${sessionId} is gone.`);
  return checkout;
}
