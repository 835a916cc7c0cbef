// `/sandbox/api-keys`: a merchant's keys of one mode, made and revoked as in a dashboard.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import type { Ids } from '../domain/id.ts';
import { requireSecretKey } from '../http/auth.ts';
import { limitBody, readJson } from '../http/body.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import { validate } from '../http/validation.ts';
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from '../store/api-keys.ts';
import { fields } from '../wire/xpay/fields.ts';

const kind = z.enum(['publishable', 'secret']);

/** Body of `POST /sandbox/api-keys`. */
export const apiKeyBody = fields({ kind }).openapi('CreateApiKey');

/** A key; a secret one is in the answer that makes it, and in no other. */
export const apiKeyObject = z
  .strictObject({
    id: z.string(),
    object: z.literal('api_key'),
    livemode: z.boolean(),
    kind,
    key: z.string().nullable().openapi({ description: 'Null for a secret key that was told before.' }),
    last4: z.string(),
    revokedAt: z.string().nullable().openapi({ format: 'date-time' }),
    createdAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('ApiKey');

/** All of them. */
export const apiKeyList = z.strictObject({ data: z.array(apiKeyObject) }).openapi('ApiKeyList');

export type ApiKeyRoutesDeps = Parameters<typeof requireSecretKey>[0] & { readonly ids: Ids };

const PATH = '/sandbox/api-keys';

/** The routes, for the merchant and mode of the key that asks; mount them at the root of the API. */
export function createApiKeyRoutes(deps: ApiKeyRoutesDeps): Hono<Env> {
  const { store, clock, ids } = deps;
  const app = new Hono<Env>();
  app.use(`${PATH}/*`, limitBody, requireSecretKey(deps));
  app.post(PATH, async (c) => {
    const wish = validate(apiKeyBody, await readJson(c));
    const { merchantId, livemode } = c.get('principal');
    const { apiKey, key } = await store.transaction((trx) =>
      createApiKey(trx, { id: ids.next('key'), merchantId, livemode, kind: wish.kind }, clock.now()),
    );
    return c.json({ ...toObject(apiKey, livemode), key }, 201);
  });
  app.get(PATH, async (c) => {
    const owner = c.get('principal');
    const keys = await listApiKeys(store.db, owner);
    return c.json({ data: keys.map((key) => toObject(key, owner.livemode)) } satisfies z.output<
      typeof apiKeyList
    >);
  });
  app.delete(`${PATH}/:id`, async (c) => {
    const owner = c.get('principal');
    const id = c.req.param('id');
    if (id === owner.keyId) {
      throw new ApiError('invalid_state', 'This is the key that asks. Revoke it with another one.');
    }
    const key = await store.transaction(async (trx) => {
      if (!(await listApiKeys(trx, owner)).some((known) => known.id === id)) return undefined;
      await revokeApiKey(trx, id, clock.now());
      return (await listApiKeys(trx, owner)).find((known) => known.id === id);
    });
    if (key === undefined) throw new ApiError('not_found', `No such API key. GET ${PATH} lists them.`);
    return c.json(toObject(key, owner.livemode));
  });
  allowOnly(app, PATH, ['GET', 'POST']);
  allowOnly(app, `${PATH}/:id`, ['DELETE']);
  return app;
}

function toObject(apiKey: ApiKey, livemode: boolean): z.output<typeof apiKeyObject> {
  const { id, kind, publicKey, last4, revokedAt, createdAt } = apiKey;
  return { id, object: 'api_key', livemode, kind, key: publicKey, last4, revokedAt, createdAt };
}
