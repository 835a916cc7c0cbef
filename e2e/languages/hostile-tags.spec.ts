// Whatever somebody writes where a language belongs: it means the buyer's own, one warning says so, and no file of that
// name is ever asked for.

import type { ConsoleMessage, Page, Request } from '@playwright/test';
import { VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import type { HostPages } from '../servers/host-pages.ts';
import type { SandboxSettings } from '../servers/sandbox.ts';
import { checkoutIn, expectSpoken, LANGUAGES, payIn, textIn, update } from './speech.ts';

/** A path, one in disguise, markup, ten thousand letters, names that every object has, a language of nobody, nothing. */
const HOSTILE: readonly string[] = [
  '../../x',
  'de%2f..%2f..%2fx',
  '<img src=x onerror=alert(1)>',
  'x'.repeat(10_000),
  '__proto__',
  'toString',
  'tlh',
  '',
];

/** What a page's developer reads, and what its browser asks for, from now on. */
function watch(page: Page) {
  const warnings: string[] = [];
  const paths: string[] = [];
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === 'warning' && /XPay/.test(message.text())) warnings.push(message.text());
  };
  const onRequest = (request: Request) => paths.push(new URL(request.url()).pathname);
  page.on('console', onConsole);
  page.on('request', onRequest);
  return { warnings, paths, stop: () => page.off('console', onConsole).off('request', onRequest) };
}

type Watched = ReturnType<typeof watch>;

/** The last look: what comes after it belongs to another page. */
function expectHarmless({ paths, stop }: Watched, tag: string): void {
  stop();
  const known = new RegExp(
    `/locales-\\w+/(${LANGUAGES.join('|')})(\\.threeds|\\.testCards|\\.live)?\\.json$`,
  );
  expect(paths.filter((path) => path.includes('/locales-') && !known.test(path))).toEqual([]);
  expect(paths.filter((path) => known.test(path))).not.toEqual([]);
  const trace = tag.slice(0, 12);
  if (trace !== '') expect(paths.filter((path) => decodeURI(path).includes(trace))).toEqual([]);
}

/** Long enough for a warning that comes in the wake of what is shown to have come twice. */
async function expectOneWarning(page: Page, { warnings }: Watched): Promise<void> {
  await expect.poll(() => warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(/locale/);
  expect(warnings[0]?.length).toBeLessThan(300);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  expect(warnings).toHaveLength(1);
}

interface Servers {
  readonly hosts: HostPages;
  readonly sandbox: SandboxSettings;
}

/** The address of a page with this body and the script, whose own server answers with this secret. */
function pageWith({ hosts, sandbox }: Servers, body: string, clientSecret = ''): string {
  const html = `<!doctype html><title>A shop</title>${body}<script src="${sandbox.checkout}/v1/xpay.js"></script>`;
  const path = hosts.publish({ file: { html }, values: {}, createSession: async () => clientSecret });
  return `http://localhost:${hosts.port}${path}`;
}

/** Asks the page's own server, as a shop does: what stands in an attribute is in the page for everybody to read. */
const GIVE_SECRET = `<script>
  document.querySelector('xpay-checkout').fetchClientSecret = async () =>
    (await (await fetch('session', { method: 'POST' })).json()).clientSecret;
</script>`;

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`)
    .join(' ');
}

// Neither English, the last resort, nor what any other test says.
test.use({ locale: 'fr-FR' });

test('as an option and in update()', async ({ openHost, page, frame }) => {
  const checkout = checkoutIn(frame.content);
  for (const tag of HOSTILE) {
    const watched = watch(page);
    await openHost({ options: { locale: tag } });
    await expectSpoken(checkout, 'fr');
    await expectOneWarning(page, watched);
    await update(page, 'de');
    await expectSpoken(checkout, 'de');
    await update(page, tag);
    await expectSpoken(checkout, 'fr');
    expectHarmless(watched, tag);
  }
});

for (const tag of HOSTILE.filter((tag) => tag.length < 100)) {
  test(`past xpay.js, on the line itself: “${tag}”`, async ({ openHost, page, frame }) => {
    await page.addInitScript((locale) => {
      if (window !== window.top) return;
      const post = MessagePort.prototype.postMessage;
      MessagePort.prototype.postMessage = function (this: MessagePort, message: object) {
        post.call(this, 'locale' in message ? { ...message, locale } : message);
      } as typeof post;
    }, tag);
    const watched = watch(page);
    await openHost();
    await expectSpoken(checkoutIn(frame.content), 'fr');
    await expectOneWarning(page, watched);
    expectHarmless(watched, tag);
  });
}

test('from the server, of a session', async ({ openHost, page, frame }) => {
  let wish = '';
  await page.route('**/v1/client/session', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), locale: wish } });
  });
  for (const tag of HOSTILE) {
    wish = tag;
    const watched = watch(page);
    await openHost();
    await expectSpoken(checkoutIn(frame.content), 'fr');
    await expectOneWarning(page, watched);
    expectHarmless(watched, tag);
  }
});

test('in the address of the session’s own page', async ({ page, stack }) => {
  const { id } = await stack.api.createSession({ uiMode: 'hosted' });
  for (const tag of HOSTILE) {
    const watched = watch(page);
    await page.goto(`${stack.sandbox.checkout}/c/${id}?${new URLSearchParams({ locale: tag })}`);
    await expect(page.locator('button[type=submit]')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await expectOneWarning(page, watched);
    expectHarmless(watched, tag);
  }
});

test('in the address of the frame', async ({ page, stack }) => {
  const { checkout, publishableKey } = stack.sandbox;
  for (const tag of HOSTILE) {
    const watched = watch(page);
    await page.goto(`${checkout}/f/checkout?${new URLSearchParams({ key: publishableKey, locale: tag })}`);
    await expect(page.locator('h1')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    expectHarmless(watched, tag);
  }
});

test('as an attribute of the tag', async ({ page, stack }) => {
  const { clientSecret } = await stack.api.createSession();
  for (const tag of HOSTILE) {
    const watched = watch(page);
    const told = attributes({ 'publishable-key': stack.sandbox.publishableKey, locale: tag });
    const body = `<xpay-checkout ${told}></xpay-checkout>${GIVE_SECRET}`;
    await page.goto(pageWith(stack, body, clientSecret));
    await expectSpoken(checkoutIn(page.locator('xpay-checkout iframe').contentFrame()), 'fr');
    await expectOneWarning(page, watched);
    expectHarmless(watched, tag);
  }
});

test('in a link that opens over the page', async ({ page, stack }) => {
  const { id } = await stack.api.createSession({ uiMode: 'hosted' });
  for (const tag of HOSTILE) {
    const watched = watch(page);
    const href = `${stack.sandbox.checkout}/c/${id}?${new URLSearchParams({ locale: tag })}`;
    await page.goto(pageWith(stack, `<a data-xpay-checkout ${attributes({ href })}>Pay</a>`));
    await page.getByRole('link', { name: 'Pay' }).click();
    await expectSpoken(checkoutIn(page.locator('dialog iframe').contentFrame()), 'fr');
    await expectOneWarning(page, watched);
    expectHarmless(watched, tag);
  }
});

test('a language that nobody can write is refused where a server wants it, in words', async ({ stack }) => {
  for (const tag of HOSTILE.filter((tag) => !/^[a-zA-Z]+$/.test(tag) || tag.length > 35))
    await expect(stack.api.createSession({ locale: tag })).rejects.toThrow(/ 400: .*locale/s);
});

test('a checkout that was told nonsense is paid like any other', async ({ openHost, page, frame, stack }) => {
  const session = await openHost({ options: { locale: '../../x' } });
  await update(page, '<img src=x onerror=alert(1)>');
  const checkout = checkoutIn(frame.content);
  await payIn(checkout, VISA);
  await expect(checkout.heading).toHaveText(textIn('fr', 'outcome.succeeded.title'));
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});
