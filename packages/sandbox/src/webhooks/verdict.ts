// What an answer of a receiver, or none, means for a delivery: done, tried again, or over.

import { later } from '../domain/clock.ts';
import type { AttemptRecord } from '../store/leases.ts';
import { retryAfterMs, retryDelayMs } from './schedule.ts';

/** What came of one request. */
export interface Answer {
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly retryAfter: string | null;
  readonly excerpt: string | null;
  readonly error: string | null;
}

export interface Circumstances {
  readonly startedAt: Date;
  readonly now: Date;
  /** With this one. */
  readonly attempts: number;
  /** 0 inclusive to 1 exclusive; spreads the retries. */
  readonly random: () => number;
  /** The wait before each attempt; the sandbox's own plan unless told. */
  readonly plan?: readonly number[] | undefined;
  /** Once more, although it was received. */
  readonly isSentAgain: boolean;
}

/** Standard Webhooks: 2xx is delivered, 410 ends the endpoint, everything else is tried again. */
export function judge(
  answer: Answer,
  { startedAt, now, attempts, random, plan, isSentAgain }: Circumstances,
): AttemptRecord {
  const { status } = answer;
  const attempt = {
    attemptedAt: later(startedAt, 0),
    status,
    durationMs: now.getTime() - startedAt.getTime(),
    error: answer.error ?? problemOf(status),
    responseExcerpt: answer.excerpt,
    disableEndpointAt: null,
  };
  const isDelivered = status !== null && status >= 200 && status < 300;
  if (isDelivered && isSentAgain) return { ...attempt, state: 'pending', nextAttemptAt: later(now, 0) };
  if (isDelivered) return { ...attempt, state: 'delivered', nextAttemptAt: null };
  const isGone = status === 410;
  const delay = isGone ? null : retryDelayMs(attempts, random, plan);
  if (delay === null) {
    return {
      ...attempt,
      state: 'failed',
      nextAttemptAt: null,
      disableEndpointAt: isGone ? later(now, 0) : null,
    };
  }
  const patience = status === 429 || status === 503 ? (retryAfterMs(answer.retryAfter, now) ?? 0) : 0;
  return { ...attempt, state: 'pending', nextAttemptAt: later(now, Math.max(delay, patience)) };
}

/** Nothing was sent, because the sandbox was told so. */
export function notSent(now: Date): AttemptRecord {
  return {
    attemptedAt: later(now, 0),
    status: null,
    durationMs: 0,
    error: 'Not sent: POST /sandbox/webhooks says so.',
    responseExcerpt: null,
    state: 'failed',
    nextAttemptAt: null,
    disableEndpointAt: null,
  };
}

function problemOf(status: number | null): string | null {
  if (status === null || (status >= 200 && status < 300)) return null;
  if (status === 410) return 'The receiver says that it is gone (410); its endpoint is disabled.';
  if (status >= 300 && status < 400) return 'Redirects are not followed; register the final address.';
  return `Expected a 2xx answer, got ${status}.`;
}
