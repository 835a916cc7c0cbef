// An OAuth client for the tests of this folder: its token, and requests with it.

import { z } from 'zod';
import type { Answer } from '../../src/test-sandbox.ts';
import { paymentRequestObject, tokenObject } from '../../src/wire/payment-request/schemas.ts';
import { type ApiCall, call } from '../call.ts';
import type { World } from '../start.ts';

type Overrides = Readonly<Record<string, unknown>>;
type PaymentRequest = z.output<typeof paymentRequestObject>;

/** One token request: the form as it is sent, by default with the seeded client's credentials in the header. */
export function askToken(
  world: World,
  form: string | Readonly<Record<string, string>> = { grant_type: 'client_credentials' },
  headers: Readonly<Record<string, string>> = basic(world),
): Promise<Answer> {
  const raw = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return call(world, '/oauth/token', { key: '', raw, headers: { ...type, ...headers } });
}

/** HTTP Basic credentials; the seeded client's unless told. */
export function basic(
  { keys }: World,
  id: string = keys.oauthClientId,
  secret: string = keys.oauthClientSecret,
): Readonly<Record<string, string>> {
  const encoded = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64');
  return { Authorization: `Basic ${encoded}` };
}

/** A new access token; the seeded client's unless told. */
export async function tokenOf(world: World, headers = basic(world)): Promise<string> {
  return tokenObject.parse((await askToken(world, undefined, headers)).json).access_token;
}

/** The smallest body, as documented. */
export function aBody(overrides: Overrides = {}): Record<string, unknown> {
  return { amount: '100', currency: 'USD', redirect_url: 'https://shop.example/thanks', ...overrides };
}

/** A caller with a token of its own. The clock moves on a second with each request, so that no limit is met. */
export interface Caller {
  create(overrides?: Overrides, options?: ApiCall): Promise<Answer>;
  /** @throws with the answer when it was refused. */
  made(overrides?: Overrides): Promise<PaymentRequest>;
  read(id: string): Promise<PaymentRequest>;
  call(path: string, options?: ApiCall): Promise<Answer>;
}

/** A caller; of the seeded client unless told. */
export async function aCaller(world: World, headers = basic(world)): Promise<Caller> {
  const key = await tokenOf(world, headers);
  const ask: Caller['call'] = async (path, options = {}) => {
    world.clock.advance(1000);
    return call(world, path, { key, ...options });
  };
  const create: Caller['create'] = (overrides, options) =>
    ask('/payment/request', { body: aBody(overrides), ...options });
  const parsed = (answer: Answer) => {
    if (answer.status !== 200) throw new Error(answer.text);
    return paymentRequestObject.parse(answer.json);
  };
  return {
    call: ask,
    create,
    made: async (overrides) => parsed(await create(overrides)),
    read: async (id) => parsed(await ask(`/payment/request/${id}`)),
  };
}

const ERROR = z.object({
  code: z.string(),
  message: z.string(),
  validation_errors: z.record(z.string(), z.string()).optional(),
});

/** The error of a refusal, as this API words it. */
export function errorOf({ json }: Pick<Answer, 'json'>): z.output<typeof ERROR> {
  return ERROR.parse(json['error']);
}
