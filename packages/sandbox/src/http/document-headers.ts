// The headers that all of our documents share, and their Content Security Policy written out.

/** Directive → its values. */
export type Directives = Readonly<Record<string, readonly string[]>>;

/** Loads nothing, sends nothing, is somebody's base for nothing. */
export const NOTHING: Directives = {
  'default-src': ["'none'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
  'form-action': ["'none'"],
};

/** Delegated to the bank's page, which lives in a frame with no address of its own yet; hence the stars. */
const PERMISSIONS = [
  'payment=*',
  'publickey-credentials-get=*',
  'otp-credentials=*',
  ...['camera', 'microphone', 'geolocation', 'usb', 'serial', 'midi', 'display-capture'].map(denied),
  ...['clipboard-read', 'local-network', 'loopback-network'].map(denied),
].join(', ');

function denied(feature: string): string {
  return `${feature}=()`;
}

/** Headers of a document of this origin, under this policy. */
export function documentHeaders(origin: string, directives: Directives): Record<string, string> {
  const secure = origin.startsWith('https:');
  const all = secure ? { ...directives, 'upgrade-insecure-requests': [] } : directives;
  const policy = Object.entries(all).map(([name, values]) => [name, ...values].join(' '));
  return {
    'content-security-policy': policy.join('; '),
    // Not no-referrer: under that, a form sent to a bank would carry `Origin: null`.
    'referrer-policy': 'strict-origin',
    'permissions-policy': PERMISSIONS,
    'cross-origin-resource-policy': 'cross-origin',
    'origin-agent-cluster': '?1',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    // A plain-http origin (a laptop) has no https twin: upgrading or pinning it would break it, for two years.
    ...(secure ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains; preload' } : {}),
  };
}

/** Hashes and nonces as a policy writes them. */
export function quoted(hashes: readonly string[]): readonly string[] {
  return hashes.map((hash) => `'${hash}'`);
}
