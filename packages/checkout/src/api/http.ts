// One exchange with the payment server: a deadline over the whole of it, and every way to fail as a value.

import type { ClientProblem } from '@xpay/protocol/api';
import { createError, type ErrorCode, isErrorCode } from '@xpay/protocol/error-types';
import type { XPayError } from '@xpay/protocol/errors';
import type { Clock } from '../clock.ts';

/** What a call came to. Nothing that a network or a server does is thrown. */
export type Answer<T> =
  | { readonly value: T; readonly error?: never; readonly retryAfterMs?: never }
  | {
      readonly value?: never;
      readonly error: XPayError;
      /** The server wants to be left alone for so long. */
      readonly retryAfterMs?: number;
    };

/** Nobody waits longer for a server that wants to be left alone: then it is asked again. */
const LONGEST_REST_MS = 300_000;

interface ExchangeOptions<T> {
  /** The checked body, or undefined when it is not what was asked for. */
  readonly parse: (body: unknown) => T | undefined;
  readonly clock: Clock;
  /** Milliseconds until the last byte of the answer. */
  readonly deadlineMs: number;
  /** Ends the exchange early. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a request and reads its answer.
 *
 * `connection_failed`: no whole answer came (no network, deadline, aborted). `api_error`: the server failed, or what
 * answered was not the payment API. Any other code is the server's own, from its problem document (RFC 9457).
 */
export async function exchange<T>(
  send: (signal: AbortSignal) => Promise<Response>,
  { parse, clock, deadlineMs, signal }: ExchangeOptions<T>,
): Promise<Answer<T>> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancelDeadline = clock.after(deadlineMs, abort);
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted) abort();
  try {
    // A response that was asked for before this exchange began does not hear the controller: the race does.
    const [response, text] = await Promise.race([
      send(controller.signal).then(async (response) => [response, await response.text()] as const),
      rejectWhenAborted(controller.signal, deadlineMs),
    ]);
    const body = parseJson(text);
    if (!response.ok) return { error: toError(response, body), ...restOf(response) };
    const value = parse(body);
    if (value !== undefined) return { value };
    return { error: createError('api_error', 'The payment server gave an answer that cannot be read.') };
  } catch (cause) {
    return {
      error: createError('connection_failed', 'The payment server could not be reached.', { cause }),
    };
  } finally {
    cancelDeadline();
    signal?.removeEventListener('abort', abort);
  }
}

function rejectWhenAborted(signal: AbortSignal, deadlineMs: number): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new Error(`Aborted, at the latest after ${deadlineMs} ms.`));
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What did not come from the payment API itself (a proxy's page, say) is known by its status alone. */
function toError({ status, headers }: Response, body: unknown): XPayError {
  const problem: Partial<Record<keyof ClientProblem, unknown>> =
    typeof body === 'object' && body !== null ? body : {};
  const message =
    typeof problem.detail === 'string' ? problem.detail : `The payment server answered ${status}.`;
  const requestId = problem.requestId ?? headers.get('Request-Id');
  return createError(codeOf(status, problem.code), message, {
    ...(typeof problem.param === 'string' ? { param: problem.param } : {}),
    ...(typeof requestId === 'string' ? { requestId } : {}),
  });
}

/** RFC 9110, 10.2.3: a number of seconds, or a date, which is compared with the server's own. */
export function restOf({ headers }: Response): { readonly retryAfterMs?: number } {
  const text = headers.get('Retry-After') ?? '';
  const ms = /^\d+$/.test(text)
    ? Number(text) * 1_000
    : Date.parse(text) - Date.parse(headers.get('Date') ?? '');
  return ms > 0 ? { retryAfterMs: Math.min(ms, LONGEST_REST_MS) } : {};
}

function codeOf(status: number, code: unknown): ErrorCode {
  if (status < 500 && isErrorCode(code)) return code;
  return status === 429 ? 'rate_limited' : 'api_error';
}
