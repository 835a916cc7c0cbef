// A whole sandbox for tests: a store in memory, a clock that stands still, no port, and what was logged and sent.

import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { acquirerWith, type Replaced } from './bank/test-acquirer.ts';
import { type ManualClock, manualClock } from './domain/clock.ts';
import { createIds } from './domain/id.ts';
import { createLogger } from './http/request-log.ts';
import { createSandboxClock } from './sandbox-clock.ts';
import { createServer, type Server, type ServerDeps } from './server.ts';
import type { Settings } from './settings.ts';
import type { DriverOptions } from './store/driver.ts';
import { type SeededMerchant, seedMerchant } from './store/seed.ts';
import { openStore, type Store } from './store/store.ts';

export const CHECKOUT_ORIGIN = 'https://checkout.example';

const SETTINGS: Settings = {
  apiOrigin: 'https://api.example',
  checkoutOrigin: CHECKOUT_ORIGIN,
  threedsOrigin: 'https://3ds.example',
  bankOrigin: 'https://bank.example',
  merchantOrigins: ['https://shop.example'],
  webhookUrl: 'https://shop.example/webhooks',
  frameDir: '/nonexistent',
  scriptDir: '/nonexistent',
  dashboardDir: '/nonexistent',
};

export interface Overrides extends Partial<Pick<ServerDeps, 'bank' | 'fetch' | 'closeIdle'>>, DriverOptions {
  /** A database file instead of memory. */
  readonly path?: string;
  readonly clock?: ManualClock;
  readonly acquirer?: Replaced;
  readonly settings?: Partial<Settings>;
}

export interface Sandbox {
  readonly server: Server;
  readonly store: Store;
  readonly clock: ManualClock;
  readonly keys: SeededMerchant;
  /** Every line of the log. */
  readonly logs: readonly string[];
  /** Bodies that the shop's endpoint received. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

export async function aSandbox({
  path = ':memory:',
  clock = manualClock(),
  acquirer = () => ({}),
  settings,
  onStatement,
  fetch: answer = async () => new Response('ok'),
  ...others
}: Overrides = {}): Promise<Sandbox> {
  const store = await openStore(path, { onStatement });
  const time = createSandboxClock(clock);
  const keys = await seedMerchant(store, SETTINGS, createIds(clock, randomBytes), clock);
  const logs: string[] = [];
  const received: string[] = [];
  const server = createServer({
    store,
    clock: time,
    settings: { ...SETTINGS, ...settings },
    logger: createLogger({ write: (line) => void logs.push(line) }),
    acquirer: acquirerWith(store, time, acquirer(store)),
    ...others,
    fetch: async (url, init) => {
      received.push(await new Response(init?.body).text());
      return answer(url, init);
    },
  });
  return { server, store, clock, keys, logs, received, close: () => server.close().then(store.close) };
}

/** Runs a test with a sandbox of its own. */
export async function withSandbox(test: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await aSandbox();
  await test(sandbox);
  await sandbox.close();
}

/** A second merchant of the same sandbox. */
export function anotherMerchant({ store, clock }: Sandbox): Promise<SeededMerchant> {
  return seedMerchant(store, { merchantOrigins: [] }, createIds(clock, randomBytes), clock, 'other');
}

export interface Call {
  readonly method?: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; `raw` sends text as it is. */
  readonly body?: unknown;
  readonly raw?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON body as an object. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** One request to the API; with the test secret key unless another key is given (`''` for none). */
export async function call(sandbox: Sandbox, path: string, options: Call = {}): Promise<Answer> {
  const { key = sandbox.keys.secretKey, body, raw } = options;
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await sandbox.server.api.request(path, {
    method: options.method ?? (sent === undefined ? 'GET' : 'POST'),
    headers: {
      ...(key === '' ? {} : { Authorization: `Bearer ${key}` }),
      ...(sent === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...options.headers,
    },
    ...(sent === undefined ? {} : { body: sent }),
  });
  const text = await response.text();
  const { status, headers } = response;
  const isJson = text !== '' && /json/.test(headers.get('Content-Type') ?? '');
  return { status, headers, text, json: isJson ? ANY_OBJECT.parse(JSON.parse(text)) : {} };
}

const ANY_OBJECT = z.record(z.string(), z.unknown());

/** A create request that is valid. */
export function aSessionBody(overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    uiMode: 'embedded',
    currency: 'USD',
    amount: 4900,
    afterCompletion: { type: 'hosted_confirmation' },
    ...overrides,
  };
}

export interface Created {
  readonly id: string;
  readonly clientSecret: string;
  readonly paymentIntentId: string;
}

const CREATED = z.object({ id: z.string(), clientSecret: z.string(), paymentIntentId: z.string() });

/** A new session. */
export async function create(
  sandbox: Sandbox,
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<Created> {
  const answer = await call(sandbox, '/checkout/sessions', { body: aSessionBody(overrides) });
  if (answer.status !== 201) throw new Error(answer.text);
  return CREATED.parse(answer.json);
}

/** A call of the browser API for a session: `path` is what follows `/v1/client/session`. */
export function callClient(
  sandbox: Sandbox,
  path: string,
  clientSecret: string,
  options: Call = {},
): Promise<Answer> {
  return call(sandbox, `/v1/client/session${path}`, {
    key: sandbox.keys.publishableKey,
    ...options,
    headers: { 'X-Client-Secret': clientSecret, ...options.headers },
  });
}

export const APPROVED = '4242424242424242';

/** A confirm request that is valid. */
export function aConfirmBody(number = APPROVED, card: Readonly<Record<string, unknown>> = {}) {
  const cvc = /^3[47]/.test(number) ? '1234' : '123';
  return {
    expectedAmount: 4900,
    paymentMethod: { type: 'card', card: { number, expMonth: 3, expYear: 2027, cvc, ...card }, billing: {} },
  };
}

/** One press of Pay with this card. */
export function pay(
  sandbox: Sandbox,
  { clientSecret }: Created,
  number = APPROVED,
  key: string = randomUUID(),
) {
  return callClient(sandbox, '/confirm', clientSecret, {
    body: aConfirmBody(number),
    headers: { 'Idempotency-Key': key },
  });
}

/** Types of the recorded events, in order. */
export async function eventTypes({ store }: Sandbox): Promise<readonly string[]> {
  const rows = await store.db.selectFrom('events').select('type').orderBy('sequence').execute();
  return rows.map(({ type }) => type);
}
