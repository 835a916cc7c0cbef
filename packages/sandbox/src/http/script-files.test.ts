// Facts about how xpay.js and its parts are served.

import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPages } from './pages.ts';
import { writeBuild } from './test-build.ts';

let folder = '';

beforeAll(async () => {
  folder = await writeBuild();
});

afterAll(() => rm(folder, { recursive: true }));

function get(path: string, scriptDir = join(folder, 'script')): Promise<Response> {
  const origin = 'http://localhost:4242';
  const pages = createPages({
    settings: {
      apiOrigin: origin,
      checkoutOrigin: origin,
      threedsOrigin: origin,
      bankOrigin: origin,
      frameDir: join(folder, 'frame'),
      scriptDir,
    },
    findPublishableKey: async () => null,
    findHosted: async () => null,
  });
  return Promise.resolve(pages.request(path, { headers: { origin: 'https://shop.example' } }));
}

it('serves the evergreen address for five minutes and the version for ever, to any origin', async () => {
  const evergreen = await get('/v1/xpay.js');
  const versioned = await get('/v1.2.3/xpay.js');
  expect(await evergreen.text()).toBe('(() => {})();');
  expect(await versioned.text()).toBe('(() => {})();');
  expect(evergreen.headers.get('cache-control')).toContain('max-age=300');
  expect(versioned.headers.get('cache-control')).toContain('immutable');
});

it.each(['/v1.2.3/xpay.js', '/v1.2.3/overlay.js'])('lets every page fetch %s as a script', async (path) => {
  const { status, headers } = await get(path);
  expect(status).toBe(200);
  expect(headers.get('access-control-allow-origin')).toBe('*');
  expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
});

it('serves the part that the build names', async () => {
  expect(await (await get('/v1.2.3/overlay.js')).text()).toBe('export const overlay = 1;');
});

it.each(['xpay.js', 'overlay.js'])('does not pass %s of one version off as that of another', async (file) => {
  const response = await get(`/v1.2.4/${file}`);
  expect(response.status).toBe(404);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.text()).toContain('/v1.2.3/xpay.js');
});

it.each([
  'index.js',
  'script.json',
  'overlay',
  'overlay.js.map',
  'OVERLAY.js',
  'constructor.js',
  '__proto__.js',
  '..%2Fframe%2Findex.html',
  '..%2Fscript%2Foverlay.js',
  'overlay.js%00',
  '%',
])('has no part %s, and says which there are', async (file) => {
  const response = await get(`/v1.2.3/${file}`);
  expect(response.status).toBe(404);
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(await response.text()).toContain('It has: xpay.js, overlay.js.');
});

it('has no parts where the build names none, and none that is not there', async () => {
  const path = join(folder, 'script/script.json');
  const before = { version: '1.2.3', integrity: 'sha384-x', parts: { overlay: 'sha384-y' } };
  await writeFile(path, JSON.stringify({ version: '1.2.3', integrity: 'sha384-x' }));
  expect((await get('/v1.2.3/overlay.js')).status).toBe(404);
  expect((await get('/v1.2.3/xpay.js')).status).toBe(200);
  await writeFile(path, JSON.stringify({ ...before, parts: { gone: 'sha384-z' } }));
  expect((await get('/v1.2.3/gone.js')).status).toBe(404);
  await writeFile(path, JSON.stringify(before));
});

it('says how to build what is not built', async () => {
  for (const path of ['/v1/xpay.js', '/v1.2.3/xpay.js', '/v1.2.3/overlay.js']) {
    const response = await get(path, join(folder, 'nowhere'));
    expect([response.status, await response.text()]).toEqual([
      503,
      'xpay.js is not built. Run: pnpm build\n',
    ]);
  }
});
