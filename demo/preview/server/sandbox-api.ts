// The calls that the preview's server makes to the payment server, with the secret key that never leaves it.

import { z } from 'zod';
import { redact } from './redact.ts';

/** Where the payment server is, and the keys of a merchant in test mode. */
export interface SandboxSettings {
  /** Base address of the API, without a slash at its end. */
  readonly api: string;
  /** Origin of the checkout. */
  readonly checkout: string;
  readonly publishableKey: string;
  readonly secretKey: string;
}

/** The payment server refused: its own words, without any secret. */
export class SandboxRefusal extends Error {
  override readonly name = 'SandboxRefusal';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The payment server could not be reached. */
export class SandboxDown extends Error {
  override readonly name = 'SandboxDown';
}

export interface SandboxApi {
  /**
   * Asks the API as a shop's server does.
   * @throws SandboxRefusal for an answer other than 2xx or of another shape; SandboxDown for none.
   */
  ask<T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown): Promise<T>;
  /** Asks the browser's API as the frame does, with the client secret of a session. Throws as `ask`. */
  askAsBrowser(clientSecret: string, path: string, key: string, body: unknown): Promise<void>;
}

/** Long enough for a payment with a bank that takes its time. */
const TIMEOUT_MS = 30_000;

/** What `/sandbox/clock` answers. */
export const SandboxClock = z.object({ now: z.string(), frozen: z.boolean(), aheadMs: z.int() });

const Refusal = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

export function createSandboxApi(
  { api, publishableKey, secretKey }: SandboxSettings,
  fetch: typeof globalThis.fetch,
): SandboxApi {
  async function send(address: string, init: RequestInit): Promise<unknown> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(address, { ...init, signal }).catch((cause: unknown) => {
      throw new SandboxDown(`No answer from ${new URL(address).origin}.`, { cause });
    });
    const text = await response.text().catch(() => '');
    const body = parseJson(text);
    if (response.ok) return body;
    const { code, message } = Refusal.safeParse(body).data?.error ?? { code: 'api_error', message: text };
    throw new SandboxRefusal(response.status, code, redact(message).slice(0, 500));
  }

  return {
    async ask(schema, method, path, body) {
      const answer = await send(api + path, {
        method,
        headers: { authorization: `Bearer ${secretKey}`, ...(body === undefined ? {} : JSON_TYPE) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const read = schema.safeParse(answer);
      if (read.success) return read.data;
      throw new SandboxRefusal(502, 'api_error', `The answer to ${method} ${path} has another shape.`);
    },
    async askAsBrowser(clientSecret, path, key, body) {
      const headers = {
        ...JSON_TYPE,
        authorization: `Bearer ${publishableKey}`,
        'x-client-secret': clientSecret,
        'idempotency-key': key,
      };
      await send(api + path, { method: 'POST', headers, body: JSON.stringify(body) });
    },
  };
}

const JSON_TYPE = { 'content-type': 'application/json' };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
