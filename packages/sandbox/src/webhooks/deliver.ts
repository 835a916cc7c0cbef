// Sends what the outbox holds: signs each attempt afresh, judges the answer, plans the next try, keeps the log.

import type { Order, Orders } from '../controls/orders.ts';
import { type Clock, later } from '../domain/clock.ts';
import { type ClaimedDelivery, claimDue, recordAttempt, releaseClaim } from '../store/leases.ts';
import type { Store } from '../store/store.ts';
import { wireOf } from '../wire/registry.ts';
import { signatureHeaders } from './sign.ts';
import { type Answer, judge, notSent } from './verdict.ts';

export interface DeliverDeps {
  readonly store: Store;
  readonly clock: Clock;
  /** What receivers compare the time of a signature with: the machine's; `clock` unless told. */
  readonly signingClock?: Clock;
  readonly fetch: typeof fetch;
  /** 0 inclusive to 1 exclusive; spreads the retries. */
  readonly random: () => number;
  /** How an event is to be sent; as soon and as often as needed unless told. */
  readonly orderOf?: Orders['ofEvent'];
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  /** Breaks off what is being sent; it is sent again later. */
  readonly signal?: AbortSignal;
  /** How many endpoints are sent to at once; 8 unless told. */
  readonly parallel?: number;
  /** How long a receiver may take to answer; 10 s unless told. */
  readonly timeoutMs?: number;
}

/** The receiver answers within 10 s or the attempt has failed (CX Pay and XPay document the same limit). */
const TIMEOUT_MS = 10_000;
/** Room for writing the outcome after the last moment of an attempt. */
const LEASE_SLACK_MS = 5_000;
const PARALLEL = 8;

/**
 * Sends everything that is due, and what is next in line behind it, until nothing is; resolves with the number of
 * attempts. Calls may overlap, as leases keep them apart: call it on every tick without waiting for the last call, which
 * a silent receiver can hold for ten seconds.
 */
export async function deliverDue(deps: DeliverDeps): Promise<number> {
  const running = new Set<Promise<void>>();
  let attempts = 0;
  for (;;) {
    const free = deps.signal?.aborted ? 0 : (deps.parallel ?? PARALLEL) - running.size;
    for (const claim of await claimNext(deps, free)) {
      attempts += 1;
      const attempt: Promise<void> = deliver(deps, claim)
        // The store failed: the lease ends by itself, and the delivery is sent again.
        .catch((error: unknown) =>
          deps.log.warn({ delivery: claim.id, err: error }, 'An attempt was not recorded.'),
        )
        .finally(() => running.delete(attempt));
      running.add(attempt);
    }
    if (running.size === 0) return attempts;
    await Promise.race(running);
  }
}

function claimNext({ store, clock, timeoutMs = TIMEOUT_MS }: DeliverDeps, limit: number) {
  const now = clock.now();
  return claimDue(store, { now: later(now, 0), leaseUntil: later(now, timeoutMs + LEASE_SLACK_MS), limit });
}

async function deliver(deps: DeliverDeps, claim: ClaimedDelivery): Promise<void> {
  const startedAt = deps.clock.now();
  // A replay is an attempt more, and is sent.
  if (claim.attempts === 0 && orderOf(deps, claim) === 'drop') {
    await recordAttempt(deps.store, claim, notSent(startedAt));
    return;
  }
  const answer = await send(deps, claim);
  if (answer === 'broken_off') return releaseClaim(deps.store, claim);
  const isSentAgain = claim.attempts === 0 && orderOf(deps, claim) === 'duplicate';
  const record = judge(answer, {
    startedAt,
    now: deps.clock.now(),
    attempts: claim.attempts + 1,
    random: deps.random,
    plan: wireOf(claim.api).retryDelaysMs,
    isSentAgain,
  });
  const fields = { delivery: claim.id, event: claim.eventId, status: record.status, error: record.error };
  if (!(await recordAttempt(deps.store, claim, record))) {
    deps.log.warn(fields, 'A webhook attempt outlived its lease; it is being sent again.');
  } else if (record.error === null) {
    deps.log.info(fields, `Delivered ${claim.eventType}.`);
  } else {
    deps.log.warn(
      { ...fields, nextAttemptAt: record.nextAttemptAt },
      `Could not deliver ${claim.eventType}.`,
    );
  }
}

function orderOf({ orderOf: find }: DeliverDeps, claim: ClaimedDelivery): Order {
  return find?.(claim).order ?? 'normal';
}

async function send(deps: DeliverDeps, claim: ClaimedDelivery): Promise<Answer | 'broken_off'> {
  const timeoutMs = deps.timeoutMs ?? TIMEOUT_MS;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const timestamp = Math.floor((deps.signingClock ?? deps.clock).now().getTime() / 1000);
    const response = await deps.fetch(claim.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'XPay-Webhooks/1',
        ...signatureHeaders(
          claim.secrets,
          { eventId: claim.eventId, body: claim.body, timestamp },
          wireOf(claim.api).signatureHeader,
        ),
      },
      body: claim.body,
      // A redirect could lead the signed event to whoever now holds the old address.
      redirect: 'manual',
      signal: deps.signal === undefined ? timeout : AbortSignal.any([timeout, deps.signal]),
    });
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      excerpt: await excerptOf(response),
      error: null,
    };
  } catch (error) {
    if (deps.signal?.aborted) return 'broken_off';
    const words = timeout.aborted ? `No answer within ${timeoutMs / 1000} s.` : reasonOf(error);
    return { status: null, retryAfter: null, excerpt: null, error: words };
  }
}

function reasonOf(error: unknown): string {
  // fetch's own message is only "fetch failed": what failed is its cause, in a code or in words.
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(reason instanceof Error)) return `The request failed: ${String(reason)}.`;
  return `The request failed: ${'code' in reason ? String(reason.code) : reason.message}.`;
}

const EXCERPT_CHARACTERS = 500;

/** The first characters of the answer; a body that is endless, broken or slow changes nothing about its status. */
async function excerptOf(response: Response): Promise<string | null> {
  if (response.body === null) return null;
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of response.body) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > 2 * EXCERPT_CHARACTERS) break;
    }
  } catch {
    // The status has arrived, and it is what counts.
  }
  const excerpt = [...text].slice(0, EXCERPT_CHARACTERS).join('');
  return excerpt === '' ? null : excerpt;
}
