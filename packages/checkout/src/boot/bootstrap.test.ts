// How a page of its own gets the secret of its session.

import type { BootData } from '@xpay/protocol/boot-data';
import { expect, it } from 'vitest';
import { fetchOwnSecret } from './bootstrap.ts';

const SECRET = 'cs_test_1_secret_abcdefabcdefabcdefabcdefabcdefab';
const BOOT = { apiOrigin: 'https://pay.example', publishableKey: 'pk_test_1', bootstrap: 'once' } as BootData;

it('asks with the key, and sends the token in the body, where no log has it', async () => {
  const asked: [string, RequestInit][] = [];
  const secret = await fetchOwnSecret(BOOT, async (url, init) => {
    asked.push([url, init]);
    return Response.json({ clientSecret: SECRET });
  });
  expect(secret).toBe(SECRET);
  expect(asked).toEqual([
    [
      'https://pay.example/v1/client/bootstrap',
      expect.objectContaining({
        method: 'POST',
        headers: { Authorization: 'Bearer pk_test_1', 'Content-Type': 'application/json' },
        body: '{"bootstrap":"once"}',
      }),
    ],
  ]);
});

it.each<[string, () => Promise<Response>]>([
  ['the token was used', async () => Response.json({ code: 'not_found' }, { status: 404 })],
  ['something else answers', async () => new Response('<h1>Sign in</h1>')],
  ['the secret is none', async () => Response.json({ clientSecret: 'sk_test_1' })],
  ['nobody answers', () => Promise.reject(new TypeError('Failed to fetch'))],
])('brings no secret when %s', async (_, answer) => {
  await expect(fetchOwnSecret(BOOT, answer)).rejects.toThrow();
});
