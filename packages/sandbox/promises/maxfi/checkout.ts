// Calls MaxFi as a merchant's server does, for the promises of its seed.

import { z } from 'zod';
import type { Answer } from '../../src/test-sandbox.ts';
import { type ApiCall, call, ok, textAt } from '../call.ts';
import type { World } from '../start.ts';

export const PATH = '/v2/payments/checkout';

/** The least that a checkout needs, and what a test wants of it. */
export function aBody(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { amount: 4900, currency: 'USD', ...changes };
}

/** `POST /v2/payments/checkout`, whatever it answers. */
export function create(
  world: World,
  changes: Readonly<Record<string, unknown>> = {},
  options: ApiCall = {},
): Promise<Answer> {
  return call(world, PATH, { body: aBody(changes), ...options });
}

const CHECKOUT = z.object({
  id: z.string(),
  checkout_url: z.string(),
  expires_at: z.string(),
  livemode: z.boolean(),
});

export type Checkout = z.output<typeof CHECKOUT>;

/** A checkout that has to be made. */
export async function aCheckout(
  world: World,
  changes: Readonly<Record<string, unknown>> = {},
  options: ApiCall = {},
): Promise<Checkout> {
  return CHECKOUT.parse(await ok(world, PATH, { body: aBody(changes), ...options }));
}

/** `[status, code]` of a refusal. */
export function refusalOf(answer: Answer): readonly [number, string] {
  return [answer.status, textAt(answer.json, 'error.code')];
}

/** A payment as MaxFi shows it. */
export function paymentOf(world: World, id: string): Promise<Answer['json']> {
  return ok(world, `/v2/payments/${encodeURIComponent(id)}`);
}

/** The client secret of a session, as the page that is opened for its buyer gets it. */
export async function secretOf({ store }: World, id: string): Promise<string> {
  const row = await store.db
    .selectFrom('checkout_sessions')
    .select('client_secret_sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return store.vault.open(row.client_secret_sealed, id);
}

/** The session as its buyer's browser sees it. */
export async function seenByBuyer(world: World, id: string, path = ''): Promise<Answer['json']> {
  return ok(world, `/v1/client/session${path}`, {
    key: world.keys.publishableKey,
    headers: { 'X-Client-Secret': await secretOf(world, id) },
  });
}
