// What a browser may do about a verification or an approval: go on, stop, begin again. Each once, whatever is repeated or late.

import { randomUUID } from 'node:crypto';
import { isBankUrl } from '@xpay/protocol/bridge-messages';
import type { Enrolment } from '../bank/bank.ts';
import { type Answered, mustFind } from '../changes.ts';
import { beginApproval } from '../domain/approval.ts';
import type { NewAuthentication } from '../domain/authentication.ts';
import type { BuyerBrowser } from '../domain/buyer-browser.ts';
import type { Checkout } from '../domain/checkout.ts';
import type { Instant } from '../domain/clock.ts';
import type { Ids } from '../domain/id.ts';
import {
  beginVerification,
  cancelVerification,
  expireVerification,
  finishMethod,
  giveUpVerification,
} from '../domain/verification.ts';
import { replayOf } from '../http/idempotency-key.ts';
import { ApiError } from '../http/problem.ts';
import { stackOf } from '../http/redact.ts';
import {
  type AuthenticationKey,
  findAsking,
  findChargeOf,
  findDueAuthentications,
} from '../store/authentications.ts';
import {
  claim,
  completeClaim,
  findClaim,
  type IdempotentRequest,
  type StoredAnswer,
} from '../store/idempotency.ts';
import type { Trx } from '../store/store.ts';
import { randomBase62 } from '../store/vault.ts';
import { type ApprovalDeps, newApproval, orderApproval } from './approvals.ts';
import { ask, type StepDeps, takeStep } from './steps.ts';

export interface VerificationsDeps extends StepDeps, Pick<ApprovalDeps, 'providers'> {
  readonly ids: Ids;
}

export interface Verifications {
  /** The method step is over: the bank is asked, once, whatever is said later. */
  authenticate(key: AuthenticationKey, request: IdempotentRequest): Promise<Answered>;
  /** The buyer stops. What has ended stays as it is. */
  cancel(key: AuthenticationKey): Promise<StoredAnswer>;
  /** The same card, verified anew: the old attempt fails, another begins. What has ended stays as it is. */
  restart(key: AuthenticationKey, browser: BuyerBrowser, request: IdempotentRequest): Promise<Answered>;
  /** Ends what is over; at a start, also what waits for an answer that nobody is there to hear. */
  sweep(which: 'due' | 'all'): Promise<void>;
}

/** The verifications of one store. */
export function createVerifications(deps: VerificationsDeps): Verifications {
  const { store, clock, acquirer, changes, ids } = deps;
  return {
    authenticate: (key, request) =>
      once(deps, key, request, async (trx, before, now) => {
        const change = finishMethod(before, now);
        if (change.checkout === before) return null;
        await changes.write(trx, before, change);
        return change.checkout;
      }),
    cancel: async (key) => (await takeStep(deps, key, cancelVerification)).answer,
    async restart(key, browser, request) {
      const chargeId = ids.next('ch');
      // Before the charge is there: one whose card was lost on the way could never be paid.
      await acquirer.copyPrepared(await findChargeOf(store.db, key), chargeId);
      return once(deps, key, request, (trx, before, now) =>
        beginAgain(deps, trx, before, { chargeId, browser }, now),
      );
    },
    async sweep(which) {
      for (const key of which === 'all' ? await findAsking(store.db) : []) {
        await endOne(deps, key, giveUpVerification);
      }
      for (const key of await findDueAuthentications(store.db, clock.now().toISOString())) {
        await endOne(deps, key, expireVerification);
      }
    },
  };
}

/** What a new verification of an enrolled card starts with: the bank's method page, if a browser may be sent there. */
export function startOf(
  { accountReference, methodUrl }: Enrolment,
  browser: BuyerBrowser,
  ownOrigins: readonly string[],
): Omit<NewAuthentication, 'chargeId'> {
  const isUsable = methodUrl !== null && isBankUrl(methodUrl, ownOrigins);
  const skipped = methodUrl === null ? 'U' : 'N';
  return {
    // Whoever has it may post a notification, so that it has to be beyond guessing.
    id: `tds_${randomBase62(ID_LENGTH)}`,
    serverTransactionId: randomUUID(),
    accountReference,
    methodUrl: isUsable ? methodUrl : null,
    methodCompletion: isUsable ? null : skipped,
    browser,
  };
}

/** 142 random bits. */
const ID_LENGTH = 24;

/** Runs a step once per key. One that returns null has changed nothing, and leaves the key free. */
async function once(
  deps: VerificationsDeps,
  key: AuthenticationKey,
  request: IdempotentRequest,
  step: (trx: Trx, before: Checkout, now: Instant) => Promise<Checkout | null>,
): Promise<Answered> {
  const { store, clock, changes } = deps;
  const { asking, ...answered } = await store.transaction(async (trx) => {
    const now = clock.now();
    const replay = replayOf(await findClaim(trx, store.vault, request, now));
    if (replay !== null) return { answer: replay, isReplay: true, asking: null };
    const before = await mustFind(trx, key.sessionId);
    const after = before.authentication?.id === key.id ? await step(trx, before, now) : null;
    const answer = await changes.answer(trx, after ?? before);
    const authentication = after?.authentication ?? null;
    if (authentication === null) return { answer, isReplay: false, asking: null };
    const { id, chargeId, state } = authentication;
    await claim(trx, store.vault, request, state === 'asking' ? { chargeId } : answer, now);
    const asking: AuthenticationKey | null = state === 'asking' ? { id, sessionId: key.sessionId } : null;
    return { answer, isReplay: false, asking };
  });
  return asking === null ? answered : { answer: await ask(deps, asking), isReplay: false };
}

async function beginAgain(
  deps: VerificationsDeps,
  trx: Trx,
  before: Checkout,
  { chargeId, browser }: { readonly chargeId: string; readonly browser: BuyerBrowser },
  now: Instant,
): Promise<Checkout | null> {
  const { changes, store, ownOrigins } = deps;
  const { session, authentication: old } = before;
  const charge = before.charges.at(-1);
  const canceled = cancelVerification(before, now);
  if (canceled.checkout === before || old === null || charge === undefined) return null;
  const { method, card, plan, transfer, billing, shipping } = charge;
  const paidWith = { method, card, plan, transfer };
  const attempt = {
    ...paidWith,
    chargeId,
    expectedAmount: session.amountTotal,
    billing,
    shipping,
    returnUrl: session.pageReturnUrl,
  };
  const seen = { ...browser, info: browser.info ?? old.browser.info };
  const begun =
    method === 'wallet' || method === 'bnpl'
      ? beginApproval(canceled.checkout, attempt, newApproval(method, seen, deps), now)
      : beginVerification(canceled.checkout, attempt, startOf(old, seen, ownOrigins), now);
  if ('problem' in begun) throw new ApiError(begun.problem.code, begun.problem.message);
  await changes.write(trx, before, canceled);
  await completeClaim(trx, store.vault, old.chargeId, await changes.answer(trx, canceled.checkout));
  await changes.write(trx, canceled.checkout, begun);
  await orderApproval(trx, begun.checkout, deps);
  return begun.checkout;
}

async function endOne(
  deps: VerificationsDeps,
  key: AuthenticationKey,
  step: Parameters<typeof takeStep>[2],
): Promise<void> {
  try {
    await takeStep(deps, key, step);
  } catch (cause) {
    // Tried again next time; the others do not wait for this one.
    deps.logger.error({ authenticationId: key.id, stack: stackOf(cause) }, 'not ended');
  }
}
