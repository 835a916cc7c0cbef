// Facts about serving files: encodings, validators, rebuilds, and nothing outside the folder.

import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFileStore, fileResponse } from './static.ts';
import { chooseEncoding, type StoredFile } from './stored-file.ts';

const SOURCE = Array.from({ length: 400 }, (_, n) => `export const answer${n} = ${n * n};\n`).join('');
const LARGE = Array.from({ length: 9 }, (_, n) => SOURCE.replaceAll('answer', `reply${n}at`)).join('');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-static-'));
  await mkdir(join(folder, 'public/deep'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'outside');
  await mkdir(join(folder, 'public-twin'));
  await writeFile(join(folder, 'public-twin/a.txt'), 'outside');
  await writeFile(join(folder, 'public/app.js'), SOURCE);
  await writeFile(join(folder, 'public/large.js'), LARGE);
  await writeFile(join(folder, 'public/deep/mark.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(join(folder, 'public/photo.webp'), Buffer.alloc(64, 7));
});

afterAll(() => rm(folder, { recursive: true }));

const files = () => createFileStore(join(folder, 'public'));

async function stored(path: string): Promise<StoredFile> {
  const file = await files().read(path);
  if (file === null) throw new Error(`There is no ${path}.`);
  return file;
}

function get(headers: Record<string, string> = {}, method = 'GET'): Request {
  return new Request('http://localhost/app.js', { method, headers });
}

describe('createFileStore', () => {
  it.each([
    '../secret.txt',
    'deep/../../secret.txt',
    '../public-twin/a.txt',
    '..\\secret.txt',
    '/etc/passwd',
    'app.js\0.svg',
    '',
    '.',
    'deep',
    'missing.js',
    'app.js/more',
    'x'.repeat(5000),
  ])('finds nothing at %j', async (path) => {
    expect(await files().read(path)).toBeNull();
  });

  it.each([
    ['app.js', 'text/javascript; charset=utf-8'],
    ['deep/mark.svg', 'image/svg+xml'],
    ['deep/../app.js', 'text/javascript; charset=utf-8'],
    ['photo.webp', 'image/webp'],
  ])('finds %s as %s', async (path, contentType) => {
    expect((await stored(path)).contentType).toBe(contentType);
  });

  it('reads a file again when it has changed on disk, and only then', async () => {
    const path = join(folder, 'public/changing.js');
    const store = files();
    await writeFile(path, 'one');
    const first = await store.read('changing.js');
    expect(await store.read('changing.js')).toBe(first);
    await writeFile(path, 'two');
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    const second = await store.read('changing.js');
    expect(second?.body.toString()).toBe('two');
    expect(second?.etag).not.toBe(first?.etag);
    await rm(path);
    expect(await store.read('changing.js')).toBeNull();
  });
});

describe('fileResponse', () => {
  it.each([
    ['br', (body: Buffer) => brotliDecompressSync(body)],
    ['gzip', (body: Buffer) => gunzipSync(body)],
  ])('compresses with %s, and says how long that is', async (encoding, decompress) => {
    const response = await fileResponse(get({ 'accept-encoding': encoding }), await stored('app.js'), {});
    const body = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('content-length')).toBe(String(body.byteLength));
    expect(response.headers.get('vary')).toBe('Accept-Encoding');
    expect(body.byteLength).toBeLessThan(SOURCE.length / 2);
    expect(decompress(body).toString()).toBe(SOURCE);
  });

  it('sends what the build has compressed, unless it is of another build or half written', async () => {
    const path = join(folder, 'public/built.js');
    const sent = async () => (await (await stored('built.js')).encoded('br')).byteLength;
    await writeFile(path, LARGE);
    const quick = await sent();
    const built = brotliCompressSync(LARGE);
    expect(built.byteLength).toBeLessThan(quick);
    for (const [bytes, expected] of [
      [built, built.byteLength],
      [built.subarray(0, -9), quick],
      [brotliCompressSync(`${LARGE};`), quick],
    ] as const) {
      await writeFile(`${path}.br`, bytes);
      expect(await sent()).toBe(expected);
    }
  });

  it('compresses a small file as well as it can at once', async () => {
    const file = await stored('app.js');
    expect((await file.encoded('br')).byteLength).toBeLessThanOrEqual(brotliCompressSync(SOURCE).byteLength);
  });

  it('compresses a large file better once it has had the time', async () => {
    const file = await stored('large.js');
    const first = (await file.encoded('br')).byteLength;
    await expect.poll(async () => (await file.encoded('br')).byteLength).toBeLessThan(first);
    expect(brotliDecompressSync(await file.encoded('br')).toString()).toBe(LARGE);
  });

  it('sends the bytes as they are to who accepts no encoding, and pictures to everybody', async () => {
    const plain = await fileResponse(get(), await stored('app.js'), {});
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(await plain.text()).toBe(SOURCE);
    const picture = await fileResponse(get({ 'accept-encoding': 'br' }), await stored('photo.webp'), {});
    expect(picture.headers.get('content-encoding')).toBeNull();
  });

  it('answers HEAD with the headers of GET and no body', async () => {
    const file = await stored('app.js');
    const full = await fileResponse(get(), file, {});
    const head = await fileResponse(get({}, 'HEAD'), file, {});
    expect(Object.fromEntries(head.headers)).toEqual(Object.fromEntries(full.headers));
    expect(await head.text()).toBe('');
  });

  it('answers 304 to who has the file, in whatever encoding', async () => {
    const file = await stored('app.js');
    for (const header of [file.etag, `"other", ${file.etag}`, file.etag.replace('W/', ''), '*']) {
      const response = await fileResponse(get({ 'if-none-match': header }), file, {
        'cache-control': 'no-cache',
      });
      expect(response.status).toBe(304);
      expect(response.headers.get('etag')).toBe(file.etag);
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
    expect((await fileResponse(get({ 'if-none-match': '"other"' }), file, {})).status).toBe(200);
  });
});

describe('chooseEncoding', () => {
  it.each([
    [null, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br; q=0.1', 'br'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['br;q=0, *', 'gzip'],
    ['identity', 'identity'],
    ['brotli', 'identity'],
  ])('for %j takes %s', (header, expected) => {
    expect(chooseEncoding(header)).toBe(expected);
  });
});
