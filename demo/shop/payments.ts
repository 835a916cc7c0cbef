// The calls this shop's server makes to the payment API, with the secret key that never leaves it.

import { z } from 'zod';
import type { Delivery, Order } from './store.ts';

const Session = z.object({
  id: z.string(),
  status: z.enum(['open', 'complete', 'expired']),
  /** Null once the session is over. */
  clientSecret: z.string().nullable(),
  /** The page that it is paid on, where that is the payment provider's. */
  url: z.string().nullable(),
});

const OpenSession = Session.extend({ status: z.literal('open'), clientSecret: z.string() });

export type PaymentSession = z.infer<typeof Session>;

export type OpenPaymentSession = z.infer<typeof OpenSession>;

export type Payments = ReturnType<typeof createPayments>;

export interface PaymentsSettings {
  /** Base address of the payment API, without a slash at its end. */
  readonly api: string;
  readonly secretKey: string;
}

/** The payment API could not be reached, refused, or answered what we do not understand. */
export class PaymentsError extends Error {
  override readonly name = 'PaymentsError';
}

const TIMEOUT_MS = 10_000;

/** Speaks to the payment API. Every call throws `PaymentsError` when there is no answer to go on with. */
export function createPayments({ api, secretKey }: PaymentsSettings, fetch: typeof globalThis.fetch) {
  async function call(path: string, init: RequestInit): Promise<Response> {
    const request = `${init.method} ${path}`;
    const headers = { ...init.headers, authorization: `Bearer ${secretKey}` };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return fetch(api + path, { ...init, headers, signal }).catch((cause: unknown) => {
      throw new PaymentsError(`${request} got no answer from ${api}. Is the payment API running there?`, {
        cause,
      });
    });
  }

  async function read<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
    const text = await response.text().catch(() => '');
    const requestId = response.headers.get('request-id') ?? 'none';
    if (!response.ok)
      throw new PaymentsError(
        `The payment API answered ${response.status} (request id ${requestId}): ${text}`,
      );
    const session = schema.safeParse(parseJson(text));
    if (!session.success)
      throw new PaymentsError(
        `The payment API's answer (request id ${requestId}) is not a checkout session.`,
      );
    return session.data;
  }

  return {
    /** Creates the session that pays for one order. Asked again for the same order, the API answers the same session. */
    async createSession(order: Order): Promise<OpenPaymentSession> {
      const headers = { 'content-type': 'application/json', 'idempotency-key': order.id };
      return read(
        await call('/checkout/sessions', { method: 'POST', headers, body: JSON.stringify(toBody(order)) }),
        OpenSession,
      );
    },

    /** Tells who pays, where the shop's own form has asked: the receipt goes there. */
    async nameCustomer(sessionId: string, { name, email }: Delivery): Promise<void> {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ customerDetails: { name, email } });
      const path = `/checkout/sessions/${encodeURIComponent(sessionId)}`;
      await read(await call(path, { method: 'PATCH', headers, body }), Session);
    },

    /** The session as it is now, or null when the API does not know it (any more). */
    async findSession(id: string): Promise<PaymentSession | null> {
      const response = await call(`/checkout/sessions/${encodeURIComponent(id)}`, { method: 'GET' });
      return response.status === 404 ? null : read(response, Session);
    },
  };
}

function toBody({ id, way, locale, currency, lines, returnUrl }: Order): object {
  return {
    uiMode: way === 'link' ? 'hosted' : 'embedded',
    locale,
    currency,
    lineItems: lines.map(({ name, unitAmount, quantity }) => ({
      priceData: { currency, unitAmount, productData: { name } },
      quantity,
    })),
    afterCompletion: { type: 'hosted_confirmation' },
    ...(returnUrl === null ? {} : { returnUrl }),
    // Our own form asks for it.
    collect: { email: way !== 'own_form' },
    metadata: { orderId: id },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
