// The routes of balances, which are only read: what moved is written with what moved it.

import { Hono } from 'hono';
import type { Clock } from '../../../domain/clock.ts';
import { MOVEMENT_TYPES } from '../../../domain/ledger.ts';
import type { Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { findMovement, listMovements, readBalances } from '../../../store/ledger.ts';
import type { Store } from '../../../store/store.ts';
import { notFound, sendJson } from '../answers.ts';
import { readQuery, sendPage, toPageWanted } from '../list.ts';
import { toBalanceObject, toBalanceTransactionObject } from './mapping.ts';
import { balanceTransactionsQuery } from './schemas.ts';

export interface BalanceDeps {
  readonly store: Store;
  readonly clock: Clock;
}

/** Routes under `/balance` and `/balance-transactions`; the caller's secret key is checked before. */
export function createBalanceRoutes({ store, clock }: BalanceDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.get('/balance', async (c) => {
    const owner = c.get('principal');
    return sendJson(c, toBalanceObject(await readBalances(store.db, owner, clock.now()), owner));
  });
  app.get('/balance-transactions', async (c) => {
    const owner = c.get('principal');
    const { type: name, source: sourceId, ...page } = readQuery(c, balanceTransactionsQuery);
    const type = MOVEMENT_TYPES.find((one) => one.toUpperCase() === name);
    const wanted = toPageWanted(page);
    const { movements, ...found } = await listMovements(store.db, owner, { type, sourceId }, wanted);
    const now = clock.now();
    const objects = movements.map((one) => toBalanceTransactionObject(one, owner, now));
    return sendPage(c, objects, found, wanted);
  });
  app.get('/balance-transactions/:id', async (c) => {
    const owner = c.get('principal');
    const movement = await findMovement(store.db, owner, c.req.param('id'));
    if (movement === null) throw notFound('balance transaction');
    return sendJson(c, toBalanceTransactionObject(movement, owner, clock.now()));
  });
  for (const path of ['/balance', '/balance-transactions', '/balance-transactions/:id']) {
    allowOnly(app, path, ['GET']);
  }
  return app;
}
