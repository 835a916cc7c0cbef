// Runs a POST once per Idempotency-Key: its change and its answer are written together, a repetition gets the answer.

import type { Clock } from '../../domain/clock.ts';
import type { ApiContext } from '../../http/env.ts';
import { readIdempotencyKey, replayOf, sendAnswer } from '../../http/idempotency-key.ts';
import { claim, findClaim, type StoredAnswer } from '../../store/idempotency.ts';
import type { Store, Trx } from '../../store/store.ts';

/**
 * Runs `work` in a transaction. What it returns is the answer, and with a key is kept for 24 hours; what it throws is
 * not kept and undoes everything, so that the same key may be used for the corrected request.
 */
export async function once(
  c: ApiContext,
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  body: unknown,
  work: (trx: Trx) => Promise<StoredAnswer>,
): Promise<Response> {
  const key = readIdempotencyKey(c);
  const { answer, isReplay } = await store.transaction(async (trx) => {
    if (key === null) return { answer: await work(trx), isReplay: false };
    const { merchantId, livemode } = c.get('principal');
    const scope = `xpay ${merchantId} ${livemode ? 'live' : 'test'} ${c.req.method} ${c.req.path}`;
    const request = { scope, key, body };
    const now = clock.now();
    const replay = replayOf(await findClaim(trx, store.vault, request, now));
    if (replay !== null) return { answer: replay, isReplay: true };
    const answer = await work(trx);
    await claim(trx, store.vault, request, answer, now);
    return { answer, isReplay: false };
  });
  return sendAnswer(c, answer, isReplay);
}
