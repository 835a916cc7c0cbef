// A sandbox whose session takes every method, and what browsers send about those that are no card.

import { randomUUID } from 'node:crypto';
import type { PublicIntent, PublicSession } from '@xpay/protocol/api';
import type { ApprovalAction } from '@xpay/protocol/next-action';
import { PAYMENT_METHODS } from '@xpay/protocol/payment-methods';
import {
  aSandbox,
  type Created,
  call,
  callClient,
  create,
  type Overrides,
  type Sandbox,
} from './test-sandbox.ts';
import { publicSession } from './wire/browser/schemas.ts';

export const WALLET = { type: 'wallet' } as const;
export const IN_THREE = { type: 'bnpl', bnpl: { planId: 'in_3' } } as const;
export const TRANSFER = { type: 'bank_transfer' } as const;

/** A token of the sandbox's payment sheet. */
export const aToken = (last4 = '4242', nonce = randomUUID()) =>
  ({ type: 'google_pay', token: JSON.stringify({ type: 'xpay_sandbox_token', nonce, last4 }) }) as const;

export interface Till {
  readonly sandbox: Sandbox;
  readonly session: Created;
}

/** Runs a test with a session that takes every method. */
export async function withTill(
  { session = {}, ...overrides }: Overrides & { readonly session?: Readonly<Record<string, unknown>> },
  test: (till: Till) => Promise<void>,
): Promise<void> {
  const sandbox = await aSandbox(overrides);
  await test({ sandbox, session: await anySession(sandbox, session) });
  await sandbox.close();
}

/** Another session that takes every method. */
export function anySession(
  sandbox: Sandbox,
  wanted: Readonly<Record<string, unknown>> = {},
): Promise<Created> {
  return create(sandbox, { paymentMethodTypes: [...PAYMENT_METHODS], ...wanted });
}

/** One press of Pay; the answer as it came. */
export function confirm({ sandbox, session }: Till, means: object, key: string = randomUUID()) {
  return callClient(sandbox, '/confirm', session.clientSecret, {
    body: { expectedAmount: 4900, paymentMethod: { ...means, billing: {} } },
    headers: { 'Idempotency-Key': key },
  });
}

/** One press of Pay that is taken. @throws when it is not. */
export async function press(till: Till, means: object, key?: string): Promise<PublicIntent> {
  return intentIn(await confirm(till, means, key));
}

/** The session as any tab may read it. */
export async function read({ sandbox, session }: Till): Promise<PublicSession> {
  return publicSession.parse((await callClient(sandbox, '', session.clientSecret)).json);
}

/** Stops the approval, or begins another. */
export async function act(
  { sandbox, session }: Till,
  path: 'cancel_action' | 'restart_action',
  { id }: ApprovalAction,
): Promise<PublicIntent> {
  const headers: Record<string, string> = path === 'cancel_action' ? {} : { 'Idempotency-Key': randomUUID() };
  return intentIn(await callClient(sandbox, `/${path}`, session.clientSecret, { body: { id }, headers }));
}

/** What waits for its buyer. @throws when nothing does. */
export function approvalOf({ nextAction, status }: PublicIntent): ApprovalAction {
  if (nextAction?.type === 'approval') return nextAction;
  throw new Error(`The intent is ${status}, and asks for no approval.`);
}

/** The buyer presses a button of the provider's page, and is led to the page that comes of it. */
export async function answer(
  { sandbox }: Till,
  { url }: ApprovalAction,
  pressed: 'approve' | 'decline' | 'cancel',
  agree = 'yes',
): Promise<string> {
  const { pathname } = new URL(url);
  const form = new URLSearchParams({ press: pressed, agree });
  const response = await sandbox.server.bank.request(pathname, { method: 'POST', body: form });
  const next = response.status === 303 ? (response.headers.get('location') ?? '') : null;
  return next === null ? response.text() : (await sandbox.server.bank.request(next)).text();
}

/** The intent as the merchant's server sees it. */
export async function merchantSees({ sandbox, session }: Till) {
  return (await call(sandbox, `/payment-intents/${session.paymentIntentId}`)).json;
}

function intentIn({ status, text }: { readonly status: number; readonly text: string }): PublicIntent {
  if (status !== 200) throw new Error(`${status} ${text}`);
  return publicSession.parse(JSON.parse(text)).intent;
}
