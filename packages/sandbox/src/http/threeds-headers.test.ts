// Facts about the headers of the 3-D Secure origin.

import { describe, expect, it } from 'vitest';
import { bridgeHeaders, notificationHeaders, redirectHeaders } from './threeds-headers.ts';

const ORIGINS = {
  threedsOrigin: 'https://3ds.example',
  checkoutOrigin: 'https://checkout.example',
  allowedParents: ['https://shop.example'],
};
const LOCAL = { ...ORIGINS, threedsOrigin: 'http://localhost:4243', checkoutOrigin: 'http://localhost:4242' };
const BUILD = { scripts: ['sha256-AAAA'], styles: ['sha256-BBBB'], devOrigin: null };

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

describe('bridgeHeaders', () => {
  it('lets the bridge send forms to banks and show them, and nothing else', () => {
    expect(directives(bridgeHeaders({ ...ORIGINS, ...BUILD }))).toEqual({
      'default-src': "'none'",
      'base-uri': "'none'",
      'object-src': "'none'",
      'form-action': 'https:',
      'frame-src': "'self' https:",
      'worker-src': "'none'",
      'manifest-src': "'none'",
      'frame-ancestors': 'https://3ds.example https://checkout.example https://shop.example',
      'script-src': "'sha256-AAAA'",
      'style-src': "'sha256-BBBB'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
      'upgrade-insecure-requests': '',
    });
  });

  it('keeps its origin when it posts to a bank, and delegates what a bank may need', () => {
    const headers = bridgeHeaders({ ...ORIGINS, ...BUILD });
    expect(headers['referrer-policy']).toBe('strict-origin');
    expect(headers['permissions-policy']).toContain('publickey-credentials-get=*');
    expect(headers['x-frame-options']).toBeUndefined();
  });

  it('knows banks on this machine only where it is plain http itself', () => {
    const local = directives(bridgeHeaders({ ...LOCAL, ...BUILD }));
    expect(local['form-action']).toBe('https: http://localhost:* http://127.0.0.1:* http://*.test:*');
    expect(local['frame-src']).toBe(`'self' ${local['form-action']}`);
  });

  it('lets vite in, in watch mode only', () => {
    const watched = directives(bridgeHeaders({ ...LOCAL, ...BUILD, devOrigin: 'http://localhost:5174' }));
    expect(watched['script-src']).toBe("http://localhost:5174 'unsafe-inline'");
    expect(watched['connect-src']).toBe('http://localhost:5174 ws://localhost:5174');
    expect(watched['frame-ancestors']).toBe(
      'http://localhost:4243 http://localhost:4242 https://shop.example',
    );
    expect(watched['require-trusted-types-for']).toBeUndefined();
  });
});

describe('notificationHeaders', () => {
  const page = { nonce: 'bm9uY2U=', styles: ['sha256-CCCC'], isBlocked: false };

  it('lets one script run, and whoever is around the bank’s frame be around the page', () => {
    expect(directives(notificationHeaders(ORIGINS, page))).toEqual({
      'default-src': "'none'",
      'base-uri': "'none'",
      'object-src': "'none'",
      'form-action': "'none'",
      'script-src': "'nonce-bm9uY2U='",
      'style-src': "'sha256-CCCC'",
      'frame-ancestors': 'https://3ds.example https://checkout.example https://shop.example',
      'upgrade-insecure-requests': '',
    });
  });

  it('can be made unframeable, which takes both headers: browsers ignore the old one beside the new', () => {
    const headers = notificationHeaders(ORIGINS, { ...page, isBlocked: true });
    expect(headers['x-frame-options']).toBe('DENY');
    expect(directives(headers)['frame-ancestors']).toBe("'none'");
  });
});

describe('redirectHeaders', () => {
  it('is never framed, and posts to any bank', () => {
    const policy = directives(redirectHeaders('https://3ds.example', { nonce: 'x', styles: [] }));
    expect(policy['frame-ancestors']).toBe("'none'");
    expect(policy['form-action']).toBe('https:');
    expect(policy['script-src']).toBe("'nonce-x'");
    expect(policy['default-src']).toBe("'none'");
  });
});
