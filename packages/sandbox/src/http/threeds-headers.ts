// The security headers of the 3-D Secure origin: the bridge that nests banks' pages, and the pages that banks lead back to.

import { type Directives, documentHeaders, NOTHING, quoted } from './document-headers.ts';

/** Who stands around a document of this origin, and where it stands itself. */
export interface ThreeDsPolicy {
  readonly threedsOrigin: string;
  readonly checkoutOrigin: string;
  /** Origins that may embed the merchant's checkout, and with it what is in it. */
  readonly allowedParents: readonly string[];
}

/** What the build says of the bridge document. */
export interface BridgePolicy extends ThreeDsPolicy {
  /** Hashes of the inline scripts and styles: `sha256-…`. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
  /** Origin of the vite dev server in watch mode; null for a build. */
  readonly devOrigin: string | null;
}

/** Headers of `/f/3ds`: it sends forms to any bank and shows its pages, and reaches nothing else. */
export function bridgeHeaders(policy: BridgePolicy): Record<string, string> {
  const banks = banksFrom(policy.threedsOrigin);
  return documentHeaders(policy.threedsOrigin, {
    ...NOTHING,
    // No list of hosts: browsers hold this directive against a bank's own redirects too. It keeps out `javascript:`.
    'form-action': banks,
    // Also our own: the bank's frame comes back to the notification address.
    'frame-src': ["'self'", ...banks],
    'worker-src': ["'none'"],
    'manifest-src': ["'none'"],
    ...around(policy),
    ...ownCode(policy),
  });
}

/** Headers of a page at a notification address: one inline script, framed by the bridge and what is around it. */
export function notificationHeaders(
  policy: ThreeDsPolicy,
  page: { readonly nonce: string; readonly styles: readonly string[]; readonly isBlocked: boolean },
): Record<string, string> {
  const headers = documentHeaders(policy.threedsOrigin, {
    ...NOTHING,
    'script-src': quoted([`nonce-${page.nonce}`]),
    'style-src': quoted(page.styles),
    // Every ancestor has to match: the bridge, the frame, and the shop's page.
    ...(page.isBlocked ? { 'frame-ancestors': ["'none'"] } : around(policy)),
  });
  return page.isBlocked ? { ...headers, 'x-frame-options': 'DENY' } : headers;
}

/** Headers of the page that takes a whole window to a bank: never framed, one form, one inline script. */
export function redirectHeaders(
  threedsOrigin: string,
  page: { readonly nonce: string; readonly styles: readonly string[] },
): Record<string, string> {
  return documentHeaders(threedsOrigin, {
    ...NOTHING,
    'form-action': banksFrom(threedsOrigin),
    'script-src': quoted([`nonce-${page.nonce}`]),
    'style-src': quoted(page.styles),
    'frame-ancestors': ["'none'"],
  });
}

/** Any bank has any https address; the sandbox's stands on this machine, beside a plain-http origin. */
function banksFrom(threedsOrigin: string): readonly string[] {
  if (threedsOrigin.startsWith('https:')) return ['https:'];
  return ['https:', 'http://localhost:*', 'http://127.0.0.1:*', 'http://*.test:*'];
}

function around({ threedsOrigin, checkoutOrigin, allowedParents }: ThreeDsPolicy): Directives {
  return { 'frame-ancestors': [...new Set([threedsOrigin, checkoutOrigin, ...allowedParents])] };
}

/** In watch mode the bridge's module comes from vite, whose client adds styles and listens on a WebSocket. */
function ownCode({ scripts, styles, devOrigin }: BridgePolicy): Directives {
  if (devOrigin === null) {
    return {
      'script-src': scripts.length > 0 ? quoted(scripts) : ["'none'"],
      'style-src': styles.length > 0 ? quoted(styles) : ["'none'"],
      'require-trusted-types-for': ["'script'"],
      'trusted-types': ["'none'"],
    };
  }
  return {
    'script-src': [devOrigin, "'unsafe-inline'"],
    'style-src': [devOrigin, "'unsafe-inline'"],
    'connect-src': [devOrigin, devOrigin.replace(/^http/, 'ws')],
  };
}
