// Whose a request is and which session it is about, as far as fault rules ask.

import type { Clock } from '../domain/clock.ts';
import type { ApiContext } from '../http/env.ts';
import { findSessionOfCharge, findSessionOfIntent } from '../store/checkouts.ts';
import { findPrincipal, findSessionOwner } from '../store/merchants.ts';
import type { Store } from '../store/store.ts';
import type { Asked } from './meant.ts';

export interface AskedDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** What the request is; null for one that never fails: a live one, or one that only asks what it may ask. */
export async function describeRequest(
  c: ApiContext,
  { store, clock }: AskedDeps,
  asksForSession: boolean,
): Promise<Asked | null> {
  const { method, path } = c.req;
  if (method === 'OPTIONS' || /^\/sandbox(\/|$)/.test(path)) return null;
  const owner = c.get('principal') ?? (await ownerOfPage(c, { store, clock }));
  if (owner?.livemode === true) return null;
  return {
    method,
    path,
    merchantId: owner?.merchantId ?? null,
    sessionId: asksForSession ? await sessionOf(c, store) : null,
  };
}

/** Whose checkout a document shows; null for files, which are everybody's. */
async function ownerOfPage(c: ApiContext, { store, clock }: AskedDeps) {
  const hosted = hostedSessionOf(c.req.path);
  if (hosted !== null) return findSessionOwner(store.db, hosted);
  const key = c.req.query('key');
  return key === undefined ? null : findPrincipal(store.db, key, clock.now());
}

/** The session that a browser's request names by its client secret; null where it names none. Whether it may is asked elsewhere. */
export function sessionOfSecret(c: ApiContext): string | null {
  return /^(.+)_secret_/.exec(c.req.header('X-Client-Secret') ?? '')?.[1] ?? null;
}

async function sessionOf(c: ApiContext, { db }: Store): Promise<string | null> {
  const { path } = c.req;
  if (c.req.header('X-Client-Secret') !== undefined) return sessionOfSecret(c);
  const [, kind, id = ''] = OBJECT.exec(path) ?? [];
  switch (kind) {
    case 'checkout/sessions':
    case 'checkout-sessions':
    case 'payment/request':
    case 'payments/request':
      return id;
    case 'payment-intents':
      return findSessionOfIntent(db, id);
    case 'charges':
      return findSessionOfCharge(db, id);
    default:
      return hostedSessionOf(path);
  }
}

/** Paths with an id that tells the session. */
const OBJECT =
  /^\/(checkout\/sessions|checkout-sessions|payments?\/request|payment-intents|charges)\/([^/]+)/;

function hostedSessionOf(path: string): string | null {
  return /^\/c\/([^/]+)$/.exec(path)?.[1] ?? null;
}
