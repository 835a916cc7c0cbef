// A sandbox for the tests of the preview's server: the answers of its API, and what was asked of it.

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

type Answer = (asked: Asked) => { readonly status?: number; readonly body: unknown };

export interface FakeSandbox {
  readonly fetch: typeof globalThis.fetch;
  readonly asked: readonly Asked[];
  /** `POST /checkout/sessions` and the like. */
  readonly paths: () => readonly string[];
  /** Nothing answers any more, or again. */
  isDown: boolean;
  /** Forgets its endpoints, as another database would. */
  restart(): void;
  /** Answers this route otherwise from now on. */
  answer(route: string, answer: Answer): void;
}

export const SETTINGS = {
  api: 'http://localhost:4242',
  checkout: 'http://localhost:4242',
  publishableKey: 'pk_test_public',
  secretKey: 'sk_test_private',
  origin: 'http://localhost:5174',
  shop: null,
} as const;

export const SESSION = {
  id: 'cs_test_one',
  clientSecret: 'cs_test_one_secret_hush',
  url: null,
  status: 'open',
  paymentStatus: 'unpaid',
  amountTotal: 4900,
  currency: 'USD',
  paymentIntentId: 'pi_one',
};

export const WEBHOOK_SECRET = 'whsec_first';

export function fakeSandbox(): FakeSandbox {
  const asked: Asked[] = [];
  const answers = new Map<string, Answer>();
  let endpoints: { readonly id: string; readonly url: string; readonly enabled: boolean }[] = [];
  let count = 0;
  const route = (name: string, answer: Answer) => answers.set(name, answer);
  route('GET /sandbox/webhook-endpoints', () => ({ body: { data: endpoints } }));
  route('POST /sandbox/webhook-endpoints', ({ body }) => {
    count += 1;
    endpoints = [...endpoints, { id: `we_${count}`, enabled: true, ...(body as { readonly url: string }) }];
    return { status: 201, body: { id: `we_${count}`, secret: WEBHOOK_SECRET } };
  });
  route('POST /checkout/sessions', () => ({ status: 201, body: SESSION }));
  route('POST /sandbox/clock', () => ({
    body: { now: '2026-01-15T12:00:00.000Z', frozen: false, aheadMs: 0 },
  }));
  route('POST /sandbox/faults', () => ({ status: 201, body: { id: 'flt_1' } }));
  const sandbox: FakeSandbox = {
    asked,
    paths: () => asked.map(({ method, path }) => `${method} ${path}`),
    isDown: false,
    restart() {
      endpoints = [];
    },
    answer: (name, answer) => void route(name, answer),
    async fetch(input, init) {
      if (sandbox.isDown) throw new TypeError('fetch failed');
      const url = new URL(String(input));
      const one = {
        method: init?.method ?? 'GET',
        path: url.pathname,
        body: typeof init?.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
      };
      asked.push(one);
      const { status = 200, body } = answers.get(`${one.method} ${one.path}`)?.(one) ?? { body: {} };
      return Response.json(body, { status });
    },
  };
  return sandbox;
}

/** As the API words it. */
export function refusal(code: string, message: string) {
  return { error: { code, message } };
}
