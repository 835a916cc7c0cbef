// Runs a POST once per Idempotency-Key: its change and its answer are written together, a repetition gets the answer.

import type { Api } from '../domain/api.ts';
import type { Clock } from '../domain/clock.ts';
import type { ApiContext } from '../http/env.ts';
import { readIdempotencyKey, replayOf, sendAnswer } from '../http/idempotency-key.ts';
import { ApiError } from '../http/problem.ts';
import { claim, findClaim, type StoredAnswer } from '../store/idempotency.ts';
import type { Store, Trx } from '../store/store.ts';

export interface OnceDeps {
  readonly store: Store;
  readonly clock: Clock;
}

export interface OnceRule {
  readonly api: Api;
  /** Where a path has another spelling: the one that both are known by. */
  readonly path?: string;
  /** Whether a request without a key is refused. */
  readonly isKeyRequired?: boolean;
  /** A key that stood in the body; the header's goes before it. */
  readonly bodyKey?: string | undefined;
}

/**
 * Runs `work` in a transaction. What it returns is the answer, and with a key is kept for 24 hours; what it throws is
 * not kept and undoes everything, so that the same key may be used for the corrected request.
 */
export async function runOnce(
  c: ApiContext,
  { store, clock }: OnceDeps,
  { api, path = c.req.path, isKeyRequired = false, bodyKey }: OnceRule,
  body: unknown,
  work: (trx: Trx) => Promise<StoredAnswer>,
): Promise<Response> {
  const key = readIdempotencyKey(c) ?? bodyKey ?? null;
  if (key === null && isKeyRequired) throw keyMissing();
  const { answer, isReplay } = await store.transaction(async (trx) => {
    if (key === null) return { answer: await work(trx), isReplay: false };
    const { merchantId, livemode } = c.get('principal');
    const scope = `${api} ${merchantId} ${livemode ? 'live' : 'test'} ${c.req.method} ${path}`;
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

/** @throws ApiError when a request has no key, before anything else is looked at. */
export function requireIdempotencyKey(c: ApiContext): void {
  if (readIdempotencyKey(c) === null) throw keyMissing();
}

function keyMissing(): ApiError {
  const message =
    'Idempotency-Key: the header is required: a UUID for each new session. A repetition with it gets the first answer.';
  return new ApiError('invalid_request', message, { param: 'Idempotency-Key' });
}
