// The Idempotency-Key header, and what a repetition of it is answered.

import type { Claim, StoredAnswer } from '../store/idempotency.ts';
import type { ApiContext } from './env.ts';
import { ApiError } from './problem.ts';

/**
 * The request's key, or null. The draft quotes it (a structured-field string); real clients send it bare: both are one.
 *
 * @throws ApiError `invalid_request` for a key that is empty, too long, or not printable ASCII.
 */
export function readIdempotencyKey(c: ApiContext): string | null {
  const header = c.req.header('Idempotency-Key');
  if (header === undefined) return null;
  const key = /^"(.*)"$/.exec(header)?.[1] ?? header;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new ApiError(
    'invalid_request',
    'The Idempotency-Key has to be 1 to 255 printable characters, e.g. a UUID.',
    {
      param: 'Idempotency-Key',
    },
  );
}

/** The stored answer to a repeated request, or null for the first of its kind. @throws ApiError when it may not run. */
export function replayOf(claim: Claim): StoredAnswer | null {
  switch (claim.type) {
    case 'first':
      return null;
    case 'replay':
      return claim.answer;
    case 'in_progress':
      throw new ApiError(
        'idempotency_in_progress',
        'The first request with this Idempotency-Key is still running.',
        {
          headers: { 'Retry-After': '1' },
        },
      );
    case 'mismatch':
      throw new ApiError(
        'idempotency_mismatch',
        'This Idempotency-Key was used with another body. Use a new key for a new request.',
      );
  }
}

/** Sends an answer's exact bytes, marked when they were sent before. */
export function sendAnswer(c: ApiContext, answer: StoredAnswer, isReplay: boolean): Response {
  if (isReplay) c.header('Idempotent-Replayed', 'true');
  return c.body(answer.body, answer.status, { 'Content-Type': 'application/json' });
}
