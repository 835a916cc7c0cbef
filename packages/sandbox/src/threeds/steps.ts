// One step of a verification in one transaction; asking the bank is two of them, with the bank in between.

import type { Acquirer } from '../bank/acquirer.ts';
import { type Changes, mustFind } from '../changes.ts';
import type { Change, Checkout } from '../domain/checkout.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import { hearAnswer } from '../domain/verification.ts';
import { stackOf } from '../http/redact.ts';
import type { Settings } from '../settings.ts';
import type { AuthenticationKey } from '../store/authentications.ts';
import { completeClaim, type StoredAnswer } from '../store/idempotency.ts';
import { getMerchant } from '../store/merchants.ts';
import type { Store } from '../store/store.ts';
import { buildAReq } from './areq.ts';
import { type AskDeps, askBank } from './ask-bank.ts';
import type { AReq } from './messages.ts';

export interface StepDeps extends AskDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly acquirer: Acquirer;
  readonly settings: Settings;
  readonly changes: Changes;
}

export interface Taken {
  readonly checkout: Checkout;
  readonly answer: StoredAnswer;
  /** False when it was not to be taken any more. */
  readonly hasChanged: boolean;
  /** The verification has just passed: the acquirer is to be asked. */
  readonly isPassed: boolean;
}

/**
 * Takes a step of the session's latest verification; of an earlier one there is none to take. The request that waits for
 * its charge is answered, unless the acquirer has the last word.
 */
export function takeStep(
  { store, clock, changes }: Pick<StepDeps, 'store' | 'clock' | 'changes'>,
  { id, sessionId }: AuthenticationKey,
  step: (before: Checkout, now: Instant) => Change,
): Promise<Taken> {
  return store.transaction(async (trx) => {
    const before = await mustFind(trx, sessionId);
    const isLatest = before.authentication?.id === id;
    const change = isLatest ? step(before, clock.now()) : { checkout: before, events: [] };
    await changes.write(trx, before, change);
    const { checkout } = change;
    const hasChanged = checkout !== before;
    const { authentication } = checkout;
    const answer = await changes.answer(trx, checkout, hasChanged ? 'with creq' : 'without creq');
    const isVerified = authentication?.state === 'passed';
    if (isLatest && authentication !== null && !isVerified) {
      await completeClaim(trx, store.vault, authentication.chargeId, answer);
    }
    return { checkout, answer, hasChanged, isPassed: hasChanged && isVerified };
  });
}

/** Asks the bank about a verification that waits for it, follows its answer, and answers whoever waits. */
export async function ask(deps: StepDeps, key: AuthenticationKey): Promise<StoredAnswer> {
  const areq = await findAReq(deps, key);
  const answer = areq === null ? null : await askBank(deps, areq);
  const heard = await takeStep(deps, key, (before, now) => hearAnswer(before, answer, now));
  return (heard.isPassed ? await authorize(deps, heard.checkout) : null) ?? heard.answer;
}

/** Asks the acquirer for the money of a verified charge; null when the outcome is not known yet. */
export async function authorize(
  { acquirer, changes, logger }: Pick<StepDeps, 'acquirer' | 'changes' | 'logger'>,
  { session, intent, authentication }: Checkout,
): Promise<StoredAnswer | null> {
  if (authentication?.state !== 'passed') throw new Error(`${intent.id} is not verified.`);
  const { chargeId, proof } = authentication;
  try {
    const { amount, currency } = intent;
    const outcome = await acquirer.authorizePrepared({ chargeId, amount, currency, proof });
    return await changes.settle(session.id, chargeId, outcome);
  } catch (cause) {
    // Money may have moved: the intent stays `processing` until the acquirer has been asked again.
    logger.error({ chargeId, stack: stackOf(cause) }, 'outcome unknown');
    return null;
  }
}

/** The request to the bank; null when the verification does not wait for it any more. */
function findAReq({ store, clock, settings }: StepDeps, key: AuthenticationKey): Promise<AReq | null> {
  return store.transaction(async (trx) => {
    const { session, charges, authentication } = await mustFind(trx, key.sessionId);
    const charge = charges.at(-1);
    if (authentication?.id !== key.id || authentication.state !== 'asking' || charge === undefined)
      return null;
    const merchant = await getMerchant(trx, session.merchantId);
    return buildAReq({ session, charge, authentication, merchant, settings }, clock.now());
  });
}
