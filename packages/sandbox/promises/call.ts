// Calls the APIs of a sandbox as a merchant's server or a buyer does, and holds each answer against its published schema.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, APPROVED, aConfirmBody, type Call, call as send } from '../src/test-sandbox.ts';
import { checkAnswer } from './contract.ts';
import type { Webhook, World } from './start.ts';

/** The published documents: `/openapi/<name>.json`. */
export type Document = 'xpay' | 'cxpay' | 'maxfi' | 'payment-request' | 'client' | 'sandbox';

export interface ApiCall extends Call {
  /** Whose schema the answer has to fit; by the path unless told. */
  readonly document?: Document;
}

/** One request, whose answer fits the schema that the API publishes for its path, method and status. */
export async function call(world: World, path: string, options: ApiCall = {}): Promise<Answer> {
  const { document = documentOf(path), ...request } = options;
  const answer = await send(world, path, request);
  const method = request.method ?? (request.body === undefined && request.raw === undefined ? 'GET' : 'POST');
  await checkAnswer(world, document, method, path, answer);
  return answer;
}

/** The same, for a request that has to succeed. @throws with the answer when it does not. */
export async function ok(world: World, path: string, options: ApiCall = {}): Promise<Answer['json']> {
  const answer = await call(world, path, options);
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.json;
}

function documentOf(path: string): Document {
  if (path.startsWith('/v1/client/')) return 'client';
  if (path.startsWith('/v2/')) return 'maxfi';
  if (path.startsWith('/checkout-sessions')) return 'cxpay';
  if (/^\/(oauth|payments?\/request)/.test(path)) return 'payment-request';
  return path.startsWith('/sandbox/') ? 'sandbox' : 'xpay';
}

/** What a buyer does: `POST /sandbox/sessions/{id}/pay`. Pays with 4242… unless told. */
export interface Payment {
  /** Any card number. */
  readonly card?: string;
  /** In place of a card: `succeeded`, `processing`, `generic_decline`, … */
  readonly outcome?: string;
  /** What the buyer does on their bank's page. */
  readonly threeDS?: 'approve' | 'decline' | 'cancel' | 'ignore';
}

/** Has a buyer pay the session of whatever API, through the same requests that the checkout sends. */
export async function pay(world: World, sessionId: string, payment: Payment = {}): Promise<void> {
  const { card, ...rest } = payment;
  const body = card === undefined ? rest : { ...rest, card: { number: card } };
  const answer = await send(world, `/sandbox/sessions/${sessionId}/pay`, { body });
  if (answer.status !== 200) throw new Error(`The buyer could not pay: ${answer.text}`);
}

/** One press of Pay at the browser API: for live sessions, other amounts, and answers that are refusals. */
export function confirm(
  world: World,
  clientSecret: string,
  {
    amount = 4900,
    card = APPROVED,
    key = randomUUID(),
    isLive = false,
    keep = false,
  }: {
    readonly amount?: number;
    readonly card?: string;
    readonly key?: string;
    readonly isLive?: boolean;
    /** The buyer agrees that the card is kept. */
    readonly keep?: boolean;
  } = {},
): Promise<Answer> {
  const { paymentMethod } = aConfirmBody(card);
  const kept = keep ? { ...paymentMethod, save: true } : paymentMethod;
  return call(world, '/v1/client/session/confirm', {
    key: isLive ? world.keys.livePublishableKey : world.keys.publishableKey,
    headers: { 'X-Client-Secret': clientSecret, 'Idempotency-Key': key },
    body: { expectedAmount: amount, paymentMethod: kept },
  });
}

const EVENT = z.looseObject({ id: z.string(), type: z.string(), data: z.looseObject({}) });

/** A webhook's event, parsed. */
export function eventOf({ body }: Webhook): z.output<typeof EVENT> {
  return EVENT.parse(JSON.parse(body));
}

/** Sends what is due, and lists the types of all events that came, in order. */
export async function eventTypes(world: World): Promise<readonly string[]> {
  await world.work();
  return world.webhooks.map((webhook) => eventOf(webhook).type);
}

/** The text at a path of an answer, such as `data.0.id`. @throws when there is none. */
export function textAt(json: unknown, path: string): string {
  let value: unknown = json;
  for (const part of path.split('.')) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined;
  }
  if (typeof value !== 'string')
    throw new Error(`There is no text at ${path}, but ${JSON.stringify(value)}.`);
  return value;
}

/** An id of the kind that its prefix says, e.g. `expect(id).toMatch(idOf('cs'))`. */
export function idOf(prefix: string): RegExp {
  return new RegExp(`^${prefix}_[0-9A-Za-z_]{10,}$`);
}
