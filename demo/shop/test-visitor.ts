// A visitor for the shop's tests: keeps cookies as a browser does, and walks the shop through `app.request()`.

import { createFakePaymentApi, type FakePaymentApi, WEBHOOK_SECRET } from './fake-payment-api.ts';
import { createShop, type ShopSettings } from './shop.ts';

export const ORIGIN = 'http://shop.test';

export interface TestShop {
  readonly app: ReturnType<typeof createShop>;
  readonly api: FakePaymentApi;
  readonly log: string[];
}

/** A shop beside a fake payment API. */
export function openTestShop(overrides: Partial<ShopSettings> = {}, api = createFakePaymentApi()): TestShop {
  const log: string[] = [];
  const settings: ShopSettings = {
    api: 'http://api.test',
    checkout: 'http://pay.test',
    publishableKey: 'pk_test_shop',
    secretKey: 'sk_test_shop',
    webhookSecret: WEBHOOK_SECRET,
    ...overrides,
  };
  const app = createShop(settings, { fetch: api.fetch, log: (sentence) => log.push(sentence) });
  return { app, api, log };
}

/** Someone with an own cookie jar. */
export function createVisitor({ app, api }: TestShop) {
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map((pair) => pair.join('=')).join('; '));
    const response = await app.request(ORIGIN + path, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  const post = (path: string, form: Record<string, string>): Promise<Response> =>
    send(path, { method: 'POST', body: new URLSearchParams(form), headers: { origin: ORIGIN } });

  const sendJson = (method: string, path: string, body: unknown): Promise<Response> =>
    send(path, {
      method,
      body: JSON.stringify(body),
      headers: { origin: ORIGIN, 'content-type': 'application/json' },
    });

  const createSession = (body: unknown = {}): Promise<Response> => sendJson('POST', '/create-session', body);

  return {
    get: (path: string, headers: Record<string, string> = {}) => send(path, { headers }),
    text: async (path: string) => (await send(path)).text(),
    post,
    put: (path: string, body: unknown) => sendJson('PUT', path, body),
    createSession,
    cookies,

    /** Buys one product directly, as far as the open checkout; answers its session and the order's address. */
    async order(productId = 'dripper') {
      await createSession({ productId });
      const session = [...api.sessions.values()].at(-1);
      if (session === undefined) throw new Error('The shop created no session.');
      const page = (await send(`/thanks?session=${session.id}`)).headers.get('location') ?? '';
      return { session, page };
    },
  };
}
