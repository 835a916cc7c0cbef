// Parts that cannot be had at first, or not at all.

import { expect, it, vi } from 'vitest';
import { createPartLoader } from './parts.ts';

it('gets a part from its own address', async () => {
  const fetchPart = vi.fn(async () => ({ showOverlay() {} }));
  await createPartLoader(fetchPart)('overlay');
  expect(fetchPart.mock.calls).toEqual([['overlay', '']]);
});

it('tries once more, at an address that no browser remembers as broken', async () => {
  const part = {};
  const fetchPart = vi.fn().mockRejectedValueOnce(new TypeError('offline')).mockResolvedValueOnce(part);
  expect(await createPartLoader(fetchPart)('overlay')).toBe(part);
  expect(fetchPart.mock.calls).toEqual([
    ['overlay', ''],
    ['overlay', '?again'],
  ]);
});

it('says what is missing, and tries again at the next call', async () => {
  const cause = new TypeError('Failed to fetch');
  const fetchPart = vi.fn().mockRejectedValue(cause);
  const loadPart = createPartLoader(fetchPart);
  await expect(loadPart('overlay')).rejects.toMatchObject({
    type: 'connection',
    code: 'script_load_failed',
    retryable: true,
    message: "overlay.js could not be loaded. Does the page's CSP allow it?",
    cause,
  });
  fetchPart.mockResolvedValue({});
  expect(await loadPart('overlay')).toEqual({});
});
