// Holds the documentation's site to its pages: all of them are in its sidebar, its links lead where GitHub's do, and the policy that it
// writes is the one that the guide tells.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  originOf,
  type PolicyWishes,
  policyText,
  scriptTag,
  shopPolicy,
} from '../docs/.vitepress/csp/shop-policy.ts';
import { withPolicy } from '../docs/.vitepress/document-policy.ts';
import { siteLink, slugOf } from '../docs/.vitepress/links.ts';
import { GROUPS } from '../docs/.vitepress/pages.ts';
import { CATALOG } from '../packages/checkout/gallery/catalog.ts';
import { blocksOf, PAGES, readPage } from './docs-blocks.ts';
import { deadLinks } from './site-links.ts';

const WISHES: PolicyWishes = {
  checkout: 'https://pay.example',
  scripts: 'origin',
  strict: false,
  trustedTypes: false,
  version: '1.2.3',
  integrity: 'sha384-AAAA',
  inlineHashes: ['sha256-BBBB'],
};

describe('the sidebar', () => {
  it('has every page once, but the start: docs/.vitepress/pages.ts', () => {
    const listed = GROUPS.flatMap(({ pages }) => pages.map(({ file }) => file));
    const written = PAGES.filter((page) => page !== 'docs/index.md' && page !== 'README.md').map((page) =>
      page.startsWith('docs/') ? page.slice('docs/'.length) : `../${page}`,
    );
    expect(listed.toSorted()).toEqual(written.toSorted());
  });
});

describe('links', () => {
  it.each(PAGES)('to other sites are well formed and use https in %s', (page) => {
    const links = [...readPage(page).matchAll(/\]\((https?:[^)\s]*)\)/g)].map(([, link = '']) => link);
    const isGood = (link: string) => URL.canParse(link) && /^https:\/\/[^/.]+\.[^/]+/.test(link);
    expect(links.filter((link) => !isGood(link))).toEqual([]);
  });

  it.each([
    ['docs/api.md', 'webhooks.md#signatures', './webhooks.md#signatures'],
    ['docs/api.md', '../README.md', './index.md'],
    ['docs/api.md', '../CONTRIBUTING.md#words', './contributing.md#words'],
    ['CONTRIBUTING.md', 'docs/architecture.md', './architecture.md'],
    ['docs/api.md', '#errors', '#errors'],
    ['docs/api.md', 'https://example.org/a.md', 'https://example.org/a.md'],
    ['docs/api.md', '../demo/shop/webhook.ts', null],
    ['docs/api.md', '../packages/react/README.md', null],
  ])('from %s, %s leads to %s on the site', (page, link, led) => {
    expect(siteLink(page, link)).toBe(led);
  });

  it.each([
    ['2. Embed the checkout', '2-embed-the-checkout'],
    ["The shop's server decides", 'the-shops-server-decides'],
    ['`<xpay-checkout>`', 'xpay-checkout'],
    ['Zahlen – über alles', 'zahlen--über-alles'],
  ])('lead to the heading %s by #%s', (heading, slug) => {
    expect(slugOf(heading)).toBe(slug);
  });

  it('of a built site are followed to the page and the place in it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-site-'));
    const page = (links: string) => writeFile(join(folder, 'a.html'), `<h2 id="here">Here</h2>${links}`);
    const a = (...links: string[]) => links.map((link) => `<a href="${link}">x</a>`).join('');
    try {
      await page(
        a('#here', '/docs/a.html#here', 'a.html', '/gallery/#state=ready', '/', 'https://example.org'),
      );
      expect(await deadLinks(folder, '/docs/')).toEqual([]);
      const dead = [
        '#there',
        '/docs/b.html',
        '/docs/a.html#',
        '/other',
        'http://example.org',
        '/docs/b.html#here',
      ];
      await page(a(...dead));
      const found = await deadLinks(folder, '/docs/');
      expect(found).toEqual(dead.filter((link) => link !== '/docs/a.html#').map((link) => `a.html: ${link}`));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

it('shows states that the gallery has', () => {
  const states = CATALOG.flatMap(({ states }) => Object.keys(states));
  const shown = PAGES.flatMap((page) => [...readPage(page).matchAll(/<GalleryView state="([^"]*)"/g)]);
  expect(shown.map(([, state = '']) => state).filter((state) => !states.includes(state))).toEqual([]);
});

it('begins with the same page of a shop as the guide', () => {
  const [start] = blocksOf('docs/index.md', 'html');
  expect(start?.code).toBe(blocksOf('docs/integrate.md', 'html')[0]?.code);
});

it('its documents allow their own inline scripts by their hashes, and no other', () => {
  const html = withPolicy('<html><head><script>a()</script><script src="/b.js"></script></head></html>');
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? '';
  // printf 'a()' | openssl dgst -sha256 -binary | base64
  expect(policy).toContain("script-src 'self' 'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='; ");
  expect(html.indexOf('http-equiv')).toBeLessThan(html.indexOf('<script'));
});

describe("the policy of a shop's page", () => {
  const text = (wishes: Partial<PolicyWishes>) => policyText(shopPolicy({ ...WISHES, ...wishes }));

  it('is by default the one of the security guide', () => {
    expect(readPage('docs/security.md')).toContain(`\nContent-Security-Policy: ${text({})}\n`);
  });

  it.each([
    ['origin', "script-src 'self' https://pay.example; frame-src https://pay.example"],
    ['nonce', "script-src 'nonce-<random>'; frame-src https://pay.example"],
    ['strict-dynamic', "script-src 'nonce-<random>' 'strict-dynamic'; frame-src https://pay.example"],
    ['hash', "script-src 'sha256-BBBB' https://pay.example/v1.2.3/; frame-src https://pay.example"],
    ['bundled', "script-src 'self'; frame-src https://pay.example"],
    ['none', "script-src 'self'"],
  ] as const)('lets scripts in by %s', (scripts, expected) => {
    expect(text({ scripts })).toBe(`${expected}; frame-ancestors 'self'`);
  });

  it('closes everything else where that is wished, and leaves redirects to the hosted page open', () => {
    expect(text({ strict: true })).toBe(
      `default-src 'self'; ${text({})}; object-src 'none'; base-uri 'none'; form-action 'self'`,
    );
    expect(text({ strict: true, scripts: 'none' })).toMatch(/form-action 'self' https:\/\/pay\.example$/);
    expect(text({ trustedTypes: true })).toMatch(/; require-trusted-types-for 'script'$/);
  });

  it('gives a reason for each directive, and the tag that goes with it', () => {
    expect(shopPolicy({ ...WISHES, strict: true }).filter(({ why }) => why === '')).toEqual([]);
    expect(scriptTag({ ...WISHES, scripts: 'hash' })).toBe(
      '<script src="https://pay.example/v1.2.3/xpay.js" integrity="sha384-AAAA" crossorigin="anonymous"></script>',
    );
    expect(scriptTag({ ...WISHES, scripts: 'none' })).toBeNull();
  });

  it.each([
    ['https://Pay.Example/', 'https://pay.example'],
    [' http://localhost:4242 ', 'http://localhost:4242'],
    ['http://pay.example', null],
    ['https://pay.example/path', null],
    ['https://*.example', null],
    ['https://pay.example; script-src *', null],
    ['https://user@pay.example', null],
    ['javascript:alert(1)', null],
  ])('takes %s for the origin %s', (address, origin) => {
    expect(originOf(address)).toBe(origin);
  });
});
