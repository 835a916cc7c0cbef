// The headers of what the preview serves: each document may load what it needs, and nothing else.

type Directives = Readonly<Record<string, readonly string[]>>;

const NOTHING: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
};

const SHARED = {
  'referrer-policy': 'strict-origin-when-cross-origin',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin-allow-popups',
} as const;

/** Of the preview's own page: it nests its stage, and asks its own server. */
export function pageHeaders(): Record<string, string> {
  return documentHeaders({
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'"],
    'frame-src': ["'self'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
}

/** Of the stage: what docs/security.md asks of a shop's page, with a nonce for its own script and style. */
export function stageHeaders(checkout: string, nonce: string): Record<string, string> {
  return documentHeaders({
    'script-src': ["'self'", `'nonce-${nonce}'`, checkout],
    'style-src': [`'nonce-${nonce}'`],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'frame-src': [checkout],
    'form-action': ["'self'"],
    'frame-ancestors': ["'self'"],
  });
}

/** Of the documentation and the gallery, whose documents hold a policy of their own; this is what a `<meta>` cannot say (CSP 3, 3.3). */
export function siteHeaders(): Record<string, string> {
  return {
    ...SHARED,
    'content-security-policy': "frame-ancestors 'self'",
    'cache-control': 'no-cache',
  };
}

function documentHeaders(directives: Directives): Record<string, string> {
  const policy = Object.entries({ ...NOTHING, ...directives }).map((one) => one.flat().join(' '));
  return { ...SHARED, 'content-security-policy': policy.join('; '), 'cache-control': 'no-store' };
}

/** Of a file whose name carries its hash: it never changes (RFC 8246). */
export const HASHED_FILE_HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'x-content-type-options': 'nosniff',
} as const;

/** Of a file whose name stays: asked for again each time. */
export const FILE_HEADERS = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' } as const;
