// Facts about the 3-D Secure origin, with a 3DS server that the test writes.

import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RedirectFacts } from '../threeds/three-ds-server.ts';
import { createThreeDsOrigin, type ThreeDsOriginDeps } from './threeds-origin.ts';

const INLINE = 'window.bridge = 1;';
const HASH = `sha256-${createHash('sha256').update(INLINE).digest('base64')}`;
const KEY = 'pk_test_abc';
const FACTS: RedirectFacts = {
  allowedParents: ['https://shop.example'],
  returnUrl: 'https://shop.example/back?order=1&xpay_session=cs_test_1',
  locale: 'de',
  merchantName: '<b>Moss & Fern</b>',
  acsUrl: 'https://bank.example/challenge?a=1&b="2"',
  creq: 'eyJtZXNzYWdlVHlwZSI6IkNSZXEifQ',
  sessionData: 'YXV0aF8x',
};
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xpay-3ds-'));
  await mkdir(join(folder, 'frame'));
  const html = `<!doctype html><html lang="__LANG__" dir="__DIR__"><script type="application/json" id="boot">__BOOT__</script><script>${INLINE}</script></html>`;
  await writeFile(join(folder, 'frame/bridge.html'), html);
  const manifest = {
    build: 'b1',
    documents: { 'bridge.html': { scripts: [HASH], styles: [] } },
    localesUrl: '/f/assets/locales-1/',
    locales: ['ar', 'de', 'en', 'ja'],
    texts: {},
  };
  await writeFile(join(folder, 'frame/frame.json'), JSON.stringify(manifest));
});

afterAll(() => rm(folder, { recursive: true }));

interface Recorded {
  readonly step: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
}

function anOrigin(facts: Partial<RedirectFacts> = {}, overrides: Partial<ThreeDsOriginDeps> = {}) {
  const recorded: Recorded[] = [];
  const given = { ...FACTS, ...facts };
  const noteAs = (step: string) => async (id: string, fields: Recorded['fields']) => {
    recorded.push({ step, id, fields });
    return id.startsWith('auth_') ? given : null;
  };
  const app = createThreeDsOrigin({
    settings: {
      apiOrigin: 'https://api.example',
      checkoutOrigin: 'https://checkout.example',
      threedsOrigin: 'https://3ds.example',
      frameDir: join(folder, 'frame'),
    },
    threeDs: {
      noteMethod: noteAs('method'),
      noteChallenge: noteAs('challenge'),
      beginRedirect: async (id) => {
        recorded.push({ step: 'redirect', id, fields: {} });
        return id.startsWith('auth_') ? given : null;
      },
    },
    findPublishableKey: async (key) =>
      key === KEY ? { livemode: false, allowedOrigins: ['https://shop.example'] } : null,
    ...overrides,
  });
  return { app, recorded };
}

type App = ReturnType<typeof anOrigin>['app'];

async function post(app: App, path: string, body: string, destination?: string): Promise<Response> {
  const headers = destination === undefined ? {} : { 'sec-fetch-dest': destination };
  return app.request(path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
}

function directive(response: Response, name: string): string | undefined {
  const policy = response.headers.get('content-security-policy') ?? '';
  return policy.split('; ').find((text) => text.startsWith(`${name} `));
}

/** The page's one script, which its policy has to admit. */
function scriptOf(response: Response, html: string): string {
  const [, nonce = '', script = ''] = /<script nonce="([^"]+)">([\s\S]*?)<\/script>/.exec(html) ?? [];
  expect(directive(response, 'script-src')).toBe(`script-src 'nonce-${nonce}'`);
  return script;
}

describe('GET /f/3ds', () => {
  it('serves the bridge with who may order it about and where it never sends a browser', async () => {
    const response = await anOrigin().app.request(`/f/3ds?key=${KEY}`, {
      headers: { 'accept-language': 'ar' },
    });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('<html lang="ar" dir="rtl">');
    const [, json = ''] = /id="boot">(.*?)<\/script>/.exec(html) ?? [];
    expect(JSON.parse(json)).toMatchObject({
      allowedParents: ['https://checkout.example'],
      ownOrigins: ['https://3ds.example', 'https://checkout.example', 'https://api.example'],
    });
    expect(html).not.toContain(KEY);
    expect(directive(response, 'script-src')).toBe(`script-src '${HASH}'`);
    expect(directive(response, 'frame-ancestors')).toBe(
      'frame-ancestors https://3ds.example https://checkout.example https://shop.example http://localhost:* http://127.0.0.1:*',
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it.each([
    ['', 404],
    ['?key=pk_test_nobody', 404],
    ['?key=sk_test_abc', 404],
  ])('shows no bridge for %j', async (query, status) => {
    const response = await anOrigin().app.request(`/f/3ds${query}`);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toContain('boot');
  });

  it('says how to build what is not built', async () => {
    const settings = {
      apiOrigin: 'https://api.example',
      checkoutOrigin: 'https://checkout.example',
      threedsOrigin: 'https://3ds.example',
      frameDir: join(folder, 'nowhere'),
    };
    const response = await anOrigin({}, { settings }).app.request(`/f/3ds?key=${KEY}`);
    expect(response.status).toBe(503);
  });
});

describe.each(['method', 'challenge'] as const)('POST /3ds/notify/%s/:id', (step) => {
  const path = `/3ds/notify/${step}/auth_1`;

  it('records what the bank posted, then tells the bridge that there is news, and nothing of it', async () => {
    const { app, recorded } = anOrigin();
    const response = await post(app, path, 'cres=c2VjcmV0&threeDSSessionData=YXV0aF8x', 'iframe');
    const html = await response.text();
    expect(recorded).toEqual([
      { step, id: 'auth_1', fields: { cres: 'c2VjcmV0', threeDSSessionData: 'YXV0aF8x' } },
    ]);
    expect(scriptOf(response, html)).toBe(
      `if (parent !== self) parent.postMessage({"xpay":1,"type":"notified","step":"${step}","id":"auth_1"}, location.origin);`,
    );
    expect(html).not.toMatch(/c2VjcmV0|YXV0aF8x|shop\.example|Moss/);
    expect(html).toContain('<html lang="de"');
    expect(directive(response, 'frame-ancestors')).toBe(
      'frame-ancestors https://3ds.example https://checkout.example https://shop.example',
    );
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it.each([
    ['a field of any name', 'erro=eyJ9', { erro: 'eyJ9' }],
    ['the first of two', 'cres=a&cres=b', { cres: 'a' }],
    ['nothing', '', {}],
    ['no form', '{"cres":1}', {}],
    ['names that no message has', '__proto__=x&a b=c&<i>=d&cres=e', { cres: 'e' }],
  ])('takes %s', async (_what, body, fields) => {
    const { app, recorded } = anOrigin();
    expect((await post(app, path, body, 'iframe')).status).toBe(200);
    expect(recorded[0]?.fields).toEqual(fields);
  });

  it('records nothing of a megabyte', async () => {
    const { app, recorded } = anOrigin();
    const response = await post(app, path, `cres=${'a'.repeat(1_000_000)}`, 'iframe');
    expect(response.status).toBe(413);
    expect(recorded).toEqual([]);
  });

  it.each(['unknown', '..%2f..%2fetc', '%3Cscript%3E', `a${'b'.repeat(200)}`, '%00', "'%20or%201=1"])(
    'says nothing about the id %s',
    async (id) => {
      const { app } = anOrigin();
      const response = await post(app, `/3ds/notify/${step}/${id}`, 'cres=x', 'iframe');
      const html = await response.text();
      expect(response.status).toBe(404);
      expect(html).toContain('This page belongs to a payment');
      expect(html).not.toContain('<script');
      expect(directive(response, 'frame-ancestors')).toBe("frame-ancestors 'none'");
    },
  );

  it.each(['GET', 'PUT', 'DELETE'])('answers %s alike for every id, and records nothing', async (method) => {
    const { app, recorded } = anOrigin();
    const known = await app.request(path, { method });
    const unknown = await app.request(`/3ds/notify/${step}/unknown`, { method });
    expect([known.status, unknown.status]).toEqual([405, 405]);
    expect(known.headers.get('allow')).toBe('POST');
    const html = await known.text();
    expect(html).toBe(await unknown.text());
    expect(html).toContain('Go back to the shop');
    expect(recorded).toEqual([]);
  });
});

describe('the end of a challenge in a window of its own', () => {
  const path = '/3ds/notify/challenge/auth_1';

  it('leads back to the shop', async () => {
    const { app, recorded } = anOrigin();
    const response = await post(app, path, 'cres=x', 'document');
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(FACTS.returnUrl);
    expect(recorded).toHaveLength(1);
  });

  it('leads back by its script where the browser does not say that it is one', async () => {
    const { app } = anOrigin({ returnUrl: 'https://shop.example/</script>' });
    const response = await post(app, path, 'cres=x');
    const script = scriptOf(response, await response.text());
    expect(script).toContain('else location.replace("https://shop.example/\\u003c/script>");');
  });

  it('says how to get back where the shop has no address for it', async () => {
    const { app } = anOrigin({ returnUrl: null, locale: 'en' });
    const response = await post(app, path, 'cres=x', 'document');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('go back to the shop');
  });

  it('is not what a method’s answer is', async () => {
    const { app } = anOrigin();
    const response = await post(app, '/3ds/notify/method/auth_1', 'threeDSMethodData=x', 'document');
    expect(response.status).toBe(200);
    expect(await response.text()).not.toContain('shop.example');
  });
});

it('blocks the page that it is told to block, and records what was posted all the same', async () => {
  const asked: string[] = [];
  const isBlocked = async (address: string) => asked.push(address) > 0;
  const { app, recorded } = anOrigin({}, { isBlocked });
  const response = await post(app, '/3ds/notify/challenge/auth_1', 'cres=x', 'iframe');
  expect(asked).toEqual(['https://3ds.example/3ds/notify/challenge/auth_1']);
  expect(response.headers.get('x-frame-options')).toBe('DENY');
  expect(recorded).toHaveLength(1);
});

describe('GET /3ds/redirect/:id', () => {
  const path = '/3ds/redirect/auth_1';

  it('posts the CReq to the bank, by itself or by its button, with the shop’s name as text', async () => {
    const response = await anOrigin().app.request(path);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('<bdi>&lt;b&gt;Moss &amp; Fern&lt;/b&gt;</bdi>');
    expect(html).toContain('action="https://bank.example/challenge?a=1&amp;b=&quot;2&quot;"');
    expect(html).toContain(`<input type="hidden" name="creq" value="${FACTS.creq}">`);
    expect(html).toContain('<input type="hidden" name="threeDSSessionData" value="YXV0aF8x">');
    expect(html).toContain('<button class="xp-go">Weiter auf der Seite Ihrer Bank</button>');
    expect(scriptOf(response, html)).toBe('document.forms[0].submit();');
    expect(directive(response, 'frame-ancestors')).toBe("frame-ancestors 'none'");
  });

  it('leads back to the shop when the CReq was given out before', async () => {
    const html = await (await anOrigin({ creq: null }).app.request(path)).text();
    expect(html).toContain(
      '<a class="xp-go" href="https://shop.example/back?order=1&amp;xpay_session=cs_test_1">Zurück zum Shop</a>',
    );
    expect(html).not.toMatch(/<form|<script/);
    const without = await (await anOrigin({ creq: null, returnUrl: null }).app.request(path)).text();
    expect(without).not.toMatch(/<form|<a /);
    expect(without).toContain('Seite des Shops');
  });

  it.each([
    'javascript:alert(1)',
    'https://checkout.example/x',
    'http://bank.example/',
    'https://u:p@b.example/',
  ])('makes no form for %s', async (acsUrl) => {
    const html = await (await anOrigin({ acsUrl }).app.request(path)).text();
    expect(html).not.toContain('<form');
  });

  it.each([
    ['in a frame', { 'sec-fetch-dest': 'iframe' }],
    ['by a prefetch', { 'sec-purpose': 'prefetch' }],
    ['by a prerender', { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender' }],
    ['by an image', { 'sec-fetch-dest': 'image' }],
  ])('gives nothing away %s', async (_how, headers) => {
    const { app, recorded } = anOrigin();
    const response = await app.request(path, { headers });
    expect(response.status).toBe(404);
    expect(recorded).toEqual([]);
  });

  it('gives nothing away to HEAD, or for an id of nobody', async () => {
    const { app, recorded } = anOrigin();
    await app.request(path, { method: 'HEAD' });
    await app.request('/3ds/redirect/%3Cb%3E');
    expect(recorded).toEqual([]);
    const response = await app.request('/3ds/redirect/unknown');
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('shop.example');
  });
});

it('has a health check, and a designed page for everything else', async () => {
  const { app } = anOrigin();
  expect(await (await app.request('/health')).json()).toEqual({ status: 'ok' });
  const response = await app.request('/nothing', { headers: { 'accept-language': 'ja' } });
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('<html lang="ja"');
  expect(directive(response, 'default-src')).toBe("default-src 'none'");
});
