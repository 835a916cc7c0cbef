// @vitest-environment node
// The package on a server: importing it touches nothing, and there is no client.

import { expect, it } from 'vitest';

it('can be imported and asked where there is no window', async () => {
  expect(typeof window).toBe('undefined');
  const before = Object.getOwnPropertyNames(globalThis);
  const { loadXPay, XPayError } = await import('./index.ts');
  expect(await loadXPay('pk_test_1', { origin: 'https://pay.example' })).toBeNull();
  expect(new XPayError('destroyed', 'x')).toBeInstanceOf(Error);
  const { loadXPayScript } = await import('./load-script.ts');
  expect(await loadXPayScript('pk_test_1', { origin: 'https://pay.example' })).toBeNull();
  const { defineXPayCheckout } = await import('./element.ts');
  expect(() => defineXPayCheckout()).not.toThrow();
  expect(Object.getOwnPropertyNames(globalThis)).toEqual(before);
});
