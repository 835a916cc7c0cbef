// Pictures of products: an address to send one to, once, and the address where everybody sees it.

import { z } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { later } from '../../../domain/clock.ts';
import { limitBody, readJson } from '../../../http/body.ts';
import type { Env } from '../../../http/env.ts';
import { allowOnly } from '../../../http/errors.ts';
import { ApiError } from '../../../http/problem.ts';
import { validate } from '../../../http/validation.ts';
import { PICTURE_TYPES, type PictureType, pictureTypeOf } from '../../../pictures/formats.ts';
import { toFlag } from '../../../store/flag.ts';
import { fillUpload, findUploadByToken, insertUpload, readUpload } from '../../../store/uploads.ts';
import { hashOf, randomBase62 } from '../../../store/vault.ts';
import { fields } from '../fields.ts';
import type { TellDeps } from '../tell.ts';

const contentType = z.enum(PICTURE_TYPES);

export const uploadUrlBody = fields({ contentType }).openapi('CreateUploadUrl');

export const uploadUrlObject = z
  .strictObject({
    object: z.literal('upload_url'),
    uploadUrl: z.string().openapi({ description: 'PUT the picture here, with its Content-Type, once.' }),
    publicUrl: z.string().openapi({ description: 'Where it is then: the `image` of a product.' }),
    contentType,
    expiresAt: z.string().openapi({ format: 'date-time' }),
  })
  .openapi('UploadUrl');

const LIFETIME_MS = 15 * 60_000;
/** 190 random bits: whoever has the address may upload. */
const TOKEN_LENGTH = 32;

/** `POST /upload-url`; the caller's secret key is checked before. */
export function createUploadUrlRoute({ store, ids, clock, settings }: TellDeps): Hono<Env> {
  const app = new Hono<Env>();
  app.post('/upload-url', async (c) => {
    const body = validate(uploadUrlBody, await readJson(c));
    const { merchantId, livemode } = c.get('principal');
    const now = clock.now();
    const id = ids.next('up');
    const token = randomBase62(TOKEN_LENGTH);
    const expiresAt = later(now, LIFETIME_MS);
    await store.transaction((trx) =>
      insertUpload(trx, {
        id,
        merchant_id: merchantId,
        livemode: toFlag(livemode),
        token_hash: hashOf(token),
        content_type: body.contentType,
        content: null,
        expires_at: expiresAt,
        created_at: now.toISOString(),
      }),
    );
    const { checkoutOrigin } = settings;
    const answer: z.output<typeof uploadUrlObject> = {
      object: 'upload_url',
      uploadUrl: `${checkoutOrigin}/uploads/${token}`,
      // Of the origin that shows it: the checkout loads no picture from elsewhere.
      publicUrl: publicUrl(settings, id),
      contentType: body.contentType,
      expiresAt,
    };
    return c.body(JSON.stringify(answer), 201, { 'Content-Type': 'application/json' });
  });
  allowOnly(app, '/upload-url', ['POST']);
  return app;
}

/** Where pictures are sent, and seen. No key is asked for: the one address is secret, the other is everybody's. */
export function createFileRoutes({
  store,
  clock,
  settings,
}: Pick<TellDeps, 'store' | 'clock' | 'settings'>): Hono<Env> {
  const app = new Hono<Env>();
  app.put('/uploads/:token', limitBody, async (c) => {
    const content = new Uint8Array(await c.req.arrayBuffer());
    const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase();
    const id = await store.transaction(async (trx) => {
      const upload = await findUploadByToken(trx, c.req.param('token'));
      if (upload === null)
        throw new ApiError('not_found', 'No such upload address. Ask for one: POST /upload-url.');
      if (upload.content !== null)
        throw gone('This upload address was used. Ask for another: POST /upload-url.');
      if (upload.expires_at <= clock.now().toISOString())
        throw gone('This upload address is over. Ask for another: POST /upload-url.');
      const expected = contentType.parse(upload.content_type);
      if (type !== expected)
        throw new ApiError('unsupported_media_type', `Got Content-Type: ${type}, expected ${expected}.`);
      checkPicture(content, expected);
      await fillUpload(trx, upload.id, content);
      return upload.id;
    });
    return c.body(JSON.stringify({ object: 'upload', publicUrl: publicUrl(settings, id) }), 200, {
      'Content-Type': 'application/json',
    });
  });
  app.get('/files/:id', async (c) => {
    const found = await readUpload(store.db, c.req.param('id'));
    if (found === null) throw new ApiError('not_found', 'There is no such file, or it has not come yet.');
    return c.body(found.content, 200, {
      'Content-Type': found.contentType,
      'Cache-Control': 'public, max-age=31536000, immutable',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
  });
  allowOnly(app, '/uploads/:token', ['PUT']);
  allowOnly(app, '/files/:id', ['GET']);
  return app;
}

function checkPicture(content: Uint8Array, type: PictureType): void {
  if (pictureTypeOf(content) !== type)
    throw new ApiError(
      'invalid_request',
      `The body is no ${type}. Send the file as it is, nothing around it.`,
    );
}

function gone(message: string): ApiError {
  return new ApiError('invalid_state', message);
}

function publicUrl({ checkoutOrigin }: TellDeps['settings'], id: string): string {
  return `${checkoutOrigin}/files/${id}`;
}
