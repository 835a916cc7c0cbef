// Fixed windows in memory, on the passed clock, told as draft-ietf-httpapi-ratelimit-headers words them.

import type { Clock } from '../domain/clock.ts';
import type { ApiContext } from './env.ts';
import { ApiError } from './problem.ts';

export interface RatePolicy {
  readonly name: string;
  readonly limit: number;
  readonly windowS: number;
}

export const PER_KEY: RatePolicy = { name: 'default', limit: 100, windowS: 1 };
export const READS_PER_SESSION: RatePolicy = { name: 'reads', limit: 240, windowS: 60 };
/** Of streams that tell of changes, each of which lasts for minutes. */
export const STREAMS_PER_SESSION: RatePolicy = { name: 'streams', limit: 20, windowS: 60 };
export const CONFIRMS_PER_SESSION: RatePolicy = { name: 'confirms', limit: 10, windowS: 600 };
/** What follows a confirm: several for each, as requests are repeated. */
export const ACTIONS_PER_SESSION: RatePolicy = { name: 'actions', limit: 60, windowS: 600 };
/** Codes are short enough to be guessed: few tries for a checkout, and not many for one address, which may open others. */
export const PROMOTION_CODES_PER_SESSION: RatePolicy = { name: 'promotion-codes', limit: 10, windowS: 600 };
export const PROMOTION_CODES_PER_ADDRESS: RatePolicy = {
  name: 'promotion-codes-address',
  limit: 100,
  windowS: 600,
};
export const BOOTSTRAPS_PER_SESSION: RatePolicy = { name: 'bootstraps', limit: 60, windowS: 60 };
/** Of all that use a publishable key: those that work are not counted, so that nobody can use them up. */
export const WRONG_BOOTSTRAPS_PER_KEY: RatePolicy = { name: 'wrong-bootstraps', limit: 120, windowS: 60 };
/** Of sessions that the visitors of one payment link begin: far more than people do, far fewer than a machine. */
export const VISITS_PER_LINK: RatePolicy = { name: 'link-visits', limit: 120, windowS: 60 };
/** Of pictures that one address looks at: a checkout has a hundred at most, and a browser keeps them. */
export const PICTURES_PER_ADDRESS: RatePolicy = { name: 'pictures', limit: 600, windowS: 60 };
/** Of pictures that are fetched from one server, however many sessions name them: nobody is flooded by way of a checkout. */
export const PICTURES_PER_HOST: RatePolicy = { name: 'pictures-fetched', limit: 600, windowS: 60 };

export interface RateLimiter {
  /** Counts one request of `subject` and sets the headers. @throws ApiError `rate_limited` when it is one too many. */
  take(c: ApiContext, policy: RatePolicy, subject: string): void;
}

interface Window {
  used: number;
  readonly endsAt: number;
}

export function createRateLimiter(clock: Clock): RateLimiter {
  /** By policy, each in the order in which its windows end, as they are equally long. */
  const windowsOf = new Map<string, Map<string, Window>>();

  function open(windows: Map<string, Window>, subject: string, now: number, policy: RatePolicy): Window {
    for (const [old, window] of windows) {
      if (isOpen(window, now, policy)) break;
      windows.delete(old);
    }
    const window = { used: 0, endsAt: now + policy.windowS * 1000 };
    // After those that were opened before, wherever it stood.
    windows.delete(subject);
    windows.set(subject, window);
    return window;
  }

  return {
    take(c, policy, subject) {
      const windows = windowsOf.get(policy.name) ?? new Map<string, Window>();
      windowsOf.set(policy.name, windows);
      const now = clock.now().getTime();
      const known = windows.get(subject);
      const window =
        known !== undefined && isOpen(known, now, policy) ? known : open(windows, subject, now, policy);
      window.used += 1;
      const remaining = Math.max(0, policy.limit - window.used);
      const resetS = Math.ceil((window.endsAt - now) / 1000);
      c.header('RateLimit-Policy', `"${policy.name}";q=${policy.limit};w=${policy.windowS}`);
      c.header('RateLimit', `"${policy.name}";r=${remaining};t=${resetS}`);
      // Obsolete and widely read.
      c.header('X-RateLimit-Limit', String(policy.limit));
      c.header('X-RateLimit-Remaining', String(remaining));
      c.header('X-RateLimit-Reset', String(resetS));
      if (window.used <= policy.limit) return;
      const message = `Over ${policy.limit} requests in ${policy.windowS} s. Try again in ${resetS} s.`;
      throw new ApiError('rate_limited', message, { headers: { 'Retry-After': String(resetS) } });
    },
  };
}

/** One that ends later than it could if it began now is of a clock that has been set back since. */
function isOpen({ endsAt }: Window, now: number, { windowS }: RatePolicy): boolean {
  return endsAt > now && endsAt <= now + windowS * 1000;
}
