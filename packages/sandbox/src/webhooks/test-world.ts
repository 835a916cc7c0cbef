// A shop that is sent webhooks, for tests: its endpoints, and how they answer.

import { manualClock } from '../domain/clock.ts';
import { listDeliveries } from '../store/delivery-log.ts';
import { recordEvent } from '../store/outbox.ts';
import { openStore, type Store } from '../store/store.ts';
import { type DeliverDeps, deliverDue } from './deliver.ts';

export const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

/** One request, as the receiver gets it. */
interface Call {
  readonly url: string;
  readonly body: string;
  readonly headers: Headers;
  readonly redirect: RequestRedirect | undefined;
}

type Answer = (call: Call) => Response | Promise<Response>;

/** A store with endpoints that a test answers for, a clock that stands still, and what was sent. */
export async function aWorld({
  endpoints = ['http://shop.test/hook'],
  answer = () => new Response('ok'),
}: {
  readonly endpoints?: readonly string[];
  readonly answer?: Answer;
} = {}) {
  const store = await openStore(':memory:');
  const clock = manualClock();
  await seed(store, endpoints);
  const calls: Call[] = [];
  const world = { answer };
  const fakeFetch: typeof fetch = async (input, init) => {
    const call = {
      url: String(input),
      body: String(init?.body),
      headers: new Headers(init?.headers),
      redirect: init?.redirect,
    };
    calls.push(call);
    const signal = init?.signal;
    const cut = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
    return Promise.race([world.answer(call), cut]);
  };
  const log = { info: () => {}, warn: () => {} };
  const deps: DeliverDeps = { store, clock, fetch: fakeFetch, random: () => 0.5, log };
  let made = 0;
  const happen = async (body = `{"n":${made + 1}}`, type = 'checkout.session.completed') => {
    made += 1;
    const event = { id: `evt_${made}`, merchantId: 'merch_1', livemode: false, type, objectId: 'cs_1', body };
    await store.transaction((trx) => recordEvent(trx, { ...event, createdAt: clock.now().toISOString() }));
  };
  const deliveries = async () => {
    const filter = { merchantId: 'merch_1', livemode: false, page: 1, limit: 100 };
    return (await listDeliveries(store.db, filter)).deliveries;
  };
  const only = async () => {
    const [first] = await deliveries();
    if (first === undefined) throw new Error('There is no delivery.');
    return first;
  };
  return { store, clock, calls, deps, world, happen, deliveries, only, run: () => deliverDue(deps) };
}

async function seed(store: Store, urls: readonly string[]): Promise<void> {
  const created_at = '2026-01-01T00:00:00.000Z';
  await store.db
    .insertInto('merchants')
    .values(
      ['merch_1', 'merch_2'].map((id) => ({
        id,
        slug: id,
        display_name: id,
        support_url: null,
        enabled_currencies: null,
        allowed_origins: '[]',
        created_at,
      })),
    )
    .execute();
  const endpoint = {
    merchant_id: 'merch_1',
    livemode: 0 as const,
    secret: SECRET,
    previous_secret: null,
    previous_until: null,
    event_types: null,
    apis: null,
    is_private: 0 as const,
    description: null,
    deleted_at: null,
    created_at,
  };
  const rows = urls.map((url, index) => ({ ...endpoint, id: `we_${index + 1}`, url, disabled_at: null }));
  if (rows.length > 0) await store.db.insertInto('webhook_endpoints').values(rows).execute();
}
