// A payment API for the shop's tests: keeps sessions, knows idempotency keys, and fails when told to.

import { Webhook } from 'standardwebhooks';

export interface FakeSession {
  readonly id: string;
  readonly clientSecret: string | null;
  readonly url: string | null;
  readonly currency: string;
  readonly amountTotal: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly status: 'open' | 'complete' | 'expired';
}

interface CreateBody {
  readonly uiMode: string;
  readonly currency: string;
  readonly lineItems: readonly {
    readonly priceData: { readonly unitAmount: number };
    readonly quantity: number;
  }[];
  readonly metadata: Readonly<Record<string, string>>;
}

export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes, ok').toString('base64')}`;

export type FakePaymentApi = ReturnType<typeof createFakePaymentApi>;

/** Answers `POST /checkout/sessions` and `GET /checkout/sessions/:id` as the real one does. */
export function createFakePaymentApi() {
  const sessions = new Map<string, FakeSession>();
  const byKey = new Map<string, FakeSession>();
  const requests: Request[] = [];
  const api = {
    sessions,
    requests,
    answerWith: undefined as (() => Response) | undefined,
    fetch: respond,
    /** A session that is over has no secret any more. */
    end(session: FakeSession, status: 'complete' | 'expired'): void {
      Object.assign(session, { status, clientSecret: null });
    },
  };
  return api;

  async function respond(...args: Parameters<typeof globalThis.fetch>): Promise<Response> {
    const request = new Request(...args);
    requests.push(request.clone());
    if (api.answerWith !== undefined) return api.answerWith();
    if (request.method === 'POST')
      return Response.json(create(request, await request.json()), { status: 201 });
    const session = sessions.get(new URL(request.url).pathname.split('/').at(-1) ?? '');
    return session === undefined ? Response.json({}, { status: 404 }) : Response.json(session);
  }

  function create(request: Request, { uiMode, currency, lineItems, metadata }: CreateBody): FakeSession {
    const key = request.headers.get('idempotency-key') ?? '';
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const id = `cs_test_${sessions.size + 1}`;
    const amountTotal = lineItems.reduce((sum, line) => sum + line.priceData.unitAmount * line.quantity, 0);
    const session: FakeSession = {
      id,
      clientSecret: `${id}_secret_abc`,
      url: uiMode === 'hosted' ? `http://pay.test/c/${id}` : null,
      currency,
      amountTotal,
      metadata,
      status: 'open',
    };
    sessions.set(id, session);
    byKey.set(key, session);
    return session;
  }
}

/** A webhook as the payment API sends it, signed now with the shop's secret unless told otherwise. */
export function signedWebhook(
  type: string,
  object: unknown,
  { id = 'evt_1', secret = WEBHOOK_SECRET, sentAt = new Date() } = {},
): Request {
  const body = JSON.stringify({ id, object: 'event', type, data: { object } });
  return new Request('http://shop.test/webhook', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
    },
  });
}
