// What came of a session, as only the server knows: where its buyer goes, and what they keep.

import type { SessionResult } from '@xpay/protocol/api';
import type { Reach } from '../api/calls.ts';
import { exchange } from '../api/http.ts';
import type { Clock } from '../clock.ts';

/** Of the contract, as much as the page uses. */
export type Result = Pick<SessionResult, 'redirectTo' | 'message' | 'receipt'>;

const DEADLINE_MS = 10_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Asks until the server has answered, with longer and longer pauses; never rejects. */
export async function readResult({ url, headers, fetch }: Reach, clock: Clock): Promise<Result> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const { value, retryAfterMs = 0 } = await exchange(
      (signal) => fetch(`${url}/result`, { headers, signal }),
      { parse: parseResult, clock, deadlineMs: DEADLINE_MS },
    );
    if (value !== undefined) return value;
    await new Promise<void>((resolve) => void clock.after(Math.max(pause, retryAfterMs), resolve));
  }
}

/** The checked body; undefined when it is no result. An address that no browser may be sent to counts as none. */
export function parseResult(body: unknown): Result | undefined {
  if (!isObject(body) || !('redirectTo' in body) || !('receipt' in body)) return undefined;
  const { redirectTo, message, receipt } = body;
  return {
    redirectTo: typeof redirectTo === 'string' && /^https?:\/\//i.test(redirectTo) ? redirectTo : null,
    message: typeof message === 'string' && message !== '' ? message : null,
    receipt: isReceipt(receipt) ? receipt : null,
  };
}

function isReceipt(value: unknown): value is SessionResult['receipt'] {
  if (!isObject(value)) return false;
  const { amount, currency, card, email, reference, paidAt } = value;
  const isCard =
    card === null ||
    (isObject(card) && typeof card['brand'] === 'string' && typeof card['last4'] === 'string');
  return (
    isCard &&
    Number.isSafeInteger(amount) &&
    typeof currency === 'string' &&
    (email === null || typeof email === 'string') &&
    typeof reference === 'string' &&
    typeof paidAt === 'string' &&
    !Number.isNaN(Date.parse(paidAt))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
