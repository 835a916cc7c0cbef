// Facts about which addresses webhooks may be sent to when private networks are out of bounds.

import { describe, expect, it } from 'vitest';
import { isPublicAddress, isPublicHost } from './public-address.ts';

const PRIVATE = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254', // where clouds keep their machines' credentials
  '172.16.0.1',
  '172.31.255.255',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::7f00:1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '100::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fec0::1',
  'ff02::1',
  '2001::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '3fff::1',
  '5f00::1',
];

const PUBLIC = ['1.1.1.1', '8.8.8.8', '172.32.0.1', '192.167.255.255', '2606:4700::1111', '2a00:1450::1'];

describe('isPublicAddress', () => {
  it.each(PRIVATE)('is not: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(PUBLIC)('is: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(['', 'localhost', '1.2.3', '1.2.3.4.5', '2130706433', '0x7f.0.0.1'])(
    'is no address: %j',
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );
});

describe('isPublicHost', () => {
  it.each([
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.1/',
    'http://017700000001/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://[::1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:127.0.0.1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://shop.localhost/',
    'http://printer.local/',
    'http://metadata.google.internal/',
    'http://①②⑦.⓪.⓪.①/',
  ])('is not: %s', (url) => {
    expect(isPublicHost(new URL(url).hostname)).toBe(false);
  });

  it.each([
    'https://shop.example/',
    'http://1.1.1.1/',
    'http://[2606:4700::1111]/',
    'http://localhost.example/',
  ])('may be, until its name is resolved: %s', (url) => {
    expect(isPublicHost(new URL(url).hostname)).toBe(true);
  });
});
