// Facts about pictures of shops: what is fetched for a buyer, what never is, and what they get of it.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PublicSession } from '@xpay/protocol/api';
import { describe, expect, it, vi } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { PICTURES_PER_ADDRESS, PICTURES_PER_HOST } from '../http/rate-limit.ts';
import { aSandbox, CHECKOUT_ORIGIN, call, callClient, create } from '../test-sandbox.ts';
import { createPublicFetch } from '../webhooks/public-fetch.ts';
import { pictureAddress } from './address.ts';
import { fetchPicture, LARGEST_PICTURE_BYTES, PATIENCE_MS } from './fetch-picture.ts';
import { pictureTypeOf } from './formats.ts';
import { createPictures, FRESH_S, MISSING_S } from './pictures.ts';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const PNG = bytes('\x89PNG\r\n\x1a\n and so on');
const MUG = 'https://shop.example/mug.png?size=200';

/** What a fake server answers every time. */
const answering = (body: BodyInit | null, init?: ResponseInit) => vi.fn(async () => new Response(body, init));

describe('a file', () => {
  it.each([
    ['image/png', '\x89PNG\r\n\x1a\n'],
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/gif', 'GIF89a'],
    ['image/webp', 'RIFF\x10\x00\x00\x00WEBPVP8 '],
    ['image/avif', '\x00\x00\x00\x20ftypavif'],
    [null, '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    [null, '<!doctype html><script>alert(1)</script>'],
    [null, ' \x89PNG\r\n\x1a\n'],
    [null, '\x00\x00\x00\x20ftypmp42'],
    [null, ''],
  ])('is %s by what it begins with', (type, head) => {
    expect(pictureTypeOf(bytes(head))).toBe(type);
  });
});

describe('fetchPicture', () => {
  const fetchFrom = (fetch: typeof globalThis.fetch, clock = manualClock()) =>
    fetchPicture(MUG, { fetch, wait: clock.wait });

  it('takes what a server sends for what it is, whatever it is called', async () => {
    const headers = { 'content-type': 'text/html' };
    expect(await fetchFrom(answering(PNG, { headers }))).toEqual({ type: 'image/png', content: PNG });
  });

  it('asks for a picture, follows nobody, and brings nothing along', async () => {
    const fetch = answering(PNG);
    await fetchFrom(fetch);
    expect(fetch).toHaveBeenCalledExactlyOnceWith(MUG, {
      headers: { accept: expect.stringMatching(/^image\//), 'accept-encoding': 'identity' },
      redirect: 'manual',
      signal: expect.any(AbortSignal),
    });
  });

  it.each<[string, BodyInit | null, ResponseInit]>([
    ['a page that says it is a png', '<html>', { headers: { 'content-type': 'image/png' } }],
    ['an SVG', '<svg/>', { headers: { 'content-type': 'image/svg+xml' } }],
    ['a redirect', null, { status: 302, headers: { location: 'http://127.0.0.1/' } }],
    ['a picture with an error', PNG, { status: 404 }],
    ['a part of a picture', PNG, { status: 206 }],
    ['nothing', null, {}],
  ])('takes no %s', async (_what, body, init) => {
    expect(await fetchFrom(answering(body, init))).toBeNull();
  });

  it('stops reading what is too large, whatever its length was said to be', async () => {
    const part = new Uint8Array(500_000);
    part.set(PNG);
    const cancel = vi.fn();
    let parts = 0;
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        parts += 1;
        controller.enqueue(part);
      },
      cancel,
    });
    expect(await fetchFrom(answering(endless, { headers: { 'content-length': '10' } }))).toBeNull();
    expect(cancel).toHaveBeenCalledOnce();
    expect(parts).toBeLessThan(LARGEST_PICTURE_BYTES / part.byteLength + 3);
  });

  it.each<[string, () => Promise<Response>]>([
    ['accepts a connection and says no word', () => new Promise(() => {})],
    ['never ends', async () => new Response(new ReadableStream({ start: (to) => to.enqueue(PNG) }))],
  ])('gives up on a server that %s, and hangs up', async (_what, answer) => {
    const clock = manualClock();
    const signals: AbortSignal[] = [];
    const picture = fetchFrom(async (_url, init) => {
      if (init?.signal) signals.push(init.signal);
      return answer();
    }, clock);
    clock.advance(PATIENCE_MS);
    expect(await picture).toBeNull();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('has no connection made into a private network, where those are out of bounds', async () => {
    const asked = vi.fn();
    const server: Server = createServer((_request, response) => {
      asked();
      response.end(PNG);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { wait } = manualClock();
    const named = createPublicFetch((_name, done) => done(null, [{ address: '127.0.0.1', family: 4 }]));
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]', 'shop.example']) {
      expect(await fetchPicture(`http://${host}:${port}/`, { fetch: named, wait })).toBeNull();
    }
    expect(asked).not.toHaveBeenCalled();
    // The same server is asked where they are not.
    expect(await fetchPicture(`http://127.0.0.1:${port}/`, { fetch, wait })).toMatchObject({
      type: 'image/png',
    });
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('pictures that were fetched', () => {
  it('are asked for once while they are fresh, also by many at the same time', async () => {
    const clock = manualClock();
    const fetch = answering(PNG);
    fetch.mockImplementation(async () => new Response(PNG));
    const pictures = createPictures({ clock, wait: clock.wait, fetch });
    const all = await Promise.all([pictures.get(MUG), pictures.get(MUG)]);
    expect(all).toEqual([await pictures.get(MUG), { type: 'image/png', content: PNG }]);
    expect(fetch).toHaveBeenCalledTimes(1);
    clock.advance(FRESH_S * 1000);
    await pictures.get(MUG);
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('are asked for again after a while when they could not be had', async () => {
    const clock = manualClock();
    const fetch = vi.fn(async () => new Response(PNG));
    fetch.mockRejectedValueOnce(new TypeError('The connection was refused.'));
    const pictures = createPictures({ clock, wait: clock.wait, fetch });
    expect([await pictures.get(MUG), await pictures.get(MUG)]).toEqual([null, null]);
    clock.advance(MISSING_S * 1000);
    expect(await pictures.get(MUG)).not.toBeNull();
  });

  it('are forgotten, those first that nobody has looked at for longest, when they take too much memory', async () => {
    const large = new Uint8Array(LARGEST_PICTURE_BYTES);
    large.set(PNG);
    const clock = manualClock();
    const fetch = vi.fn(async (_url: string | URL | Request) => new Response(large));
    const pictures = createPictures({ clock, wait: clock.wait, fetch });
    const timesAsked = (url: string) => fetch.mock.calls.filter(([asked]) => asked === url).length;
    await pictures.get('https://shop.example/0');
    for (let index = 1; index <= 40; index += 1) {
      await pictures.get(`https://shop.example/${index}`);
      await pictures.get('https://shop.example/0');
    }
    await pictures.get('https://shop.example/1');
    expect([timesAsked('https://shop.example/0'), timesAsked('https://shop.example/1')]).toEqual([1, 2]);
  });
});

describe('the address of a picture', () => {
  const settings = { checkoutOrigin: CHECKOUT_ORIGIN };
  const vault = { keyedHash: () => 'f'.repeat(64) };

  it.each([
    [null, null],
    [`${CHECKOUT_ORIGIN}/files/up_1`, `${CHECKOUT_ORIGIN}/files/up_1`],
    ['https://user:word@shop.example/mug.png', null],
    ['data:image/png;base64,AAAA', null],
    ['file:///etc/passwd', null],
    ['mug.png', null],
  ])('of %s is %s', (imageUrl, expected) => {
    expect(pictureAddress(imageUrl, { vault, settings })).toBe(expected);
  });
});

describe('a line item', () => {
  const withImage = (image: string) => ({
    amount: undefined,
    currency: undefined,
    lineItems: [{ priceData: { currency: 'USD', unitAmount: 100, productData: { name: 'Mug', image } } }],
  });

  async function shown(image: string, fetch = answering(PNG)) {
    const sandbox = await aSandbox({ fetch });
    const session = await create(sandbox, withImage(image));
    const { json } = await callClient(sandbox, '', session.clientSecret);
    const [item] = (json as unknown as PublicSession).lineItems;
    return { sandbox, imageUrl: item?.imageUrl ?? null, fetch };
  }

  it('is pictured from the checkout’s origin, with what its shop’s server sends', async () => {
    const { sandbox, imageUrl, fetch } = await shown(MUG);
    expect(imageUrl).toMatch(new RegExp(`^${CHECKOUT_ORIGIN}/v1/pictures/[0-9a-f]{32}/[\\w-]+$`));
    expect(imageUrl).not.toContain('shop.example');
    expect(fetch).not.toHaveBeenCalled();
    const response = await sandbox.server.api.request(imageUrl ?? '');
    expect([response.status, new Uint8Array(await response.arrayBuffer())]).toEqual([200, PNG]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'public, max-age=600',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
    });
    await sandbox.close();
  });

  it('has no picture, and nobody an error, when it cannot be had', async () => {
    const { sandbox, imageUrl } = await shown(MUG, answering('gone', { status: 404 }));
    const response = await sandbox.server.api.request(imageUrl ?? '');
    expect([response.status, await response.text()]).toEqual([204, '']);
    await sandbox.close();
  });

  it('opens no way to fetch anything else: only what a session has named is signed', async () => {
    const { sandbox, imageUrl, fetch } = await shown(MUG);
    const [signature = '', address = ''] = (imageUrl ?? '').split('/').slice(-2);
    const other = Buffer.from('http://169.254.169.254/latest/meta-data').toString('base64url');
    for (const path of [
      `${signature}/${other}`,
      `${'0'.repeat(32)}/${address}`,
      `${signature.slice(0, 8)}/${address}`,
      `${signature}/${address}%2F..`,
      `é/${address}`,
    ]) {
      expect((await call(sandbox, `/v1/pictures/${path}`, { key: '' })).status).toBe(404);
    }
    const posted = await call(sandbox, `/v1/pictures/${signature}/${address}`, { method: 'POST' });
    expect(posted.status).toBe(405);
    expect(fetch).not.toHaveBeenCalled();
    await sandbox.close();
  });

  it('is not shown without end to one address, nor fetched without end from one server', async () => {
    const { sandbox, imageUrl, fetch } = await shown(MUG);
    const look = (address: string, url = imageUrl ?? '') =>
      sandbox.server.api.request(url, {}, { incoming: { socket: { remoteAddress: address } } });
    const times = (limit: number, ask: (index: number) => Promise<Response> | Response) =>
      Promise.all(Array.from({ length: limit }, async (_, index) => (await ask(index)).status));
    expect(new Set(await times(PICTURES_PER_ADDRESS.limit, () => look('192.0.2.1')))).toEqual(new Set([200]));
    const refused = await look('192.0.2.1');
    expect([
      refused.status,
      refused.headers.get('Retry-After'),
      refused.headers.get('Cache-Control'),
    ]).toEqual([429, '60', 'no-store']);
    expect(fetch).toHaveBeenCalledTimes(1);
    const { vault } = sandbox.store;
    const signer = { vault, settings: { checkoutOrigin: CHECKOUT_ORIGIN } };
    const other = (index: number) =>
      look(`198.51.100.${index % 200}`, pictureAddress(`${MUG}&v=${index}`, signer) ?? '');
    await times(PICTURES_PER_HOST.limit - 1, other);
    expect(fetch).toHaveBeenCalledTimes(PICTURES_PER_HOST.limit);
    // What is at hand is still shown.
    expect([(await other(PICTURES_PER_HOST.limit)).status, (await look('192.0.2.9')).status]).toEqual([
      429, 200,
    ]);
    const elsewhere = pictureAddress('https://other.example/mug.png', signer) ?? '';
    expect((await look('192.0.2.9', elsewhere)).status).toBe(200);
    sandbox.clock.advance(60_000);
    expect((await look('192.0.2.1')).status).toBe(200);
    await sandbox.close();
  });
});
