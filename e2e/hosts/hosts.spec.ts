// The pages that exist in the world: each tries to break the checkout in its own way, and on each a buyer pays, also one
// whose bank asks.

import { readFile } from 'node:fs/promises';
import type { Frame, Locator, Page } from '@playwright/test';
import { THREE_DS } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { approveAndReturn } from '../pages/bank.ts';
import { type CheckoutFrame, checkoutFrame } from '../pages/frame.ts';
import { type HostOptions, PAID_AFTER_BANK, storyOf } from '../pages/host.ts';
import type { HostPages } from '../servers/host-pages.ts';
import type { SandboxSettings } from '../servers/sandbox.ts';

interface Servers {
  readonly sandbox: SandboxSettings;
  readonly hosts: HostPages;
}

interface Host extends Omit<HostOptions, 'headers'> {
  /** The file, and what makes it hard. */
  readonly file: string;
  readonly headers?: (servers: Servers) => Readonly<Record<string, string>>;
  /** Before the page is opened. */
  readonly arrange?: (page: Page, servers: Servers) => Promise<unknown>;
  /** What the buyer does before they see the form. */
  readonly act?: (page: Page, servers: Servers) => Promise<unknown>;
  /** Where the buyer finds it, if there is more than one frame. */
  readonly iframe?: string | readonly [string, string];
  /** Playwright clicks beside what is zoomed by CSS: the buyer presses Enter. */
  readonly isZoomed?: true;
  /** Where the shop's page is, if it is not the whole window. */
  readonly shop?: (page: Page) => Frame;
  /** The family of reliability/families.ts that it belongs to. */
  readonly tag?: string;
}

const NONCE_POLICY = ({ sandbox: { checkout } }: Servers) => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'nonce-bm9uY2U'",
    "style-src 'nonce-bm9uY2U'",
    `frame-src ${checkout}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
});

const TRUSTED_TYPES = () => ({
  'content-security-policy': "require-trusted-types-for 'script'; trusted-types 'none'",
});

const FRAMED = ['iframe', 'iframe'] as const;

const HOSTS: Readonly<Record<string, Host>> = {
  'every style is reset, important': { file: 'reset-all' },
  'iframes are hidden, by an ad filter’s style sheet': { file: 'hidden-iframes' },
  'padding, borders and a fixed height are on everything': { file: 'box-model' },
  'the page is zoomed by CSS': { file: 'zoomed', isZoomed: true },
  'the parents are transformed, filtered and contained': { file: 'transformed' },
  'the page itself does not scroll, and the place is clipped': { file: 'clipped' },
  'the place is hidden while it is mounted': {
    file: 'hidden-first',
    act: (page) => page.getByRole('button', { name: 'Go to payment' }).click(),
  },
  'the column grows from nothing': { file: 'growing' },
  'a strict policy with a nonce': { file: 'csp-nonce', headers: NONCE_POLICY },
  'Trusted Types are enforced': { file: 'minimal', headers: TRUSTED_TYPES },
  'a base address leads elsewhere': { file: 'base-href' },
  'the page sends no referrer': {
    file: 'no-referrer',
    headers: () => ({ 'referrer-policy': 'no-referrer' }),
  },
  'the page has its own opener group': {
    file: 'minimal',
    headers: () => ({ 'cross-origin-opener-policy': 'same-origin' }),
  },
  'a module loader is on the page': { file: 'amd' },
  'an old library has patched the language': { file: 'prototype-js' },
  'a monitor has patched fetch, Promise, JSON and postMessage': { file: 'patched' },
  'every object has got more properties': { file: 'polluted' },
  'quirks mode, and names that hide the document’s own': { file: 'quirks' },
  'everything at once': { file: 'hostile' },
  'the script is in the head, and blocks': { file: 'script-in-head' },
  'the script is async': { file: 'script-async' },
  'the script is there twice': { file: 'script-twice', tag: '@R75' },
  'two versions of the script': { file: 'two-versions', tag: '@R75', arrange: serveOlderVersion },
  'the script comes after everything': { file: 'script-late' },
  'the script comes when the page is long drawn': { file: 'script-late', arrange: holdScript },
  'the script fails, and is fetched again': {
    file: 'script-failing',
    arrange: (page) => page.route(/\/v1\/xpay\.js$/, (route) => route.abort('connectionreset')),
  },
  'the page is made of modules': { file: 'module' },
  'the body is swapped for another page’s': {
    file: 'turbo',
    act: (page) => page.getByRole('link', { name: 'To the checkout' }).click(),
  },
  'React in StrictMode': { file: 'strict-mode', tag: '@R78' },
  'the tag from npm': { file: 'npm-tag' },
  'the script by npm, at its second try': { file: 'npm-script', arrange: failOnce },
  'two shadow trees deep': { file: 'shadow-root' },
  'ten checkouts on the page': { file: 'ten', tag: '@R77', iframe: '#order-7 iframe' },
  'a form of the shop is around it, which swallows events': { file: 'form-around' },
  'the shop is in a frame itself': { file: 'minimal', act: frameTheShop, iframe: FRAMED, shop: framedShop },
};

// With the bank's check: whatever a plain payment needs of the page, this one needs too.
for (const [what, host] of Object.entries(HOSTS)) {
  test(`${what}: a buyer pays whose bank asks`, { tag: host.tag ?? [] }, async ({
    openHost,
    page,
    stack,
    leaks,
  }) => {
    const { headers, arrange, act, iframe = 'iframe', shop = whole, isZoomed, ...options } = host;
    await arrange?.(page, stack);
    const session = await stack.api.createSession();
    // A page with several checkouts has a session for each.
    const createSession = async (query: URLSearchParams): Promise<string> =>
      query.has('other') ? (await stack.api.createSession()).clientSecret : session.clientSecret;
    await openHost({ ...options, session, createSession, headers: headers?.(stack) ?? {} });
    await act?.(page, stack);
    const frame = checkoutFrame(page, leaks.look, find(page, iframe));
    await expect.poll(() => storyOf(shop(page))).toEqual(['ready']);
    await expectNothingCutOff(frame);
    await frame.fill(THREE_DS.challenge);
    if (isZoomed) await frame.payButton.press('Enter');
    else await frame.payButton.click();
    await approveOverWindow(page, frame);
    await expect(frame.paid).toBeInViewport();
    await expectNothingCutOff(frame);
    await expect.poll(() => storyOf(shop(page))).toEqual(PAID_AFTER_BANK);
    expect(await stack.api.session(session.id)).toMatchObject({
      status: 'complete',
      paymentStatus: 'paid',
    });
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });
}

function whole(page: Page): Frame {
  return page.mainFrame();
}

function find(page: Page, iframe: NonNullable<Host['iframe']>): Locator {
  return typeof iframe === 'string'
    ? page.locator(iframe)
    : page.locator(iframe[0]).contentFrame().locator(iframe[1]);
}

/** The frame is as high as what it shows, and wide enough to read. */
async function expectNothingCutOff(frame: CheckoutFrame): Promise<void> {
  const shown = await frame.document();
  await expect
    .poll(() =>
      shown.evaluate(() => {
        const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
        return [Math.max(0, scrollHeight - clientHeight - 1), scrollWidth - clientWidth, clientWidth >= 240];
      }),
    )
    .toEqual([0, 0, true]);
}

/** The bank's page and the way out of it are seen whole, wherever on the page the checkout is. */
async function approveOverWindow(page: Page, frame: CheckoutFrame): Promise<void> {
  const { bank, cancel } = frame.challenge;
  await expect(bank.code).toBeInViewport({ ratio: 1 });
  await expect(cancel).toBeInViewport({ ratio: 1 });
  await approveAndReturn(page, bank);
}

/** Says that it is an older version than the server has, which a CDN would have kept with its parts. */
async function serveOlderVersion(page: Page): Promise<void> {
  const manifest = new URL('../../packages/xpay-js/package.json', import.meta.url);
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { readonly version: string };
  await page.route('**/v0.0.9/*', async (route) => {
    const response = await route.fetch({ url: route.request().url().replace('/v0.0.9/', `/v${version}/`) });
    await route.fulfill({ response, body: (await response.text()).replaceAll(version, '0.0.9') });
  });
}

async function failOnce(page: Page): Promise<void> {
  await page.route('**/v1/xpay.js', (route) => route.abort('connectionreset'), { times: 1 });
}

async function holdScript(page: Page): Promise<void> {
  await page.route('**/v1/xpay.js', async (route) => {
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    await route.continue();
  });
}

async function frameTheShop(page: Page, { hosts }: Servers): Promise<void> {
  const around = hosts.publish({
    file: 'around',
    values: { INNER: page.url() },
    createSession: async () => '',
  });
  await page.goto(new URL(around, page.url()).href);
}

function framedShop(page: Page): Frame {
  const [shop] = page.mainFrame().childFrames();
  if (shop === undefined) throw new Error('The shop is in no frame.');
  return shop;
}
