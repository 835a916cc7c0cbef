// Facts about what the checkout origin serves, against a small build that the test writes.

import { createHash } from 'node:crypto';
import { rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../settings.ts';
import { createPages } from './pages.ts';
import { bootOf, directive, HASH, HTML, INLINE, MANIFEST, writeBuild } from './test-build.ts';

const keys = { publishableKey: 'pk_test_abc', livePublishableKey: 'pk_live_abc', secretKey: 'sk_test_abc' };
let folder = '';

beforeAll(async () => {
  folder = await writeBuild();
});

afterAll(() => rm(folder, { recursive: true }));

function aPage(overrides: Partial<Settings> = {}) {
  const settings = {
    apiOrigin: 'http://localhost:4242',
    checkoutOrigin: 'http://localhost:4242',
    threedsOrigin: 'http://localhost:4243',
    bankOrigin: 'http://localhost:4244',
    frameDir: join(folder, 'frame'),
    scriptDir: join(folder, 'script'),
    dashboardDir: '/nonexistent',
    ...overrides,
  };
  const allowedOrigins = ['https://shop.example', 'https://bad.example;x'];
  const findPublishableKey = async (key: string) => {
    if (key === keys.livePublishableKey) return { livemode: true, allowedOrigins };
    return key === keys.publishableKey ? { livemode: false, allowedOrigins } : null;
  };
  return createPages({ settings, findPublishableKey, findHosted: async () => null });
}

describe('GET /f/checkout', () => {
  it('fills in language, direction and boot data', async () => {
    const response = await aPage().request(
      `/f/checkout?key=${keys.publishableKey}&v=1.2.3&locale=ar&theme=dark`,
    );
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toContain(
      '<html lang="ar" dir="rtl" data-theme="dark" data-view="inline"><title>نموذج</title>',
    );
    expect(html).not.toContain('__');
    expect(bootOf(html)).toEqual({
      publishableKey: keys.publishableKey,
      livemode: false,
      allowedParents: ['https://shop.example', 'http://localhost:*', 'http://127.0.0.1:*'],
      apiOrigin: 'http://localhost:4242',
      threedsOrigin: 'http://localhost:4243',
      acceptHeader: '',
      isolated: false,
      view: 'inline',
      bootstrap: null,
      build: 'b1',
      locale: 'ar',
      localesUrl: '/f/assets/locales-1/',
    });
  });

  it.each(['', '&theme=auto', '&theme=%22%3E%3Cscript%3E', '&theme=pink'])(
    'takes the theme %j for none',
    async (theme) => {
      const response = await aPage().request(`/f/checkout?key=${keys.publishableKey}${theme}`);
      expect(await response.text()).toContain(' data-theme="auto" ');
    },
  );

  it.each([
    ['&view=overlay', 'overlay'],
    ['&view=element', 'element'],
    ['&view=inline', 'inline'],
    ['', 'inline'],
    // The whole page is not for a shop to ask for: it is served at an address of its own.
    ['&view=page', 'inline'],
    ['&view=Overlay', 'inline'],
    ['&view=%22%3E%3Cscript%3E', 'inline'],
    ['&view=__proto__', 'inline'],
    ['&view=element&view=overlay', 'element'],
  ])('with %j has the view %s, and no key to a session', async (query, view) => {
    const response = await aPage().request(`/f/checkout?key=${keys.publishableKey}${query}`);
    const html = await response.text();
    expect(html).toContain(` data-view="${view}">`);
    expect(bootOf(html)).toMatchObject({ view, bootstrap: null });
  });

  it.each([
    ['de', '<title>&quot;Zahlung&quot; &amp; &lt;b&gt;mehr&lt;/b&gt;</title>'],
    ['ja', '<title>__BOOT__</title>'],
  ])('fills in its words as text, whatever is in them: %s', async (locale, expected) => {
    const response = await aPage().request(`/f/checkout?key=${keys.publishableKey}&locale=${locale}`);
    const html = await response.text();
    expect(html).toContain(expected);
    expect(bootOf(html).locale).toBe(locale);
  });

  it('leaves alone what only looks like a placeholder', async () => {
    const script = 'a.__proto__.b__;"__no.such.text__"';
    const path = join(folder, 'frame/index.html');
    await writeFile(path, HTML.replace(INLINE, script));
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    const response = await aPage().request(`/f/checkout?key=${keys.publishableKey}`);
    await writeFile(path, HTML);
    expect(await response.text()).toContain(`<script>${script}</script>`);
  });

  it('carries the policy with the hashes of the build and the origins of the merchant', async () => {
    const response = await aPage().request(`/f/checkout?key=${keys.publishableKey}`);
    expect(directive(response, 'script-src')).toBe(`script-src 'self' '${HASH}'`);
    expect(directive(response, 'frame-ancestors')).toBe(
      'frame-ancestors https://shop.example http://localhost:* http://127.0.0.1:*',
    );
    expect(directive(response, 'frame-src')).toBe('frame-src http://localhost:4243');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('x-frame-options')).toBeNull();
  });

  it('passes on what the document was asked for with, at most 2,048 characters of it', async () => {
    const accept = 'text/html,application/xhtml+xml;q=0.9,</script>*/*;q=0.8';
    const url = `/f/checkout?key=${keys.publishableKey}`;
    const html = await (await aPage().request(url, { headers: { accept } })).text();
    expect(bootOf(html).acceptHeader).toBe(accept);
    const long = await aPage().request(url, { headers: { accept: 'a'.repeat(5000) } });
    expect(bootOf(await long.text()).acceptHeader).toHaveLength(2048);
  });

  it.each([
    ['&isolated=1', true, 'require-corp'],
    ['&isolated=0', false, null],
    ['', false, null],
  ])('with %j is isolated: %s', async (query, isolated, expected) => {
    for (const name of ['checkout', 'headless']) {
      const response = await aPage().request(`/f/${name}?key=${keys.publishableKey}${query}`);
      expect(response.headers.get('cross-origin-embedder-policy')).toBe(expected);
      expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
      expect(bootOf(await response.text()).isolated).toBe(isolated);
    }
  });

  it('lets only registered origins embed a live checkout', async () => {
    const response = await aPage().request(`/f/checkout?key=${keys.livePublishableKey}`);
    expect(directive(response, 'frame-ancestors')).toBe('frame-ancestors https://shop.example');
    expect(bootOf(await response.text())).toMatchObject({
      livemode: true,
      allowedParents: ['https://shop.example'],
    });
  });

  it.each([
    ['de', '', 'de'],
    ['de-AT', 'ja', 'de'],
    ['auto', 'fr-FR, ja;q=0.5, de;q=0.8', 'de'],
    ['', 'ja', 'ja'],
    ['fr', 'ja', 'ja'],
    ['fr', '', 'en'],
    ['"><script>', '*', 'en'],
    ['auto', 'de;q=0, ja', 'ja'],
    ['../../x', 'ja', 'ja'],
    ['../locales/de', 'ja', 'ja'],
    ['de.json', 'ja', 'ja'],
    ['<img>', 'de', 'de'],
    ['__proto__', 'de', 'de'],
    ['constructor', 'de', 'de'],
    ['d'.repeat(10_000), 'de', 'de'],
    ['de\u0000', 'ja', 'ja'],
    ['auto', `${'xx,'.repeat(5_000)}de`, 'en'],
  ])('for ?locale=%.40s and Accept-Language %.40j speaks %s', async (locale, header, expected) => {
    const query = new URLSearchParams({ key: keys.publishableKey, locale });
    const headers = { 'accept-language': header };
    const response = await aPage().request(`/f/checkout?${query}`, { headers });
    const html = await response.text();
    expect(html).toContain(`<html lang="${expected}"`);
    expect(bootOf(html).locale).toBe(expected);
    expect(response.headers.get('content-language')).toBe(expected);
  });

  it('compresses the document for who accepts it', async () => {
    const url = `/f/checkout?key=${keys.publishableKey}`;
    const response = await aPage().request(url, { headers: { 'accept-encoding': 'br' } });
    expect(response.headers.get('content-encoding')).toBe('br');
    const html = brotliDecompressSync(Buffer.from(await response.arrayBuffer())).toString();
    expect(bootOf(html).publishableKey).toBe(keys.publishableKey);
  });

  it('answers HEAD without a body', async () => {
    const response = await aPage().request(`/f/checkout?key=${keys.publishableKey}`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors');
    expect(await response.text()).toBe('');
  });

  it('takes up a rebuild without a restart', async () => {
    const page = aPage();
    const url = `/f/checkout?key=${keys.publishableKey}`;
    const before = bootOf(await (await page.request(url)).text());
    const path = join(folder, 'frame/frame.json');
    await writeFile(path, JSON.stringify({ ...MANIFEST, build: 'b2' }));
    await utimes(path, new Date(), new Date(Date.now() + 5000));
    const after = bootOf(await (await page.request(url)).text());
    await writeFile(path, JSON.stringify(MANIFEST));
    expect([before.build, after.build]).toEqual(['b1', 'b2']);
  });

  it('says in the visitor’s language what to do about a key that nobody has, and shows it where it is framed', async () => {
    const response = await aPage().request('/f/checkout?key=pk_test_nobody&locale=de');
    const html = await response.text();
    expect(response.status).toBe(404);
    expect(html).toContain('<html lang="de" dir="ltr">');
    expect(html).toContain('Der Checkout kann nicht angezeigt werden');
    expect(html).toContain('pk_test_nobody');
    expect(directive(response, 'frame-ancestors')).toBe('frame-ancestors *');
    expect(directive(response, 'default-src')).toBe("default-src 'none'");
  });

  it('has a style that its own policy admits', async () => {
    const response = await aPage().request('/f/checkout?key=pk_test_nobody');
    const [, style = ''] = /<style>([\s\S]*)<\/style>/.exec(await response.text()) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(directive(response, 'style-src')).toBe(`style-src 'sha256-${hash}'`);
  });

  it('never shows a secret key back', async () => {
    const response = await aPage().request(`/f/checkout?key=${keys.secretKey}`);
    const html = await response.text();
    expect(response.status).toBe(404);
    expect(html).toContain('This is a secret key');
    expect(html).not.toContain(keys.secretKey);
  });

  it.each(['<script>alert(1)</script>', '"><img src=x>', 'pk_test_<b>', "pk_test_' OR 1=1"])(
    'shows the key %j as text',
    async (key) => {
      const response = await aPage().request(`/f/checkout?key=${encodeURIComponent(key)}`);
      const html = await response.text();
      expect(response.status).toBe(404);
      expect(html).not.toMatch(/<(script|img|b)\b/);
    },
  );

  it('says that the key is missing', async () => {
    const html = await (await aPage().request('/f/checkout')).text();
    expect(html).toContain('The checkout has no key');
  });

  it('says how to build what is not built', async () => {
    const page = aPage({ frameDir: join(folder, 'nowhere') });
    const response = await page.request(`/f/checkout?key=${keys.publishableKey}`);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('pnpm build');
  });
});

describe('GET /f/headless', () => {
  it('serves the document without an interface under a narrower policy', async () => {
    const response = await aPage().request(`/f/headless?key=${keys.publishableKey}`);
    expect(response.status).toBe(200);
    expect(bootOf(await response.text()).publishableKey).toBe(keys.publishableKey);
    expect(directive(response, 'frame-src')).toBeUndefined();
    expect(directive(response, 'connect-src')).toBe("connect-src 'self' http://localhost:4242");
  });
});

describe('GET /f/assets/*', () => {
  it('serves hashed files for ever', async () => {
    const response = await aPage().request('/f/assets/app-1a2b.js');
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(await response.text()).toBe('export {};');
  });

  it.each([
    '/f/assets/missing.js',
    '/f/assets/',
    '/f/assets/..%2F..%2Findex.html',
    '/f/assets/%2e%2e%2f%2e%2e%2fframe.json',
    '/f/assets/..%5c..%5cindex.html',
    '/f/assets/%',
    '/f/assets/a%00.js',
  ])('answers 404 to %s', async (path) => {
    const response = await aPage().request(path);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('boot');
  });
});

describe('watch mode', () => {
  it('takes the document from the dev server, its modules from there too, and its policy lets them', async () => {
    const vite = createServer((request, response) => {
      if (request.url === '/texts.json') return response.end(JSON.stringify(MANIFEST.texts));
      return response.end(`<html lang="__LANG__" dir="__DIR__"><!-- ${request.url} -->
<title>__frame.title__</title>
<script type="module" src="/@vite/client"></script><link href="/src/main.css"><a href="//cdn.example/"></a>
<script type="application/json" id="boot">__BOOT__</script></html>`);
    });
    await new Promise<void>((resolve) => {
      vite.listen(0, '127.0.0.1', resolve);
    });
    const frameDevOrigin = `http://127.0.0.1:${(vite.address() as AddressInfo).port}`;
    const response = await aPage({ frameDevOrigin }).request(
      `/f/checkout?key=${keys.publishableKey}&locale=ja`,
    );
    const html = await response.text();
    vite.close();
    expect(html).toContain('<!-- /index.html -->');
    expect(html).toContain(`src="${frameDevOrigin}/@vite/client"`);
    expect(html).toContain(`href="${frameDevOrigin}/src/main.css"`);
    expect(html).toContain('href="//cdn.example/"');
    expect(bootOf(html)).toMatchObject({ build: 'dev', locale: 'ja' });
    expect(directive(response, 'script-src')).toContain(frameDevOrigin);
  });

  it('says so when the dev server is not there', async () => {
    const response = await aPage({ frameDevOrigin: 'http://127.0.0.1:9' }).request(
      `/f/checkout?key=${keys.publishableKey}`,
    );
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('http://127.0.0.1:9');
  });
});
