// The security headers of what the checkout origin serves to a browser: what it may load, send and be framed by.

import { type Directives, documentHeaders, NOTHING, quoted } from './document-headers.ts';

/** What the Content Security Policy of a frame document is made of. */
export interface FramePolicy {
  readonly checkoutOrigin: string;
  readonly apiOrigin: string;
  readonly threedsOrigin: string;
  /** Origins that may embed the document; none means that nobody may. */
  readonly allowedParents: readonly string[];
  /** Hashes of the inline scripts and styles, as the build wrote them: `sha256-…`. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** Whether the host page is cross-origin isolated, and so shows only documents that isolate themselves too. */
  readonly isIsolated: boolean;
  /** Origin of the vite dev server in watch mode; null for a build. */
  readonly devOrigin: string | null;
  /** The payment method identifier of the sandbox's own sheet; null in live mode. */
  readonly testSheet: string | null;
}

/** Headers of `/f/checkout`, the document that takes the card: it reaches our own files, the API and the 3-D Secure origin. */
export function cardDocumentHeaders(policy: FramePolicy): Record<string, string> {
  const shared = sharedDirectives(policy);
  return frameHeaders(policy, {
    ...shared,
    'connect-src': [
      ...(shared['connect-src'] ?? []),
      ...SHEETS,
      ...(policy.testSheet === null ? [] : [policy.testSheet]),
    ],
    'img-src': ["'self'", 'data:'],
    'font-src': ["'self'"],
    'frame-src': [policy.threedsOrigin],
  });
}

/**
 * What a browser fetches on its own to open Apple's or Google's payment sheet: their payment method identifiers, and where those
 * lead. It holds `connect-src` against them (W3C Payment Request, checked by Chromium since 111).
 */
const SHEETS = [
  'https://google.com/pay',
  'https://www.google.com/pay',
  'https://pay.google.com/gp/p/',
  'https://apple.com/apple-pay',
];

/** Headers of `/f/headless`, which shows nothing and only asks the API: no image, no font, no frame. */
export function headlessDocumentHeaders(policy: FramePolicy): Record<string, string> {
  return frameHeaders(policy, sharedDirectives(policy));
}

/**
 * Headers of a page of plain words (an error, a 404): one inline style, nothing else.
 * `framing` is 'none' unless the page is about why a frame cannot be shown; it holds no secret and no control, so that
 * any page may then show it and its developer can read it where the checkout was expected.
 */
export function plainPageHeaders(
  origin: string,
  page: { readonly styles: readonly string[]; readonly framing: 'none' | 'anyone' },
): Record<string, string> {
  const headers = documentHeaders(origin, {
    ...NOTHING,
    'style-src': quoted(page.styles),
    'frame-ancestors': [page.framing === 'none' ? "'none'" : '*'],
  });
  // It loads nothing, so this costs nothing, and a shop that is isolated may show it too.
  return { ...headers, ...ISOLATED };
}

/** Headers of a page of plain words with a form that posts to this origin, and that no other page may show. */
export function formPageHeaders(origin: string, styles: readonly string[]): Record<string, string> {
  const headers = documentHeaders(origin, {
    ...NOTHING,
    'style-src': quoted(styles),
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  });
  return { ...headers, 'x-frame-options': 'DENY' };
}

/** Headers of a file whose name carries its hash: it never changes (RFC 8246). */
export const ASSET_HEADERS = {
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'cross-origin',
  // The fonts and module scripts of a document in a frame with an opaque origin are fetched with CORS.
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
} as const satisfies Record<string, string>;

/**
 * Headers of xpay.js. The versioned address is immutable, for `integrity` (which needs CORS); the evergreen one is
 * asked for again after five minutes and may be served stale while that happens, or for a week when we are down.
 */
export function loaderHeaders(address: 'versioned' | 'evergreen'): Record<string, string> {
  const fresh = 'public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800';
  return {
    ...ASSET_HEADERS,
    'cache-control': address === 'versioned' ? ASSET_HEADERS['cache-control'] : fresh,
  };
}

/**
 * The origins that `frame-ancestors` lists: the merchant's, as registered, and any local port for a test key.
 * An entry that is no exact http(s) origin is left out: it could not match, or could end the directive.
 */
export function allowedParents(registered: readonly string[], livemode: boolean): readonly string[] {
  const exact = registered.filter(isOrigin);
  return livemode ? exact : [...new Set([...exact, 'http://localhost:*', 'http://127.0.0.1:*'])];
}

/** HTML, cross-origin embedder policy: a page that has it shows only documents that have it too. */
const ISOLATED = { 'cross-origin-embedder-policy': 'require-corp' };

function frameHeaders(policy: FramePolicy, directives: Directives): Record<string, string> {
  const headers = documentHeaders(policy.checkoutOrigin, directives);
  return policy.isIsolated ? { ...headers, ...ISOLATED } : headers;
}

function sharedDirectives(policy: FramePolicy): Directives {
  const directives = {
    ...NOTHING,
    'script-src': ["'self'", ...quoted(policy.scripts)],
    'style-src': ["'self'", ...quoted(policy.styles)],
    'connect-src': [...new Set(["'self'", policy.apiOrigin])],
    'worker-src': ["'none'"],
    'manifest-src': ["'none'"],
    'frame-ancestors': policy.allowedParents.length > 0 ? policy.allowedParents : ["'none'"],
  };
  if (policy.devOrigin !== null)
    return { ...directives, ...devDirectives(policy.apiOrigin, policy.devOrigin) };
  return { ...directives, 'require-trusted-types-for': ["'script'"], 'trusted-types': ["'none'"] };
}

/**
 * Watch mode only: the modules come from vite's own origin, its client adds inline styles, draws its error overlay with
 * innerHTML (so no Trusted Types) and listens on a WebSocket. What frames may show and who may embed us stays as shipped.
 */
function devDirectives(apiOrigin: string, devOrigin: string): Directives {
  const socket = devOrigin.replace(/^http/, 'ws');
  return {
    'script-src': ["'self'", devOrigin, "'unsafe-inline'"],
    'style-src': ["'self'", devOrigin, "'unsafe-inline'"],
    'connect-src': [...new Set(["'self'", apiOrigin, devOrigin, socket])],
  };
}

/** Stricter than a URL parser, which lets `*`, `;` and `,` stand in a host: in a policy they would mean something. */
function isOrigin(text: string): boolean {
  return /^https?:\/\/[a-z0-9._-]+(:\d+)?$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}
