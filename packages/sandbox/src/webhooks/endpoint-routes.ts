// `/sandbox/webhook-endpoints`: where a merchant's events go, in test and in live mode, by the key that asks.

import type { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { Clock } from '../domain/clock.ts';
import type { Ids } from '../domain/id.ts';
import { requireSecretKey } from '../http/auth.ts';
import { limitBody, readJson, readOptionalJson } from '../http/body.ts';
import type { ApiContext, Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import { validate } from '../http/validation.ts';
import type { Owner } from '../store/checkouts.ts';
import {
  createEndpoint,
  deleteEndpoint,
  type Endpoint,
  findEndpoint,
  isAddressTaken,
  listEndpoints,
  rotateSecret,
  saveEndpoint,
} from '../store/endpoints.ts';
import { isMerchantSecret } from '../store/private-endpoints.ts';
import type { Queries, Store } from '../store/store.ts';
import { isTestUrl } from '../wire/xpay/fields.ts';
import {
  createEndpointBody,
  type endpointDeleted,
  rotateBody,
  toEndpointObject,
  updateEndpointBody,
} from './endpoint-schemas.ts';
import { isPublicHost } from './public-address.ts';

export interface EndpointRoutesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limiter: RateLimiter;
  /** Whether receivers in private networks are refused. */
  readonly isPublicOnly: boolean;
}

const PATH = '/sandbox/webhook-endpoints';

/** The routes; mount them at the root of the API. */
export function createEndpointRoutes(deps: EndpointRoutesDeps): Hono<Env> {
  const { store, clock, ids } = deps;
  const app = new Hono<Env>();
  app.use(`${PATH}/*`, limitBody, requireSecretKey(deps));

  app.post(PATH, async (c) => {
    const {
      url,
      description = null,
      eventTypes = null,
      apis = null,
    } = validate(createEndpointBody, await readJson(c));
    const owner = c.get('principal');
    const endpoint = await store.transaction(async (trx) => {
      await checkAddress(trx, deps, owner, url);
      return createEndpoint(
        trx,
        { ...owner, id: ids.next('we') },
        { url, description, eventTypes, apis },
        clock.now(),
      );
    });
    return c.json(toEndpointObject(endpoint, owner, 'with secret'), 201);
  });
  app.get(PATH, async (c) => {
    const owner = c.get('principal');
    const endpoints = await listEndpoints(store.db, owner, clock.now());
    return c.json({ data: endpoints.map((endpoint) => toEndpointObject(endpoint, owner)) });
  });
  app.get(`${PATH}/:id`, async (c) =>
    c.json(toEndpointObject(await mustFind(c, deps, store.db), c.get('principal'))),
  );
  addChanges(app, deps);
  allowOnly(app, PATH, ['GET', 'POST']);
  allowOnly(app, `${PATH}/:id`, ['GET', 'PATCH', 'DELETE']);
  allowOnly(app, `${PATH}/:id/rotate-secret`, ['POST']);
  return app;
}

function addChanges(app: Hono<Env>, deps: EndpointRoutesDeps): void {
  const { store, clock } = deps;
  app.patch(`${PATH}/:id`, async (c) => {
    const { enabled, ...terms } = validate(updateEndpointBody, await readJson(c));
    return change(c, deps, async (trx, endpoint) => {
      if (terms.url !== undefined) await checkAddress(trx, deps, c.get('principal'), terms.url, endpoint.id);
      const disabledAt = enabled === false ? (endpoint.disabledAt ?? clock.now().toISOString()) : null;
      await saveEndpoint(trx, {
        ...endpoint,
        ...given(terms),
        disabledAt: enabled === undefined ? endpoint.disabledAt : disabledAt,
      });
    });
  });
  app.post(`${PATH}/:id/rotate-secret`, async (c) => {
    const { overlapMinutes } = validate(rotateBody, await readOptionalJson(c));
    const rotate: Work = async (trx, endpoint) => {
      await refuseSeeded(trx, deps, c.get('principal'), endpoint);
      await rotateSecret(trx, endpoint, overlapMinutes * 60_000, clock.now());
    };
    return change(c, deps, rotate, 'with secret');
  });
  app.delete(`${PATH}/:id`, async (c) => {
    const id = await store.transaction(async (trx) => {
      const endpoint = await mustFind(c, deps, trx);
      await refuseSeeded(trx, deps, c.get('principal'), endpoint);
      await deleteEndpoint(trx, endpoint.id, clock.now());
      return endpoint.id;
    });
    return c.json({ id, object: 'webhook_endpoint', deleted: true } satisfies z.output<
      typeof endpointDeleted
    >);
  });
}

type Trx = Parameters<Parameters<Store['transaction']>[0]>[0];
type Work = (trx: Trx, endpoint: Endpoint) => Promise<void>;

/** Changes an endpoint of the caller's, and answers with what it has become. */
async function change(
  c: ApiContext,
  deps: EndpointRoutesDeps,
  work: Work,
  rule?: 'with secret',
): Promise<Response> {
  const changed = await deps.store.transaction(async (trx) => {
    await work(trx, await mustFind(c, deps, trx));
    return mustFind(c, deps, trx);
  });
  return c.json(toEndpointObject(changed, c.get('principal'), rule));
}

async function mustFind(c: ApiContext, { clock }: EndpointRoutesDeps, db: Queries): Promise<Endpoint> {
  const endpoint = await findEndpoint(db, c.get('principal'), c.req.param('id') ?? '', clock.now());
  if (endpoint === null) {
    throw new ApiError('not_found', `No such webhook endpoint for this key. GET ${PATH} lists them.`);
  }
  return endpoint;
}

async function checkAddress(
  trx: Trx,
  { isPublicOnly }: EndpointRoutesDeps,
  owner: Owner,
  url: string,
  id?: string,
): Promise<void> {
  const refuse = (message: string) => new ApiError('invalid_request', `url: ${message}`, { param: 'url' });
  if (isPublicOnly && !isPublicHost(new URL(url).hostname)) {
    throw refuse(
      'is no public address, and this sandbox sends webhooks to no other (--public-webhooks-only).',
    );
  }
  if (owner.livemode && !/^https:/i.test(url) && !isTestUrl(url)) {
    throw refuse('has to be an https address for live events, or http on this machine.');
  }
  if (await isAddressTaken(trx, owner, url, id)) {
    throw refuse('another endpoint has this address, and would get everything twice. Change that one.');
  }
}

/** The one of `--webhook` comes back at every start, with the secret that is printed then. */
async function refuseSeeded(
  trx: Trx,
  { store }: EndpointRoutesDeps,
  { merchantId }: Owner,
  { secret }: Endpoint,
): Promise<void> {
  if (!(await isMerchantSecret(trx, store.vault, merchantId, secret))) return;
  const message =
    'This is the endpoint of --webhook: it is made at every start, with the secret that is printed there. Disable it, or start without --webhook.';
  throw new ApiError('invalid_state', message);
}

function given<T extends object>(terms: T): { readonly [Name in keyof T]?: Exclude<T[Name], undefined> } {
  const entries = Object.entries(terms).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as never;
}
