// When an undelivered webhook is tried again: ten attempts, from at once to a day after the ninth.

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** The wait before each attempt, counted from the end of the one before it; the first goes out at once. */
export const ATTEMPT_DELAYS_MS = [
  0,
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  24 * HOUR_MS,
] as const;

const JITTER = 0.1;

/** A receiver may ask for patience, but not for longer than the longest wait we have. */
const RETRY_AFTER_LIMIT_MS = 24 * HOUR_MS;

/**
 * The wait in ms after `attemptsMade` failed attempts, by a plan of waits, or null when no attempt is left.
 * `random` (0 inclusive to 1 exclusive) spreads it by up to a tenth either way, so that an endpoint that comes back
 * is not met by everything at once.
 */
export function retryDelayMs(
  attemptsMade: number,
  random: () => number,
  plan: readonly number[] = ATTEMPT_DELAYS_MS,
): number | null {
  const delay = plan[attemptsMade];
  if (delay === undefined) return null;
  return Math.round(delay * (1 - JITTER + 2 * JITTER * random()));
}

/**
 * What a `Retry-After` header asks for in ms (RFC 9110, 10.2.3: seconds, or a date), never negative and at most a day;
 * null when it is absent or says neither.
 */
export function retryAfterMs(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const text = header.trim();
  const asked = /^\d+$/.test(text) ? Number(text) * SECOND_MS : untilHttpDate(text, now);
  if (asked === null) return null;
  return Math.min(Math.max(asked, 0), RETRY_AFTER_LIMIT_MS);
}

/** RFC 9110, 5.6.7: only the preferred form (IMF-fixdate), since `Date.parse` alone would take almost any text. */
function untilHttpDate(text: string, now: Date): number | null {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at - now.getTime();
}
