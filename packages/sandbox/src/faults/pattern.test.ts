// Facts about path patterns.

import { describe, expect, it } from 'vitest';
import { isApiPath, isPattern, matchesPattern } from './pattern.ts';

describe('matchesPattern', () => {
  it.each([
    ['/a/b', '/a/b', true],
    ['/a/b', '/a/b/c', false],
    ['/a/b', '/a', false],
    ['/a/*', '/a/b', true],
    ['/a/*', '/a/b/c', true],
    ['/a/*', '/a', false],
    ['/a/*/c', '/a/b/c', true],
    ['/a/*/c', '/a/b/b/c', false],
    ['/a/*/c', '/a/b/d', false],
    ['/*', '/', true],
    ['/*', '/a/b', true],
    ['/a.b', '/aXb', false],
  ])('%s is for %s: %s', (pattern, path, expected) => {
    expect(matchesPattern(pattern, path)).toBe(expected);
  });
});

describe('isPattern', () => {
  it.each(['/', '/*', '/a', '/a/*/b', '/f/assets/app-1.js', '/c/cs_test_1'])('takes %s', (text) => {
    expect(isPattern(text)).toBe(true);
  });

  it.each(['', 'a', '/a?b', '/a#b', '/a b', '/a//b', '/a*', '/**', 'POST /a', `/${'a/'.repeat(99)}\n`])(
    'does not take %j',
    (text) => {
      expect(isPattern(text)).toBe(false);
    },
  );
});

describe('isApiPath', () => {
  it.each([
    ['/v1/client/session', true],
    ['/checkout/sessions', true],
    ['/charges/ch_1', true],
    ['/v1/xpay.js', false],
    ['/f/checkout', false],
    ['/checkouts', false],
  ])('%s: %s', (path, expected) => {
    expect(isApiPath(path)).toBe(expected);
  });
});
