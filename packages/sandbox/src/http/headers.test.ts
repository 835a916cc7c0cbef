// Facts about the headers of what a browser loads.

import { describe, expect, it } from 'vitest';
import {
  ASSET_HEADERS,
  allowedParents,
  cardDocumentHeaders,
  type FramePolicy,
  headlessDocumentHeaders,
  loaderHeaders,
  plainPageHeaders,
} from './headers.ts';

function aPolicy(overrides: Partial<FramePolicy> = {}): FramePolicy {
  return {
    checkoutOrigin: 'https://checkout.example',
    apiOrigin: 'https://api.example',
    threedsOrigin: 'https://3ds.example',
    allowedParents: ['https://shop.example'],
    scripts: ['sha256-AAAA'],
    styles: ['sha256-BBBB'],
    isIsolated: false,
    devOrigin: null,
    testSheet: null,
    ...overrides,
  };
}

/** What a browser fetches to open Apple's and Google's payment sheets. */
const SHEETS =
  'https://google.com/pay https://www.google.com/pay https://pay.google.com/gp/p/ https://apple.com/apple-pay';

/** Directive → its values, as a browser would split the header. */
function directives(headers: Record<string, string>): Record<string, string> {
  const policy = headers['content-security-policy'] ?? '';
  return Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values.join(' ')];
    }),
  );
}

describe('cardDocumentHeaders', () => {
  it('lets the card document load its own files, call the API, frame the 3-D Secure origin, and nothing else', () => {
    expect(directives(cardDocumentHeaders(aPolicy()))).toEqual({
      'default-src': "'none'",
      'base-uri': "'none'",
      'object-src': "'none'",
      'form-action': "'none'",
      'script-src': "'self' 'sha256-AAAA'",
      'style-src': "'self' 'sha256-BBBB'",
      'img-src': "'self' data:",
      'font-src': "'self'",
      'connect-src': `'self' https://api.example ${SHEETS}`,
      'frame-src': 'https://3ds.example',
      'worker-src': "'none'",
      'manifest-src': "'none'",
      'frame-ancestors': 'https://shop.example',
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
      'upgrade-insecure-requests': '',
    });
  });

  it('has the other headers of a document that takes cards', () => {
    expect(cardDocumentHeaders(aPolicy())).toMatchObject({
      'referrer-policy': 'strict-origin',
      'cross-origin-resource-policy': 'cross-origin',
      'origin-agent-cluster': '?1',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
      'permissions-policy':
        'payment=*, publickey-credentials-get=*, otp-credentials=*, camera=(), microphone=(), geolocation=(), usb=(), ' +
        'serial=(), midi=(), display-capture=(), clipboard-read=(), local-network=(), loopback-network=()',
    });
  });

  it('isolates itself where the host page is isolated, and nowhere else', () => {
    const isolated = aPolicy({ isIsolated: true });
    const name = 'cross-origin-embedder-policy';
    expect(cardDocumentHeaders(isolated)[name]).toBe('require-corp');
    expect(headlessDocumentHeaders(isolated)[name]).toBe('require-corp');
    expect(cardDocumentHeaders(aPolicy())[name]).toBeUndefined();
    expect(headlessDocumentHeaders(aPolicy())[name]).toBeUndefined();
  });

  it('may be framed by nobody when no origin is registered', () => {
    expect(directives(cardDocumentHeaders(aPolicy({ allowedParents: [] })))['frame-ancestors']).toBe(
      "'none'",
    );
  });

  it('neither upgrades nor pins a plain-http origin', () => {
    const headers = cardDocumentHeaders(aPolicy({ checkoutOrigin: 'http://localhost:4242' }));
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
  });

  it('names one origin once when the API shares it', () => {
    const policy = aPolicy({ apiOrigin: 'https://checkout.example' });
    expect(directives(cardDocumentHeaders(policy))['connect-src']).toBe(
      `'self' https://checkout.example ${SHEETS}`,
    );
  });

  it('lets the browser ask for the sandbox’s own payment sheet in test mode', () => {
    const policy = aPolicy({ testSheet: 'https://bank.example/sheet/' });
    expect(directives(cardDocumentHeaders(policy))['connect-src']).toBe(
      `'self' https://api.example ${SHEETS} https://bank.example/sheet/`,
    );
    expect(directives(headlessDocumentHeaders(policy))['connect-src']).toBe("'self' https://api.example");
  });

  it('lets vite in, in watch mode only, without letting anybody else embed it', () => {
    const policy = directives(cardDocumentHeaders(aPolicy({ devOrigin: 'http://localhost:5174' })));
    expect(policy['script-src']).toContain('http://localhost:5174');
    expect(policy['connect-src']).toContain('ws://localhost:5174');
    expect(policy['frame-ancestors']).toBe('https://shop.example');
    expect(policy['default-src']).toBe("'none'");
    expect(directives(cardDocumentHeaders(aPolicy()))['script-src']).not.toContain('unsafe');
  });
});

describe('headlessDocumentHeaders', () => {
  it('shows nothing: no image, font or frame', () => {
    const policy = directives(headlessDocumentHeaders(aPolicy()));
    expect(policy['img-src'] ?? policy['font-src'] ?? policy['frame-src']).toBeUndefined();
    expect(policy['default-src']).toBe("'none'");
    expect(policy['connect-src']).toBe("'self' https://api.example");
    expect(policy['require-trusted-types-for']).toBe("'script'");
  });
});

describe('plainPageHeaders', () => {
  it.each([
    ['none', "'none'"],
    ['anyone', '*'],
  ] as const)('runs no script and is framed by %s', (framing, expected) => {
    const headers = plainPageHeaders('https://checkout.example', { styles: ['sha256-CCCC'], framing });
    expect(directives(headers)).toEqual({
      'default-src': "'none'",
      'base-uri': "'none'",
      'object-src': "'none'",
      'form-action': "'none'",
      'style-src': "'sha256-CCCC'",
      'frame-ancestors': expected,
      'upgrade-insecure-requests': '',
    });
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  });
});

describe('loaderHeaders', () => {
  it('keeps a version for ever and asks again for the evergreen address', () => {
    expect(loaderHeaders('versioned')['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(loaderHeaders('evergreen')['cache-control']).toMatch(
      /^public, max-age=300, stale-while-revalidate=/,
    );
    expect(loaderHeaders('evergreen')['access-control-allow-origin']).toBe('*');
    expect(ASSET_HEADERS['cache-control']).toBe('public, max-age=31536000, immutable');
  });
});

describe('allowedParents', () => {
  it('adds local pages on any port to a test key, never to a live one', () => {
    expect(allowedParents(['https://shop.example'], false)).toEqual([
      'https://shop.example',
      'http://localhost:*',
      'http://127.0.0.1:*',
    ]);
    expect(allowedParents(['https://shop.example'], true)).toEqual(['https://shop.example']);
  });

  it.each([
    'https://shop.example/',
    'https://shop.example/path',
    "https://shop.example; script-src 'unsafe-inline'",
    'https://*.example',
    'https://shop.example;x',
    'https://shop.example,x',
    'https://shop.example:99999',
    '*',
    'null',
    'javascript:alert(1)',
    'shop.example',
    'HTTPS://SHOP.EXAMPLE',
    '',
  ])('leaves out %j, which is no exact origin', (entry) => {
    expect(allowedParents([entry, 'https://shop.example'], true)).toEqual(['https://shop.example']);
  });
});
