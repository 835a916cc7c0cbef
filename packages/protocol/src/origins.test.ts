// Who may embed the frame, and every look-alike of them that may not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowedParent } from './origins.ts';

const ALLOWED = [
  'https://shop.example',
  'https://pay.shop.example:8443',
  'http://localhost:*',
  'http://127.0.0.1:*',
];

describe('isAllowedParent', () => {
  it.each([
    'https://shop.example',
    'https://pay.shop.example:8443',
    'http://localhost',
    'http://localhost:5173',
    'http://localhost:65535',
    'http://127.0.0.1',
    'http://127.0.0.1:3000',
  ])('admits %s', (origin) => {
    expect(isAllowedParent(origin, ALLOWED)).toBe(true);
  });

  it.each([
    ['an opaque origin', 'null'],
    ['nothing', ''],
    ['a file', 'file://'],
    ['a longer host', 'https://shop.example.evil'],
    ['a host that ends the same', 'https://evilshop.example'],
    ['a sub-domain', 'https://www.shop.example'],
    ['another scheme', 'http://shop.example'],
    ['another port', 'https://shop.example:444'],
    ['a missing port', 'https://pay.shop.example'],
    ['the default port, spelt out', 'https://shop.example:443'],
    ['a trailing slash', 'https://shop.example/'],
    ['a trailing dot', 'https://shop.example.'],
    ['a path', 'https://shop.example/cart'],
    ['upper case', 'https://SHOP.example'],
    ['an upper-case scheme', 'HTTPS://shop.example'],
    ['spaces around', ' https://shop.example '],
    ['a line break', 'https://shop.example\n'],
    ['the host as user name', 'https://shop.example@evil'],
    ['the host as fragment', 'https://evil#https://shop.example'],
    ['two origins', 'https://shop.example,https://evil'],
    ['a longer localhost', 'http://localhost.evil.test'],
    ['a longer localhost with a port', 'http://localhost.evil.test:5173'],
    ['localhost as user name', 'http://localhost:80@evil'],
    ['localhost over https', 'https://localhost:5173'],
    ['localhost with a path', 'http://localhost:5173/'],
    ['a port that is none', 'http://localhost:*'],
    ['a port out of range', 'http://localhost:99999'],
    ['another name of the loopback', 'http://127.0.0.2:80'],
    ['the loopback in decimal', 'http://2130706433'],
    ['the loopback in version 6', 'http://[::1]:5173'],
    ['a blob', 'blob:http://localhost:5173/0e1b'],
    ['an extension', 'chrome-extension://abcdefghijklmnop'],
    ['a wildcard', '*'],
  ])('refuses %s', (_, origin) => {
    expect(isAllowedParent(origin, ALLOWED)).toBe(false);
  });

  it('admits a local host only where its entry stands in the list', () => {
    expect(isAllowedParent('http://localhost:5173', ['http://localhost:5173'])).toBe(true);
    expect(isAllowedParent('http://localhost:5174', ['http://localhost:5173'])).toBe(false);
    expect(isAllowedParent('http://127.0.0.1:5173', ['http://localhost:*'])).toBe(false);
    expect(isAllowedParent('http://localhost:5173', [])).toBe(false);
  });

  it.each([
    '*',
    'https://*',
    'https://*.shop.example',
    'https://shop.example:*',
    'https://localhost:*',
    'null',
    '',
  ])('gives no meaning to the entry %j', (entry) => {
    for (const origin of [
      'https://shop.example',
      'https://a.shop.example',
      'https://localhost:1',
      'null',
      '',
    ]) {
      expect(isAllowedParent(origin, [entry])).toBe(false);
    }
  });

  it('admits an opaque or foreign origin under no list', () => {
    const origins = fc.constantFrom(
      'null',
      '',
      'file://',
      'about:blank',
      'data:,',
      'javascript:0',
      'ws://shop.example',
    );
    fc.assert(fc.property(origins, (origin) => !isAllowedParent(origin, [origin, ...ALLOWED])));
  });

  it('admits nothing that is not in the list and does not throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl()),
        (text) => !isAllowedParent(text, ['https://shop.example']),
      ),
    );
  });
});
