// Facts about the page of a payment link: looking makes nothing, its button begins one session a visitor.

import { expect, it } from 'vitest';
import { directive } from '../../../http/test-build.ts';
import { call, pay, type Sandbox, withSandbox } from '../../../test-sandbox.ts';

const ITEM = { priceData: { currency: 'USD', unitAmount: 1900, productData: { name: 'Tea' } } };

async function aLink(sandbox: Sandbox, body: object = {}): Promise<string> {
  const { json, text } = await call(sandbox, '/payment-links', { body: { lineItems: [ITEM], ...body } });
  if (typeof json['id'] !== 'string') throw new Error(text);
  return json['id'];
}

function visit(
  sandbox: Sandbox,
  path: string,
  method = 'GET',
  headers: Readonly<Record<string, string>> = {},
) {
  return call(sandbox, path, { key: '', method, headers });
}

async function begin(sandbox: Sandbox, id: string, cookie = '') {
  const answer = await visit(sandbox, `/p/${id}`, 'POST', cookie === '' ? {} : { Cookie: cookie });
  const setCookie = answer.headers.get('set-cookie') ?? '';
  return {
    ...answer,
    sessionId: /^\/c\/(cs_\w+)$/.exec(answer.headers.get('location') ?? '')?.[1] ?? '',
    setCookie,
    cookie: setCookie.split(';')[0] ?? '',
  };
}

async function countOf(sandbox: Sandbox, id: string): Promise<unknown> {
  return (await call(sandbox, `/checkout/sessions?paymentLinkId=${id}`)).json['totalCount'];
}

it('shows who sells what for how much, to anybody, and makes nothing', () =>
  withSandbox(async (sandbox) => {
    const hostile = { name: '<img src=x onerror=alert(1)>', description: '"&</ul>' };
    const priceData = { ...ITEM.priceData, productData: hostile };
    const id = await aLink(sandbox, { lineItems: [{ priceData, quantity: 3 }, ITEM] });
    const page = await visit(sandbox, `/p/${id}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('3 × <bdi>$19.00</bdi>');
    expect(page.text).toContain('<p class="xp-total"><bdi>$76.00</bdi></p>');
    expect(page.text).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(page.text).not.toMatch(/<img|"&<|<script|_secret_|cs_test/);
    expect(page.text).toContain(`<form method="post" action="/p/${id}">`);
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.headers.get('cache-control')).toBe('no-store');
    const head = await visit(sandbox, `/p/${id}`, 'HEAD');
    expect([head.status, head.text]).toEqual([200, '']);
    expect(await countOf(sandbox, id)).toBe(0);
  }));

it('may post to us alone, runs no script, and stands in nobody’s frame', () =>
  withSandbox(async (sandbox) => {
    const page = await visit(sandbox, `/p/${await aLink(sandbox)}`);
    expect(directive(page, 'default-src')).toBe("default-src 'none'");
    expect(directive(page, 'form-action')).toBe("form-action 'self'");
    expect(directive(page, 'frame-ancestors')).toBe("frame-ancestors 'none'");
    expect(directive(page, 'script-src')).toBeUndefined();
    expect(directive(page, 'style-src')).toMatch(/^style-src 'sha256-[\w+/]+=*'$/);
  }));

it('speaks the visitor’s language, and takes a wish for one along', () =>
  withSandbox(async (sandbox) => {
    const id = await aLink(sandbox);
    const german = await visit(sandbox, `/p/${id}`, 'GET', { 'Accept-Language': 'de' });
    expect(german.text).toContain('<html lang="de" dir="ltr">');
    expect(german.text).toContain('19,00\u00a0$');
    const arabic = await visit(sandbox, `/p/${id}?locale=ar`);
    expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
    expect(arabic.text).toContain(`action="/p/${id}?locale=ar"`);
    const begun = await visit(sandbox, `/p/${id}?locale=ar`, 'POST');
    expect(begun.headers.get('location')).toMatch(/^\/c\/cs_test_\w+\?locale=ar$/);
    const hostile = await visit(sandbox, `/p/${id}?locale=%22%3E%3Cimg%3E`, 'POST');
    expect(hostile.headers.get('location')).toMatch(/^\/c\/cs_test_\w+$/);
  }));

it('goes on with the session of the same visitor, and begins another one for the next', () =>
  withSandbox(async (sandbox) => {
    const id = await aLink(sandbox);
    const first = await begin(sandbox, id);
    expect(first.status).toBe(303);
    expect(first.setCookie).toBe(
      `xpay_link=${first.sessionId}; Max-Age=86400; Path=/p/${id}; HttpOnly; Secure; SameSite=Lax`,
    );
    const again = await begin(sandbox, id, first.cookie);
    expect([again.sessionId, again.setCookie]).toEqual([first.sessionId, '']);
    expect((await begin(sandbox, id)).sessionId).not.toBe(first.sessionId);
    expect(await countOf(sandbox, id)).toBe(2);
  }));

it.each<[string, (sandbox: Sandbox, session: string, link: string) => Promise<unknown>]>([
  [
    'that is paid',
    async (sandbox, session) => {
      const { json } = await call(sandbox, `/checkout/sessions/${session}`);
      const created = { id: session, clientSecret: String(json['clientSecret']), paymentIntentId: '' };
      await call(sandbox, `/checkout/sessions/${session}`, { method: 'PATCH', body: { amount: 4900 } });
      expect((await pay(sandbox, created)).status).toBe(200);
    },
  ],
  ['that has expired', async (sandbox) => sandbox.clock.advance(24 * 3_600_000)],
  [
    'from before the link was changed',
    async (sandbox, _, link) => {
      sandbox.clock.advance(1_000);
      await call(sandbox, `/payment-links/${link}`, { method: 'PATCH', body: { metadata: { a: 'b' } } });
    },
  ],
])('begins another one in place of a session %s', (_why, happen) =>
  withSandbox(async (sandbox) => {
    const id = await aLink(sandbox);
    const first = await begin(sandbox, id);
    await happen(sandbox, first.sessionId, id);
    const next = await begin(sandbox, id, first.cookie);
    expect(next.status).toBe(303);
    expect(next.sessionId).not.toBe(first.sessionId);
    expect(next.cookie).toBe(`xpay_link=${next.sessionId}`);
  }),
);

it('knows no cookie of another link, and none that is made up', () =>
  withSandbox(async (sandbox) => {
    const [one, two] = [await aLink(sandbox), await aLink(sandbox)];
    const { cookie, sessionId } = await begin(sandbox, one);
    for (const made of [cookie, 'xpay_link=__proto__', 'xpay_link=cs_test_00000000000000000000000000'])
      expect((await begin(sandbox, two, made)).sessionId).not.toBe(sessionId);
    expect(await countOf(sandbox, two)).toBe(3);
  }));

it.each<[string, number, (sandbox: Sandbox) => Promise<string>]>([
  ['There is no page here', 404, async () => 'plink_nothing'],
  ['This payment link is not in use any more', 410, (sandbox) => aLink(sandbox, { active: false })],
  [
    'This payment link has expired',
    410,
    async (sandbox) => {
      const expiresAt = new Date(sandbox.clock.now().getTime() + 1_000).toISOString();
      const id = await aLink(sandbox, { expiresAt });
      sandbox.clock.advance(1_000);
      return id;
    },
  ],
  [
    'This is not for sale any more',
    410,
    async (sandbox) => {
      const body = { name: 'Cup', defaultPrice: { currency: 'USD', unitAmount: 500 } };
      const { json } = await call(sandbox, '/products', { body });
      const id = await aLink(sandbox, { lineItems: [{ price: json['defaultPrice'] }] });
      const archived = { method: 'PATCH', body: { active: false } };
      expect((await call(sandbox, `/products/${String(json['id'])}`, archived)).status).toBe(200);
      return id;
    },
  ],
])('says “%s” with %i, whether looked at or pressed', (words, status, arrange) =>
  withSandbox(async (sandbox) => {
    const id = await arrange(sandbox);
    for (const method of ['GET', 'POST']) {
      const page = await visit(sandbox, `/p/${id}`, method);
      expect([page.status, page.headers.get('set-cookie')]).toEqual([status, null]);
      expect(page.text).toContain(words);
      expect(page.text).not.toContain('<form');
    }
  }),
);

it('lets so many begin in a minute, and those who have begun go on', () =>
  withSandbox(async (sandbox) => {
    const id = await aLink(sandbox);
    const first = await begin(sandbox, id);
    for (let visitor = 1; visitor < 120; visitor += 1) expect((await begin(sandbox, id)).status).toBe(303);
    const refused = await begin(sandbox, id);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect(refused.text).toContain('Too many visitors at once');
    expect((await begin(sandbox, id, first.cookie)).sessionId).toBe(first.sessionId);
    expect((await visit(sandbox, `/p/${id}`)).status).toBe(200);
    expect(await countOf(sandbox, id)).toBe(120);
  }));
