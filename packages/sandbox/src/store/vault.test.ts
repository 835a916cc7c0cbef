// Seals open where they were made for, keys are stable, and hashes need the secret.

import { expect, it } from 'vitest';
import { createRootSecret, createVault, randomBase62, toBase62 } from './vault.ts';

const secret = createRootSecret();
const vault = createVault(secret);

it('opens what it sealed, in its context only', () => {
  const sealed = vault.seal('cs_1_secret_abc', 'cs_1');
  expect(sealed).not.toContain('abc');
  expect(vault.open(sealed, 'cs_1')).toBe('cs_1_secret_abc');
  expect(() => vault.open(sealed, 'cs_2')).toThrow();
  expect(() => createVault(createRootSecret()).open(sealed, 'cs_1')).toThrow();
});

it('notices a changed seal', () => {
  const bytes = Buffer.from(vault.seal('text', 'c'), 'base64');
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  expect(() => vault.open(bytes.toString('base64'), 'c')).toThrow();
});

it('derives the same from the same secret, another from another purpose', () => {
  expect(createVault(secret).derive('a')).toEqual(vault.derive('a'));
  expect(vault.derive('a')).not.toEqual(vault.derive('b'));
  expect(createVault(createRootSecret()).keyedHash('p', 't')).not.toBe(vault.keyedHash('p', 't'));
});

it('writes base 62', () => {
  expect(randomBase62(32)).toMatch(/^[0-9A-Za-z]{32}$/);
  expect(toBase62(Uint8Array.of(1, 0))).toBe('48');
});
