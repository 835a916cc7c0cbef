// `GET /v1/pictures/{signature}/{address}`: a picture of a shop's, shown from the checkout's own origin.

import { Hono } from 'hono';
import { addressOf } from '../http/address.ts';
import type { Env } from '../http/env.ts';
import { allowOnly } from '../http/errors.ts';
import { ApiError } from '../http/problem.ts';
import { PICTURES_PER_ADDRESS, PICTURES_PER_HOST, type RateLimiter } from '../http/rate-limit.ts';
import { PICTURES, type PictureSigner, readPictureAddress } from './address.ts';
import { FRESH_S, MISSING_S, type Pictures } from './pictures.ts';

export interface PictureRoutesDeps {
  readonly vault: PictureSigner['vault'];
  readonly pictures: Pictures;
  readonly limiter: RateLimiter;
}

/**
 * The route. No key is asked for, since no browser sends one with a picture: what is fetched is what a merchant has named in a
 * session, and nothing else has a signature. A picture that cannot be had is an empty answer (204), which leaves no error in
 * anybody's console. Whoever asks for too many is refused (429), and so is what would have one server asked for too many.
 */
export function createPictureRoutes({ vault, pictures, limiter }: PictureRoutesDeps): Hono<Env> {
  const app = new Hono<Env>();
  const path = `${PICTURES}/:signature/:address`;
  app.get(path, async (c) => {
    const address = addressOf(c);
    if (address !== null) limiter.take(c, PICTURES_PER_ADDRESS, address);
    const url = readPictureAddress(c.req.param('signature'), c.req.param('address'), vault);
    if (url === null) throw new ApiError('not_found', 'No session has shown this picture.');
    if (!pictures.isAtHand(url)) limiter.take(c, PICTURES_PER_HOST, new URL(url).host);
    const picture = await pictures.get(url);
    if (picture === null) return c.body(null, 204, headersFor(MISSING_S));
    return c.body(picture.content, 200, { ...headersFor(FRESH_S), 'Content-Type': picture.type });
  });
  allowOnly(app, path, ['GET']);
  return app;
}

/** Whatever else such a file may be, it is shown as a picture, and by the checkout alone. */
function headersFor(seconds: number): Record<string, string> {
  return {
    'Cache-Control': `public, max-age=${seconds}`,
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
