// A customer who keeps cards, for tests.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Answer,
  APPROVED,
  aConfirmBody,
  type Created,
  call,
  callClient,
  create,
  type Sandbox,
} from './test-sandbox.ts';
import { creqSchema, decodeMessage } from './threeds/messages.ts';
import { publicSession } from './wire/browser/schemas.ts';

const CUSTOMER = z.object({ id: z.string() });

/** The id of a new customer. */
export async function aCustomer(sandbox: Sandbox, name = 'Ada'): Promise<string> {
  const body = { name, email: `${name.toLowerCase()}@example.com` };
  return CUSTOMER.parse((await call(sandbox, '/customers', { body })).json).id;
}

/** A new session that offers the cards of a customer. */
export function offering(
  sandbox: Sandbox,
  customerId: string,
  cvc: 'ask' | 'skip' = 'ask',
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<Created> {
  return create(sandbox, { customerId, savedCards: { offer: true, cvc }, ...overrides });
}

/** What the buyer of a session is shown. */
export async function shown(sandbox: Sandbox, { clientSecret }: Created) {
  return publicSession.parse((await callClient(sandbox, '', clientSecret)).json);
}

/** The ids of the cards that a session offers. */
export async function offered(sandbox: Sandbox, session: Created): Promise<readonly string[]> {
  return (await shown(sandbox, session)).savedCards?.map(({ id }) => id) ?? [];
}

/** One press of Pay with this payment method. */
export function confirmWith(
  sandbox: Sandbox,
  { clientSecret }: Created,
  paymentMethod: object,
  key: string = randomUUID(),
): Promise<Answer> {
  return callClient(sandbox, '/confirm', clientSecret, {
    body: { expectedAmount: 4900, paymentMethod: { billing: {}, ...paymentMethod } },
    headers: { 'Idempotency-Key': key },
  });
}

/** A press with a card that the buyer agrees to keep. */
export function payAndKeep(sandbox: Sandbox, session: Created, number = APPROVED): Promise<Answer> {
  const { card } = aConfirmBody(number).paymentMethod;
  return confirmWith(sandbox, session, { type: 'card', card, save: true });
}

/** A press with a card that is kept. */
export function payWithKept(
  sandbox: Sandbox,
  session: Created,
  id: string,
  cvc: string | null = '123',
  key?: string,
): Promise<Answer> {
  const savedCard = cvc === null ? { id } : { id, cvc };
  return confirmWith(sandbox, session, { type: 'saved_card', savedCard }, key);
}

/** A customer who has kept one card; its id. */
export async function keptBy(sandbox: Sandbox, customerId: string, number = APPROVED): Promise<string> {
  const paid = await payAndKeep(sandbox, await offering(sandbox, customerId), number);
  if (publicSession.parse(paid.json).status !== 'complete') throw new Error(paid.text);
  const [id] = await offered(sandbox, await offering(sandbox, customerId));
  if (id === undefined) throw new Error('The card was not kept.');
  return id;
}

/** Answers the challenge that a confirm has led to, as the bank wants it. */
export async function passChallenge({ server }: Sandbox, { json }: Answer): Promise<void> {
  const action = publicSession.parse(json).intent.nextAction;
  if (action?.type !== 'three_ds_challenge' || action.creq === null)
    throw new Error('There is no challenge.');
  const { acsTransID } = creqSchema.parse(decodeMessage(action.creq));
  const post = (path: string, form: Readonly<Record<string, string>>) =>
    server.bank.request(path, {
      method: 'POST',
      headers: { 'Sec-Fetch-Dest': 'document' },
      body: new URLSearchParams(form),
    });
  await post('/challenge', { creq: action.creq, threeDSSessionData: action.sessionData });
  await post(`/challenge/${acsTransID}`, { press: 'confirm', code: '123456' });
}
