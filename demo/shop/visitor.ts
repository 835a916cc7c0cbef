// Who is visiting: a random cookie that owns a basket and its orders, and a guard against requests from other sites.

import { randomBytes } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const COOKIE = 'visitor';
const ID = /^[0-9a-f]{32}$/;
const MONTH_S = 30 * 24 * 60 * 60;

/** The visitor's id, or undefined for one who has done nothing yet: looking around sets no cookie. */
export function visitorOf(c: Context): string | undefined {
  const id = getCookie(c, COOKIE);
  return id !== undefined && ID.test(id) ? id : undefined;
}

/** The visitor's id, made and set as a cookie when there is none: 128 random bits, so nobody guesses another's. */
export function welcome(c: Context): string {
  const id = visitorOf(c) ?? randomBytes(16).toString('hex');
  const secure = new URL(c.req.url).protocol === 'https:';
  setCookie(c, COOKIE, id, { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: MONTH_S, secure });
  return id;
}

/**
 * Refuses what another site's page sends with our visitor's cookie. Every browser names the origin of a POST;
 * a client that names none has no visitor's cookie to misuse.
 */
export function ownPagesOnly(refusal: (c: Context) => Response): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header('origin');
    if (origin !== undefined && hostOf(origin) !== new URL(c.req.url).host) return refusal(c);
    return next();
  };
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
