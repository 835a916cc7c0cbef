// The routes of payment links: parse, one domain call in one transaction, map.

import { Hono } from 'hono';
import { type LinkItem, type LinkTerms, type PaymentLink, pricedLink } from '../../../domain/payment-link.ts';
import type { Problem } from '../../../domain/problem.ts';
import { readJson } from '../../../http/body.ts';
import type { ApiContext, Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { validate } from '../../../http/validation.ts';
import type { Owner } from '../../../store/checkouts.ts';
import { findLink, insertLink, listLinks, updateLink } from '../../../store/links.ts';
import { countUsage, findProducts } from '../../../store/products.ts';
import type { Queries, Trx } from '../../../store/store.ts';
import { mustBeOffered } from '../../must-be-offered.ts';
import { refuseForeignUrls } from '../../return-urls.ts';
import { accepted, notFound, refused, sendJson } from '../answers.ts';
import type { LineItemInput } from '../item-fields.ts';
import { readQuery, sendPage, toPageWanted } from '../list.ts';
import { once } from '../once.ts';
import { findItems } from '../sessions/items.ts';
import type { TellDeps } from '../tell.ts';
import { urlsOf } from '../terms.ts';
import { toLinkObject } from './mapping.ts';
import { linksQuery, toFilter } from './query.ts';
import { createLinkBody, type UpdateLinkBody, updateLinkBody } from './schemas.ts';

/** Routes under `/payment-links`; the caller's secret key is checked before. */
export function createLinkRoutes(deps: TellDeps): Hono<Env> {
  const { store, clock, ids } = deps;
  const app = new Hono<Env>();
  app.get('/payment-links', async (c) => {
    const query = readQuery(c, linksQuery);
    const wanted = toPageWanted(query);
    const { links, ...found } = await listLinks(
      store.db,
      c.get('principal'),
      toFilter(query, clock.now()),
      wanted,
    );
    return sendPage(c, await toObjects(store.db, links, deps), found, wanted);
  });
  app.post('/payment-links', async (c) => {
    const raw = await readJson(c);
    const { lineItems: inputs, expiresAt = null, ...terms } = validate(createLinkBody, raw);
    return once(c, deps, raw, async (trx) => {
      const { merchantId, livemode } = c.get('principal');
      const lineItems = await toItems(trx, { merchantId, livemode }, inputs, deps);
      refusePast(expiresAt, deps);
      await refuseForeignUrls(trx, { merchantId, livemode }, urlsOf(terms));
      await mustBeOffered(trx, { merchantId, livemode }, terms.paymentMethodTypes, 'paymentMethodTypes');
      const at = clock.now().toISOString();
      const link: PaymentLink = {
        ...terms,
        ...accepted(pricedLink(lineItems)),
        ...{
          lineItems,
          expiresAt,
          id: ids.next('plink'),
          merchantId,
          livemode,
          createdAt: at,
          updatedAt: at,
        },
      };
      await insertLink(trx, link);
      await countUsage(
        trx,
        lineItems.map(({ price }) => price?.id ?? null),
      );
      const [object] = await toObjects(trx, [link], deps);
      return { status: 201, body: JSON.stringify(object) };
    });
  });
  addOne(app, deps);
  allowOnly(app, '/payment-links', ['GET', 'POST']);
  allowOnly(app, '/payment-links/:id', ['GET', 'PATCH']);
  return app;
}

function addOne(app: Hono<Env>, deps: TellDeps): void {
  const { store } = deps;
  app.get('/payment-links/:id', async (c) => {
    const link = await mustFind(store.db, c, c.req.param('id'));
    return sendJson(c, (await toObjects(store.db, [link], deps))[0] ?? {});
  });
  app.patch('/payment-links/:id', async (c) => {
    const body = validate(updateLinkBody, await readJson(c));
    const object = await store.transaction(async (trx) => {
      const before = await mustFind(trx, c, c.req.param('id'));
      const after = await change(trx, before, body, deps);
      await updateLink(trx, before, after);
      return (await toObjects(trx, [after], deps))[0];
    });
    return sendJson(c, object ?? {});
  });
}

async function change(
  trx: Trx,
  before: PaymentLink,
  body: UpdateLinkBody,
  deps: TellDeps,
): Promise<PaymentLink> {
  const { lineItems: inputs, customFields, allowPromotionCodes, afterCompletion, active } = body;
  const { expiresAt, metadata } = body;
  const lineItems = inputs === undefined ? null : await toItems(trx, before, inputs, deps);
  if (expiresAt !== undefined) refusePast(expiresAt, deps);
  await refuseForeignUrls(trx, before, urlsOf(body));
  await countUsage(trx, lineItems?.map(({ price }) => price?.id ?? null) ?? []);
  const named: Partial<LinkTerms> = {
    ...(lineItems === null ? {} : { lineItems }),
    ...(customFields === undefined ? {} : { customFields }),
    ...(allowPromotionCodes === undefined ? {} : { allowPromotionCodes }),
    ...(afterCompletion === undefined ? {} : { afterCompletion }),
    ...(active === undefined ? {} : { active }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(metadata === undefined ? {} : { metadata }),
  };
  const price = lineItems === null ? {} : accepted(pricedLink(lineItems));
  return { ...before, ...named, ...price, updatedAt: deps.clock.now().toISOString() };
}

async function mustFind(db: Queries, c: ApiContext, id: string): Promise<PaymentLink> {
  const link = await findLink(db, c.get('principal'), id);
  if (link === null) throw notFound('payment link');
  return link;
}

async function toItems(
  trx: Trx,
  owner: Owner,
  inputs: readonly LineItemInput[],
  { ids }: TellDeps,
): Promise<readonly LinkItem[]> {
  const items = await findItems(trx, owner, inputs, ids);
  return items.map(({ price = null, adjustable = null, ...item }) => ({ ...item, price, adjustable }));
}

/** Links of one merchant with the products that they sell. */
async function toObjects(db: Queries, links: readonly PaymentLink[], { settings }: TellDeps) {
  const [first] = links;
  if (first === undefined) return [];
  const products = links.flatMap(({ lineItems }) => lineItems.flatMap(({ price }) => price?.productId ?? []));
  const entries = await findProducts(db, first, [...new Set(products)]);
  return links.map((link) => toLinkObject(link, entries, settings));
}

function refusePast(expiresAt: string | null, { clock }: TellDeps): void {
  if (expiresAt === null || expiresAt > clock.now().toISOString()) return;
  const message = `got ${expiresAt}, which is over. Send a time to come, or null.`;
  throw refused({ code: 'invalid_request', message, param: 'expiresAt' } satisfies Problem);
}
