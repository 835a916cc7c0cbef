// CX Pay sessions for the tests of this folder: created by a body that is valid, and read back typed.

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { bootOf, writeBuild } from '../../src/http/test-build.ts';
import { call as send } from '../../src/test-sandbox.ts';
import { errorObject, paymentIntentObject, sessionObject } from '../../src/wire/cxpay/objects.ts';
import { type ApiCall, call, ok, textAt } from '../call.ts';
import { inWorld, type World } from '../start.ts';

type Overrides = Readonly<Record<string, unknown>>;
type Session = z.output<typeof sessionObject>;
type Intent = z.output<typeof paymentIntentObject>;

/** A create request that is valid. */
export function aBody(overrides: Overrides = {}): Record<string, unknown> {
  return {
    mode: 'payment',
    amount: 4900,
    currency: 'USD',
    return_url: 'https://shop.example/thanks',
    cancel_url: 'https://shop.example/cart',
    ...overrides,
  };
}

/** One create request, with a key of its own unless told. */
export function create(world: World, overrides: Overrides = {}, options: ApiCall = {}) {
  const headers = { 'Idempotency-Key': randomUUID(), ...options.headers };
  return call(world, '/checkout-sessions', { body: aBody(overrides), ...options, headers });
}

/** A new session. */
export async function createSession(world: World, overrides: Overrides = {}): Promise<Session> {
  const answer = await create(world, overrides);
  if (answer.status !== 200) throw new Error(answer.text);
  return sessionObject.parse(answer.json);
}

export async function readSession(world: World, id: string): Promise<Session> {
  return sessionObject.parse(await ok(world, `/checkout-sessions/${id}`));
}

export async function readIntent(world: World, id: string): Promise<Intent> {
  return paymentIntentObject.parse(await ok(world, `/payment-intents/${id}`, { document: 'cxpay' }));
}

/** The error of a refusal, as CX Pay words it. */
export function errorOf({ json }: { readonly json: Readonly<Record<string, unknown>> }) {
  return errorObject.parse(json).error;
}

export const MINUTE_MS = 60_000;

/** Runs a test in a world whose hosted pages are a small build. */
export async function inWorldWithPages(test: (world: World) => Promise<void>): Promise<void> {
  const folder = await writeBuild();
  try {
    await inWorld(test, { settings: { frameDir: join(folder, 'frame') } });
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The client secret that the page of a session gets by itself: from its address alone. */
export async function openPage(world: World, url: string): Promise<string> {
  const page = await send(world, new URL(url).pathname, { key: '' });
  if (page.status !== 200 || !/^text\/html/.test(page.headers.get('Content-Type') ?? '')) {
    throw new Error(`${url}: ${page.status} ${page.text}`);
  }
  const { publishableKey: key, bootstrap } = bootOf(page.text);
  return textAt(await ok(world, '/v1/client/bootstrap', { key, body: { bootstrap } }), 'clientSecret');
}

/** What the checkout of a buyer reads of the session. */
export function readAsBuyer(world: World, clientSecret: string, path = '') {
  return ok(world, `/v1/client/session${path}`, {
    key: world.keys.publishableKey,
    headers: { 'X-Client-Secret': clientSecret },
  });
}
