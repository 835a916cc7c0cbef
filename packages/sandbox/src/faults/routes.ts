// `/sandbox/faults`: rules by which requests go wrong, for tests of what a shop and a checkout make of it.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { limitBody, readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import { validate } from '../http/validation.ts';
import { findSessionOwner } from '../store/merchants.ts';
import type { Store } from '../store/store.ts';
import type { Fault, FaultBook } from './book.ts';
import { faultBody, KINDS } from './rule.ts';

/** One rule, as the routes answer it. */
export const faultObject = z
  .looseObject({
    id: z.string(),
    object: z.literal('fault'),
    kind: z.string(),
    effect: z.string().openapi({ description: 'What it does, in words.' }),
    on: z.boolean(),
    hits: z.int(),
    hitsLeft: z.int().nullable().openapi({ description: 'Null while it is not counted.' }),
    endsAt: z.string().nullable().openapi({ format: 'date-time', description: 'Of offline.' }),
    createdAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('Fault', { description: 'The rule’s own fields stand beside these.' });

/** What the list answers. */
export const faultList = z.strictObject({ data: z.array(faultObject) }).openapi('FaultList');

/** What deleting answers. */
export const faultsDeleted = z
  .strictObject({ object: z.literal('fault'), deleted: z.int() })
  .openapi('FaultsDeleted');

export interface FaultRoutesDeps {
  readonly store: Store;
  readonly book: FaultBook;
  /** Called when a rule was added: connections that are open and idle are to be closed. */
  readonly onAdded: () => void;
}

/** Routes under `/sandbox/faults`; the caller's test key is checked before. */
export function createFaultRoutes({ store, book, onAdded }: FaultRoutesDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/sandbox/faults', limitBody, async (c) => {
    const rule = validate(faultBody, await readJson(c));
    const { merchantId } = c.get('principal');
    if (rule.sessionId !== undefined) await mustOwn(store, merchantId, rule.sessionId);
    const fault = book.add(merchantId, rule);
    onAdded();
    return c.json(toWire(fault), 201);
  });
  app.get('/sandbox/faults', (c) => c.json({ data: book.list(c.get('principal').merchantId).map(toWire) }));
  app.delete('/sandbox/faults', (c) => c.json(deleted(book.clear(c.get('principal').merchantId))));
  app.delete('/sandbox/faults/:id', (c) => {
    const isGone = book.remove(c.get('principal').merchantId, c.req.param('id'));
    if (!isGone) throw new ApiError('not_found', 'No such fault rule. GET /sandbox/faults lists them.');
    return c.json(deleted(1));
  });
  allowOnly(app, '/sandbox/faults', ['GET', 'POST', 'DELETE']);
  allowOnly(app, '/sandbox/faults/:id', ['DELETE']);
  return app;
}

/** @throws ApiError `invalid_request` for a session that is not the merchant's, or not of test mode. */
async function mustOwn(store: Store, merchantId: string, sessionId: string): Promise<void> {
  const owner = await findSessionOwner(store.db, sessionId);
  if (owner?.merchantId === merchantId && !owner.livemode) return;
  const message = 'sessionId: no such checkout session for this key. Check the id and its mode.';
  throw new ApiError('invalid_request', message, { param: 'sessionId' });
}

function toWire({ id, rule, hits, hitsLeft, isOn, endsAt, createdAt }: Fault): z.output<typeof faultObject> {
  return {
    id,
    object: 'fault',
    ...rule,
    effect: KINDS[rule.kind],
    on: isOn,
    hits,
    hitsLeft,
    endsAt,
    createdAt,
  };
}

function deleted(count: number): z.output<typeof faultsDeleted> {
  return { object: 'fault', deleted: count };
}
