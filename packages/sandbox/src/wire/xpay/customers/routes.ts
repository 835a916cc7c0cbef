// The routes of customers: parse, one domain call in one transaction, map.

import { Hono } from 'hono';
import { type CustomerDetails, changeCustomer, createCustomer } from '../../../domain/customer.ts';
import { readJson } from '../../../http/body.ts';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { ApiError } from '../../../http/problem.ts';
import { validate } from '../../../http/validation.ts';
import type { Owner } from '../../../store/checkouts.ts';
import { findSpending } from '../../../store/customer-stats.ts';
import { findByExternalId, findCustomer, listCustomers, saveCustomer } from '../../../store/customers.ts';
import { findUsedCards } from '../../../store/saved-cards.ts';
import type { Queries, Trx } from '../../../store/store.ts';
import { accepted, notFound, sendJson } from '../answers.ts';
import { readQuery, sendPage, toPageWanted } from '../list.ts';
import { once } from '../once.ts';
import { type TellDeps, tell } from '../tell.ts';
import { toCustomerObject, toCustomerStats, toCustomerSummary } from './mapping.ts';
import { type CustomerBody, createCustomerBody, customersQuery, updateCustomerBody } from './schemas.ts';

/** Routes under `/customers`; the caller's secret key is checked before. */
export function createCustomerRoutes(deps: TellDeps): Hono<Env> {
  const { store, ids, clock } = deps;
  const app = new Hono<Env>();
  app.get('/customers', async (c) => {
    const { search = null, email = null, externalId = null, ...page } = readQuery(c, customersQuery);
    const wanted = toPageWanted(page);
    const filter = { search, email, externalId };
    const { customers, ...found } = await listCustomers(store.db, c.get('principal'), filter, wanted);
    const cards = await findUsedCards(
      store.db,
      customers.map(({ id }) => id),
    );
    return sendPage(
      c,
      customers.map((one) => toCustomerSummary(one, cards)),
      found,
      wanted,
    );
  });
  app.post('/customers', async (c) => {
    const raw = await readJson(c);
    const body = validate(createCustomerBody, raw);
    return once(c, deps, raw, async (trx) => {
      const { merchantId, livemode } = c.get('principal');
      const identity = { id: ids.next('cus'), merchantId, livemode, type: 'registered' } as const;
      const { customer } = accepted(createCustomer(identity, toDetails(body), clock.now()));
      await mustBeFree(trx, customer);
      await saveCustomer(trx, customer, true);
      const object = toCustomerObject(customer);
      await tell(trx, deps, customer, 'customer.created', object);
      return { status: 201, body: JSON.stringify(object) };
    });
  });
  addOne(app, deps);
  allowOnly(app, '/customers', ['GET', 'POST']);
  allowOnly(app, '/customers/:id', ['GET', 'PATCH']);
  allowOnly(app, '/customers/:id/stats', ['GET']);
  return app;
}

function addOne(app: Hono<Env>, deps: TellDeps): void {
  const { store, clock } = deps;
  app.get('/customers/:id', async (c) =>
    sendJson(c, toCustomerObject(await mustFind(store.db, c, c.req.param('id')))),
  );
  app.get('/customers/:id/stats', async (c) => {
    const customer = await mustFind(store.db, c, c.req.param('id'));
    const spending = await findSpending(store.db, customer.id);
    return sendJson(c, toCustomerStats(customer, spending, await findUsedCards(store.db, [customer.id])));
  });
  app.patch('/customers/:id', async (c) => {
    const body = validate(updateCustomerBody, await readJson(c));
    const object = await store.transaction(async (trx) => {
      const before = await mustFind(trx, c, c.req.param('id'));
      const { customer } = accepted(changeCustomer(before, toDetails(body), clock.now()));
      await mustBeFree(trx, customer);
      await saveCustomer(trx, customer, false);
      const changed = toCustomerObject(customer);
      await tell(trx, deps, customer, 'customer.updated', changed);
      return changed;
    });
    return sendJson(c, object);
  });
}

async function mustFind(db: Queries, c: ApiContext, id: string) {
  const customer = await findCustomer(db, c.get('principal'), id);
  if (customer === null) throw notFound('customer');
  return customer;
}

/** Held by the transaction: nobody can take the name in between. */
async function mustBeFree(
  trx: Trx,
  customer: Owner & { readonly id: string; readonly externalId: string | null },
) {
  if (customer.externalId === null) return;
  const other = await findByExternalId(trx, customer, customer.externalId);
  if (other === null || other.id === customer.id) return;
  const message = `externalId: ${other.id} has it already. Update that customer, or send another externalId.`;
  throw new ApiError('external_id_in_use', message, { param: 'externalId' });
}

/** The details that a body names, and no others. */
function toDetails({
  name,
  email,
  phone,
  address,
  externalId,
  metadata,
}: CustomerBody): Partial<CustomerDetails> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(address === undefined ? {} : { address }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(metadata === undefined ? {} : { metadata }),
  };
}
