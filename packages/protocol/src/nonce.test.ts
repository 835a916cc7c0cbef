import { afterEach, describe, expect, it, vi } from 'vitest';
import { createNonce } from './nonce.ts';

describe('createNonce', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('makes 32 hex digits, other ones each time', () => {
    const made = new Set(Array.from({ length: 100 }, createNonce));
    expect(made.size).toBe(100);
    for (const nonce of made) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
  });

  it('needs nothing that an insecure page lacks', () => {
    const { getRandomValues } = crypto;
    vi.stubGlobal('crypto', { getRandomValues: getRandomValues.bind(crypto) });
    expect(createNonce()).toHaveLength(32);
  });
});
