// Who may ask: the preview's own pages. Behind its controls is a secret key, so that no other site may press them.

import type { MiddlewareHandler } from 'hono';

/**
 * Refuses what other sites send. A stranger's name that leads to this machine (DNS rebinding) is another `Host`; a page of another
 * site names its origin with every POST (Fetch, 3.2), and the browser says so besides (Fetch Metadata, `Sec-Fetch-Site`).
 */
export const ownPagesOnly: MiddlewareHandler = async (c, next) => {
  const { host } = new URL(c.req.url);
  const site = c.req.header('sec-fetch-site');
  const isChange = c.req.method !== 'GET' && c.req.method !== 'HEAD';
  const isOwn =
    isThisMachine(host) &&
    (!isChange || hostOf(c.req.header('origin')) === host) &&
    (site === undefined || site === 'same-origin' || (!isChange && site === 'none'));
  if (!isOwn) return c.json({ message: 'Only the preview’s own pages may ask this.' }, 403);
  return next();
};

/** For documents and files, which anybody may link to. */
export const thisMachineOnly: MiddlewareHandler = async (c, next) => {
  if (!isThisMachine(new URL(c.req.url).host)) return c.text('The preview is at localhost only.', 403);
  return next();
};

function isThisMachine(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
}

function hostOf(origin: string | undefined): string | null {
  return origin !== undefined && URL.canParse(origin) ? new URL(origin).host : null;
}
