// The browser API's answers compressed: fewer bytes, the same JSON, and caches that know what they hold.

import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { CHECKOUT_ORIGIN, create, type Sandbox, withSandbox } from '../test-sandbox.ts';

function read(sandbox: Sandbox, clientSecret: string, headers: Record<string, string>) {
  return sandbox.server.api.request('/v1/client/session', {
    headers: {
      Authorization: `Bearer ${sandbox.keys.publishableKey}`,
      'X-Client-Secret': clientSecret,
      Origin: CHECKOUT_ORIGIN,
      ...headers,
    },
  });
}

it.each([
  ['br', (body: Buffer) => brotliDecompressSync(body)],
  ['gzip', (body: Buffer) => gunzipSync(body)],
])('are sent as %s to who accepts it, with their length and what they depend on', (encoding, decompress) =>
  withSandbox(async (sandbox) => {
    const { clientSecret } = await create(sandbox);
    const plain = await read(sandbox, clientSecret, {});
    const answer = await read(sandbox, clientSecret, { 'Accept-Encoding': encoding });
    const body = Buffer.from(await answer.arrayBuffer());
    const text = await plain.text();
    expect(decompress(body).toString()).toBe(text);
    expect(body.byteLength).toBeLessThan(text.length * 0.6);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-encoding': encoding,
      'content-length': String(body.byteLength),
      'content-type': 'application/json',
      'access-control-allow-origin': CHECKOUT_ORIGIN,
      etag: plain.headers.get('ETag'),
    });
    for (const { headers } of [plain, answer]) {
      expect(headers.get('Vary')?.split(', ').sort()).toEqual(['Accept-Encoding', 'Origin']);
    }
    expect(plain.headers.get('Content-Encoding')).toBeNull();
  }),
);

it('are left alone where there is next to nothing to compress', () =>
  withSandbox(async (sandbox) => {
    const { clientSecret } = await create(sandbox);
    const etag = (await read(sandbox, clientSecret, {})).headers.get('ETag') ?? '';
    const headers = { 'Accept-Encoding': 'br', 'If-None-Match': etag };
    const answer = await read(sandbox, clientSecret, headers);
    expect([answer.status, answer.headers.get('Content-Encoding'), await answer.text()]).toEqual([
      304,
      null,
      '',
    ]);
  }));
