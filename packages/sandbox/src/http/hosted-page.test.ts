// Facts about the page of a session, and about the one-time key with which it gets the session's client secret.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  anotherMerchant,
  aSandbox,
  aSessionBody,
  type Call,
  CHECKOUT_ORIGIN,
  call,
  callClient,
  create,
  pay,
  type Sandbox,
} from '../test-sandbox.ts';
import { clientProblem } from '../wire/browser/schemas.ts';
import { bootOf, directive, HASH, writeBuild } from './test-build.ts';

let folder = '';

beforeAll(async () => {
  folder = await writeBuild();
});

afterAll(() => rm(folder, { recursive: true }));

async function withPages(test: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  const sandbox = await aSandbox({ settings: { frameDir: join(folder, 'frame') } });
  await test(sandbox);
  await sandbox.close();
}

const load = (sandbox: Sandbox, path: string, options: Call = {}) =>
  call(sandbox, path, { key: '', ...options });

const keyOf = (html: string) => bootOf(html).bootstrap ?? '';

const redeem = (sandbox: Sandbox, bootstrap: unknown, options: Call = {}) =>
  call(sandbox, '/v1/client/bootstrap', {
    key: sandbox.keys.publishableKey,
    body: { bootstrap },
    ...options,
  });

const createHosted = (sandbox: Sandbox, changes: object = {}) =>
  create(sandbox, { uiMode: 'hosted', ...changes });

const HOUR_MS = 3_600_000;

describe('GET /c/:id', () => {
  it('is the checkout as a page, with the merchant’s key and a key of its own', () =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox);
      const page = await load(sandbox, `/c/${id}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain('data-view="page"');
      expect(bootOf(page.text)).toMatchObject({
        publishableKey: sandbox.keys.publishableKey,
        livemode: false,
        view: 'page',
        bootstrap: expect.stringMatching(/^[\w-]{22}$/),
        allowedParents: ['https://shop.example', 'http://localhost:*', 'http://127.0.0.1:*'],
      });
      expect(page.text).not.toContain('_secret_');
    }));

  it('is compressed for who accepts it, each load by itself', () =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox);
      const keys: string[] = [];
      for (const [encoding, decode] of [
        ['br', brotliDecompressSync],
        ['gzip', gunzipSync],
        ['gzip', gunzipSync],
      ] as const) {
        const headers = { 'Accept-Encoding': encoding };
        const response = await sandbox.server.api.request(`/c/${id}`, { headers });
        expect(response.headers.get('content-encoding')).toBe(encoding);
        keys.push(keyOf(decode(Buffer.from(await response.arrayBuffer())).toString()));
      }
      expect(new Set(keys).size).toBe(3);
    }));

  it('is not there when the merchant has no key that it could work with', () =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox);
      const revoked = { revoked_at: sandbox.clock.now().toISOString() };
      await sandbox.store.db.updateTable('api_keys').set(revoked).where('kind', '=', 'publishable').execute();
      expect((await load(sandbox, `/c/${id}`)).status).toBe(404);
    }));

  it('says how to build what is not built', async () => {
    const sandbox = await aSandbox();
    const { id } = await createHosted(sandbox);
    const page = await load(sandbox, `/c/${id}`);
    expect([page.status, page.text]).toEqual([503, expect.stringContaining('pnpm build')]);
    await sandbox.close();
  });

  it('has the policy of the frame, and is nobody’s to keep', () =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox);
      const page = await load(sandbox, `/c/${id}`);
      const frame = await load(sandbox, `/f/checkout?key=${sandbox.keys.publishableKey}`);
      const policy = page.headers.get('content-security-policy');
      expect(policy).toBe(frame.headers.get('content-security-policy'));
      expect(directive(page, 'script-src')).toContain(HASH);
      expect(directive(page, 'frame-ancestors')).toMatch(/^frame-ancestors https:\/\/shop\.example /);
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('set-cookie')).toBeNull();
    }));

  it.each([
    ['?view=overlay', 'overlay'],
    ['?view=overlay&v=1.2.3&locale=auto&theme=dark', 'overlay'],
    ['?view=element', 'page'],
    ['?view=inline', 'page'],
    ['?view=page', 'page'],
    ['?theme=dark', 'page'],
  ])('with %j has the view %s', (query, view) =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox);
      const { text } = await load(sandbox, `/c/${id}${query}`);
      expect([bootOf(text).view, text.includes(`data-view="${view}"`)]).toEqual([view, true]);
      expect(text.includes('data-theme="dark"')).toBe(query.includes('dark'));
    }),
  );

  it('is where the url of a hosted session leads', () =>
    withPages(async (sandbox) => {
      const { json } = await call(sandbox, '/checkout/sessions', {
        body: aSessionBody({ uiMode: 'hosted' }),
      });
      const url = new URL(String(json['url']));
      expect(url.origin).toBe(CHECKOUT_ORIGIN);
      expect((await load(sandbox, url.pathname)).status).toBe(200);
    }));

  it('is not there for an embedded session, whose id stands in addresses of its shop', () =>
    withPages(async (sandbox) => {
      const { json } = await call(sandbox, '/checkout/sessions', { body: aSessionBody() });
      expect(json['url']).toBeNull();
      expect((await load(sandbox, `/c/${json['id']}`)).status).toBe(404);
    }));

  it('shows a live session with the live key, to registered shops only', () =>
    withPages(async (sandbox) => {
      const key = sandbox.keys.liveSecretKey;
      const { json } = await call(sandbox, '/checkout/sessions', {
        key,
        body: aSessionBody({ uiMode: 'hosted' }),
      });
      const page = await load(sandbox, `/c/${json['id']}`);
      expect(bootOf(page.text)).toMatchObject({
        publishableKey: sandbox.keys.livePublishableKey,
        livemode: true,
      });
      expect(directive(page, 'frame-ancestors')).toBe('frame-ancestors https://shop.example');
    }));

  it.each([
    ['?locale=ar', 'de', 'ja', 'ar', 'rtl'],
    ['', 'de', 'ja', 'de', 'ltr'],
    ['?locale=auto', 'de', 'ja', 'de', 'ltr'],
    ['', null, 'ja', 'ja', 'ltr'],
    ['', 'xx', 'ja', 'ja', 'ltr'],
    ['', null, '*', 'en', 'ltr'],
    ['?locale=../../x', 'de', 'ja', 'de', 'ltr'],
    ['?locale=%3Cimg%3E', null, 'ja', 'ja', 'ltr'],
    ['?locale=__proto__', null, 'ja', 'ja', 'ltr'],
    ['?locale=ddd', null, 'ja', 'ja', 'ltr'],
  ])('with "%s", a session in %s and a browser in %s speaks %s', (asked, locale, accepted, spoken, dir) =>
    withPages(async (sandbox) => {
      const query = asked.replace('ddd', 'd'.repeat(10_000));
      const { id } = await createHosted(sandbox, { locale });
      const page = await load(sandbox, `/c/${id}${query}`, { headers: { 'Accept-Language': accepted } });
      expect(page.text).toContain(`<html lang="${spoken}" dir="${dir}"`);
      expect(page.headers.get('content-language')).toBe(spoken);
      expect(bootOf(page.text).locale).toBe(spoken);
    }),
  );

  it.each([
    'cs_test_00000000000000000000000000',
    'cs_test_1',
    'pi_00000000000000000000000000',
    '..%2F..%2Ff%2Fcheckout',
    "cs_test_'%20or%201=1",
    '__proto__',
    '%00',
  ])('says in the visitor’s language that there is no page for %s', (id) =>
    withPages(async (sandbox) => {
      await createHosted(sandbox);
      const page = await load(sandbox, `/c/${id}`, { headers: { 'Accept-Language': 'ja' } });
      expect(page.status).toBe(404);
      expect(page.text).toContain('<html lang="ja"');
      expect(directive(page, 'frame-ancestors')).toBe("frame-ancestors 'none'");
      expect(page.text).not.toContain('boot');
    }),
  );

  it('is used up by nobody who only looks: HEAD, and loads without a script', () =>
    withPages(async (sandbox) => {
      const { id, clientSecret } = await createHosted(sandbox);
      const before = (await call(sandbox, `/checkout/sessions/${id}`)).text;
      const first = await load(sandbox, `/c/${id}`);
      for (let i = 0; i < 5; i += 1) await load(sandbox, `/c/${id}`, { headers: { 'User-Agent': 'bot' } });
      const head = await load(sandbox, `/c/${id}`, { method: 'HEAD' });
      expect([head.status, head.text, head.headers.get('content-length')]).toEqual([200, '', null]);
      expect(head.headers.get('content-security-policy')).toBe(first.headers.get('content-security-policy'));
      expect((await call(sandbox, `/checkout/sessions/${id}`)).text).toBe(before);
      expect((await redeem(sandbox, keyOf(first.text))).json).toEqual({ clientSecret });
    }));

  it('still shows a session that has ended, and after a day only where to ask', () =>
    withPages(async (sandbox) => {
      const session = await createHosted(sandbox, { locale: 'de' });
      await pay(sandbox, session);
      const { text } = await load(sandbox, `/c/${session.id}`);
      expect((await redeem(sandbox, keyOf(text))).json).toEqual({ clientSecret: session.clientSecret });
      const late = keyOf((await load(sandbox, `/c/${session.id}`)).text);
      sandbox.clock.advance(24 * HOUR_MS);
      const page = await load(sandbox, `/c/${session.id}`, { headers: { 'Accept-Language': 'ja' } });
      expect(page.status).toBe(410);
      expect(page.text).toContain('<html lang="de"');
      // It may have been paid: the page must not send its buyer to pay again.
      const english = await load(sandbox, `/c/${session.id}?locale=en`);
      expect(english.text).toContain('Go back to the shop: its page shows how your payment stands.');
      expect(english.text).not.toMatch(/start again|No payment|by a bank/);
      expect((await redeem(sandbox, late)).status).toBe(404);
    }));
});

describe('what the page says before any script', () => {
  const named = (sandbox: Sandbox, displayName: string) =>
    sandbox.store.db.updateTable('merchants').set({ display_name: displayName }).execute();

  it('is who is paid how much, in words that a preview may show, and nothing of the buyer or the goods', () =>
    withPages(async (sandbox) => {
      await named(sandbox, 'Kiln & Co <b>');
      const { id } = await createHosted(sandbox, {
        customerDetails: { email: 'ada@example.com' },
        description: 'Something private',
      });
      const { text } = await load(sandbox, `/c/${id}?locale=en`);
      expect(text).toContain('<title>Pay $49.00 to Kiln &amp; Co &lt;b&gt;</title>');
      expect(text).toContain('<meta name="description" content="It goes to Kiln &amp; Co &lt;b&gt;.">');
      expect(text).not.toMatch(/ada@|private|Co <b>/);
      const frame = await load(sandbox, `/f/checkout?key=${sandbox.keys.publishableKey}&locale=en`);
      expect(frame.text).toContain('<title>Payment</title>');
      const overlay = await load(sandbox, `/c/${id}?view=overlay&locale=en`);
      expect(overlay.text).toContain('<title>Payment</title>');
    }));

  it('keeps a name of another direction apart', () =>
    withPages(async (sandbox) => {
      await named(sandbox, 'مقهى');
      const { id } = await createHosted(sandbox);
      expect((await load(sandbox, `/c/${id}?locale=en`)).text).toContain('to \u2068مقهى\u2069</title>');
    }));

  it('asks nobody to pay what is over', () =>
    withPages(async (sandbox) => {
      await named(sandbox, 'Kiln');
      const session = await createHosted(sandbox);
      await pay(sandbox, session);
      expect((await load(sandbox, `/c/${session.id}`)).text).toContain('<title>Kiln</title>');
    }));
});

describe('the way back', () => {
  const CART = 'https://shop.example/cart?s={CHECKOUT_SESSION_ID}#%7BCHECKOUT_SESSION_ID%7D';
  const THANKS = 'https://shop.example/{CHECKOUT_SESSION_ID}/thanks?s={CHECKOUT_SESSION_ID}';
  const redirect = { afterCompletion: { type: 'redirect', redirect: { url: THANKS } } };

  async function follow(sandbox: Sandbox, id: string) {
    const { status, headers } = await load(sandbox, `/c/${id}/back`);
    return [status, headers.get('location')];
  }

  it('is a link to an address of ours: where it leads, the page does not know', () =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox, { cancelUrl: CART, ...redirect });
      const { text } = await load(sandbox, `/c/${id}?locale=en`);
      expect(text).toContain(`href="/c/${id}/back"`);
      expect(text).toMatch(/<span>Back to <bdi>[^<]+<\/bdi><\/span>/);
      expect(text).not.toContain('shop.example/');
      const overlay = await load(sandbox, `/c/${id}?view=overlay`);
      expect(overlay.text).not.toContain('/back"');
    }));

  it('is not there where the shop has named no page, and leads to the checkout', () =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox, redirect);
      expect((await load(sandbox, `/c/${id}`)).text).not.toContain('/back"');
      expect(await follow(sandbox, id)).toEqual([303, `/c/${id}`]);
    }));

  it('leads to where buyers give up, and to nowhere of that kind once they have paid', () =>
    withPages(async (sandbox) => {
      const session = await createHosted(sandbox, { cancelUrl: CART, ...redirect });
      const { id } = session;
      expect(await follow(sandbox, id)).toEqual([303, `https://shop.example/cart?s=${id}#${id}`]);
      expect((await callClient(sandbox, '', session.clientSecret)).json['status']).toBe('open');
      await pay(sandbox, session);
      expect(await follow(sandbox, id)).toEqual([303, `https://shop.example/${id}/thanks?s=${id}`]);
      const confirmed = await createHosted(sandbox, { cancelUrl: CART });
      await pay(sandbox, confirmed);
      expect(await follow(sandbox, confirmed.id)).toEqual([303, 'https://shop.example/']);
      const { json } = await callClient(sandbox, '/result', confirmed.clientSecret);
      expect(json['redirectTo']).toBeNull();
    }));

  it('leads back from a session that has expired, for as long as it is shown', () =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox, { cancelUrl: CART });
      sandbox.clock.advance(24 * HOUR_MS);
      expect(await follow(sandbox, id)).toEqual([303, `https://shop.example/cart?s=${id}#${id}`]);
      sandbox.clock.advance(24 * HOUR_MS);
      expect((await follow(sandbox, id))[0]).toBe(410);
    }));

  it('is kept by nobody, tells nobody where it was, and knows no session that has no page', () =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox, { cancelUrl: CART });
      const { headers } = await load(sandbox, `/c/${id}/back`);
      expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual([
        'no-store',
        'no-referrer',
      ]);
      const embedded = await create(sandbox);
      for (const other of [embedded.id, 'cs_test_00000000000000000000000000', '__proto__'])
        expect((await follow(sandbox, other))[0]).toBe(404);
    }));

  it.each(['/c', '/checkout', '/pay'])('stands on the page at %s too, which is the same', (path) =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox, { cancelUrl: CART });
      const page = await load(sandbox, `${path}/${id}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`href="/c/${id}/back"`);
    }),
  );
});

describe('POST /v1/client/bootstrap', () => {
  const problemOf = (text: string) => clientProblem.parse(JSON.parse(text));

  it('gives the client secret once', () =>
    withPages(async (sandbox) => {
      const { id, clientSecret } = await createHosted(sandbox);
      const bootstrap = keyOf((await load(sandbox, `/c/${id}`)).text);
      const answer = await redeem(sandbox, bootstrap);
      expect([answer.status, answer.json]).toEqual([200, { clientSecret }]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const again = await redeem(sandbox, bootstrap);
      expect([again.status, problemOf(again.text).code]).toEqual([404, 'not_found']);
      expect(problemOf(again.text).detail).toMatch(/Reload the page/);
      expect(again.text).not.toContain(bootstrap);
      expect(sandbox.logs.join('')).not.toMatch(new RegExp(`${bootstrap}|${clientSecret}`));
    }));

  it('gives it to one of two who ask at once', () =>
    withPages(async (sandbox) => {
      const { id } = await createHosted(sandbox);
      const bootstrap = keyOf((await load(sandbox, `/c/${id}`)).text);
      const both = await Promise.all([redeem(sandbox, bootstrap), redeem(sandbox, bootstrap)]);
      expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
    }));

  it('knows each load of a page by itself, and each session’s own', () =>
    withPages(async (sandbox) => {
      const [one, two] = [await createHosted(sandbox), await createHosted(sandbox)];
      const keys: string[] = [];
      for (const { id } of [one, one, two]) keys.push(keyOf((await load(sandbox, `/c/${id}`)).text));
      expect(new Set(keys).size).toBe(3);
      const secrets: unknown[] = [];
      for (const key of keys.reverse()) secrets.push((await redeem(sandbox, key)).json['clientSecret']);
      expect(secrets).toEqual([two.clientSecret, one.clientSecret, one.clientSecret]);
    }));

  it('works for ten minutes', () =>
    withPages(async (sandbox) => {
      const { id, clientSecret } = await createHosted(sandbox);
      const [early, late] = [await load(sandbox, `/c/${id}`), await load(sandbox, `/c/${id}`)];
      sandbox.clock.advance(600_000 - 1);
      expect((await redeem(sandbox, keyOf(early.text))).json).toEqual({ clientSecret });
      sandbox.clock.advance(1);
      expect((await redeem(sandbox, keyOf(late.text))).status).toBe(404);
    }));

  it('answers nobody else, each like all the others, and is not used up by them', () =>
    withPages(async (sandbox) => {
      const { id, clientSecret } = await createHosted(sandbox);
      const bootstrap = keyOf((await load(sandbox, `/c/${id}`)).text);
      const other = await anotherMerchant(sandbox);
      const answers = [
        await redeem(sandbox, bootstrap, { key: other.publishableKey }),
        await redeem(sandbox, bootstrap, { key: sandbox.keys.livePublishableKey }),
        await redeem(sandbox, `${bootstrap}x`),
        await redeem(sandbox, ''),
        await redeem(sandbox, id),
        await redeem(sandbox, clientSecret),
        await redeem(sandbox, '__proto__'),
      ];
      const [first] = answers.map(({ text }) => problemOf(text));
      for (const { status, text } of answers) {
        expect(status).toBe(404);
        expect({ ...problemOf(text), requestId: '' }).toEqual({ ...first, requestId: '' });
      }
      expect((await redeem(sandbox, bootstrap)).json).toEqual({ clientSecret });
    }));

  it.each([[{}], [{ bootstrap: 42 }], [{ bootstrap: 'x'.repeat(101) }], [{ bootstrap: ['secret-x'] }]])(
    'refuses %j without quoting it',
    (body) =>
      withPages(async (sandbox) => {
        const answer = await redeem(sandbox, '', { body });
        expect([answer.status, problemOf(answer.text)]).toMatchObject([
          400,
          { code: 'invalid_request', param: 'bootstrap' },
        ]);
        expect(answer.text).not.toMatch(/secret-x|xxx/);
      }),
  );

  it('wants a publishable key, and a POST', () =>
    withPages(async (sandbox) => {
      expect((await redeem(sandbox, 'x', { key: '' })).status).toBe(401);
      expect((await redeem(sandbox, 'x', { key: sandbox.keys.secretKey })).status).toBe(401);
      const key = sandbox.keys.publishableKey;
      const read = await call(sandbox, '/v1/client/bootstrap', { key });
      expect([read.status, read.headers.get('Allow')]).toEqual([405, 'POST']);
    }));

  it('is for the checkout origin alone', () =>
    withPages(async (sandbox) => {
      const ask = (Origin: string) =>
        load(sandbox, '/v1/client/bootstrap', { method: 'OPTIONS', headers: { Origin } });
      const allowed = (await ask(CHECKOUT_ORIGIN)).headers.get('Access-Control-Allow-Origin');
      expect(allowed).toBe(CHECKOUT_ORIGIN);
      expect((await ask('https://shop.example')).headers.get('Access-Control-Allow-Origin')).toBeNull();
    }));

  it('is limited: wrong keys for all who use a publishable key, right ones for each session', () =>
    withPages(async (sandbox) => {
      const { id, clientSecret } = await createHosted(sandbox);
      const page = async () => keyOf((await load(sandbox, `/c/${id}`)).text);
      const kept = await page();
      for (let i = 0; i < 120; i += 1) expect((await redeem(sandbox, 'wrong')).status).toBe(404);
      expect((await redeem(sandbox, 'wrong')).status).toBe(429);
      expect((await redeem(sandbox, kept)).json).toEqual({ clientSecret });
      for (let i = 1; i < 60; i += 1) expect((await redeem(sandbox, await page())).status).toBe(200);
      const spare = await page();
      const refused = await redeem(sandbox, spare);
      expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
      sandbox.clock.advance(60_000);
      expect(z.object({ clientSecret: z.string() }).parse((await redeem(sandbox, spare)).json)).toEqual({
        clientSecret,
      });
    }));
});
