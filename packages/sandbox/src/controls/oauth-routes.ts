// `/sandbox/oauth-clients`: the clients of payment requests, made and revoked as in a partner's dashboard.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { Clock } from '../domain/clock.ts';
import type { Ids } from '../domain/id.ts';
import { requireSecretKey } from '../http/auth.ts';
import { limitBody, readOptionalJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import type { RateLimiter } from '../http/rate-limit.ts';
import { validate } from '../http/validation.ts';
import { createClient, listClients, type OAuthClient, revokeClient } from '../store/oauth.ts';
import type { Store } from '../store/store.ts';
import { fields, text } from '../wire/xpay/fields.ts';

/** Body of `POST /sandbox/oauth-clients`. */
export const clientBody = fields({
  name: text(100, 1).nullable().optional().openapi({ description: 'For your eyes.', example: 'Back office' }),
}).openapi('CreateOAuthClient');

/** A client; its secret is in the answer that makes it, and in no other. */
export const clientObject = z
  .strictObject({
    clientId: z.string().openapi({ example: 'client_01KF1CJ0R0ZZ7XGJ3J3Y8VZC9Q' }),
    object: z.literal('oauth_client'),
    livemode: z.boolean(),
    name: z.string().nullable(),
    clientSecret: z.string().optional(),
    last4: z.string().openapi({ description: 'The end of the secret.' }),
    revokedAt: z.string().nullable().openapi({ format: 'date-time' }),
    createdAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('OAuthClient');

/** All of them. */
export const clientList = z.strictObject({ data: z.array(clientObject) }).openapi('OAuthClientList');

export interface OAuthRoutesDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly limiter: RateLimiter;
}

const PATH = '/sandbox/oauth-clients';

/** The routes, for the merchant and mode of the key that asks; mount them at the root of the API. */
export function createOAuthRoutes(deps: OAuthRoutesDeps): Hono<Env> {
  const { store, clock, ids } = deps;
  const app = new Hono<Env>();
  app.use(`${PATH}/*`, limitBody, requireSecretKey(deps));
  app.post(PATH, async (c) => {
    const { name = null } = validate(clientBody, await readOptionalJson(c));
    const { merchantId, livemode } = c.get('principal');
    const wish = { id: ids.next('client'), merchantId, livemode, name };
    const { client, secret } = await store.transaction((trx) => createClient(trx, wish, clock.now()));
    return c.json({ ...toObject(client), clientSecret: secret }, 201);
  });
  app.get(PATH, async (c) => {
    const clients = await listClients(store.db, c.get('principal'));
    return c.json({ data: clients.map(toObject) } satisfies z.output<typeof clientList>);
  });
  app.delete(`${PATH}/:id`, async (c) => {
    const owner = c.get('principal');
    const id = c.req.param('id');
    const client = await store.transaction((trx) => revokeClient(trx, owner, id, clock.now()));
    if (client === null) {
      throw new ApiError('not_found', `No such OAuth client for this key. GET ${PATH} lists them.`);
    }
    return c.json(toObject(client));
  });
  allowOnly(app, PATH, ['GET', 'POST']);
  allowOnly(app, `${PATH}/:id`, ['DELETE']);
  return app;
}

function toObject(client: OAuthClient): z.output<typeof clientObject> {
  const { id, livemode, name, last4, revokedAt, createdAt } = client;
  return { clientId: id, object: 'oauth_client', livemode, name, last4, revokedAt, createdAt };
}
