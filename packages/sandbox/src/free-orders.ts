// Orders without a price, placed in one transaction: no bank is asked, so that nothing can be left half done.

import { type Answered, type Changes, type ChangesDeps, mustFind } from './changes.ts';
import { type FreeOrder, placeFreeOrder } from './domain/free-order.ts';
import type { Session } from './domain/session.ts';
import { replayOf } from './http/idempotency-key.ts';
import { ApiError } from './http/problem.ts';
import { claim, findClaim, type IdempotentRequest } from './store/idempotency.ts';

export interface FreeOrdersDeps extends Pick<ChangesDeps, 'store' | 'clock'> {
  readonly changes: Changes;
}

export interface FreeOrders {
  /**
   * Completes an order that discounts leave nothing to pay of, once per key; the answer is the session as the browser may
   * see it.
   *
   * @param check Judges what the buyer said, and throws if it must.
   * @throws ApiError when something is to be paid, or the buyer was shown another total, or nothing can be ordered any more.
   */
  placeFreeOrder(
    sessionId: string,
    check: (session: Session) => FreeOrder,
    request: IdempotentRequest,
  ): Promise<Answered>;
}

/** The orders of one store. */
export function createFreeOrders({ store, clock, changes }: FreeOrdersDeps): FreeOrders {
  return {
    placeFreeOrder: (sessionId, check, request) =>
      store.transaction(async (trx) => {
        const now = clock.now();
        const replay = replayOf(await findClaim(trx, store.vault, request, now));
        if (replay !== null) return { answer: replay, isReplay: true };
        const before = await mustFind(trx, sessionId);
        const result = placeFreeOrder(before, check(before.session), now);
        if ('problem' in result) {
          const { code, message, param } = result.problem;
          throw new ApiError(code, message, { param });
        }
        await changes.write(trx, before, result);
        const answer = await changes.answer(trx, result.checkout);
        await claim(trx, store.vault, request, answer, now);
        return { answer, isReplay: false };
      }),
  };
}
