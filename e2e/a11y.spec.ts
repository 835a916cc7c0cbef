// axe finds nothing to mend in any state of the frame: with the headers as shipped, and once with the policy lifted.

import { AxeBuilder } from '@axe-core/playwright';
import type { Frame, Page } from '@playwright/test';
import { DECLINED, THREE_DS, VISA } from './cards.ts';
import { expect, test } from './fixtures.ts';
import { AXE, RULES, scan, TAGS } from './pages/axe.ts';
import { type CheckoutFrame, checkoutDocument, checkoutFrame } from './pages/frame.ts';
import type { HostOptions } from './pages/host.ts';
import { pressLast } from './pages/overlay.ts';
import type { Api, Session } from './servers/api.ts';
import type { SandboxSettings } from './servers/sandbox.ts';

/** What the same document may break in another theme, or at another width: the rest does not look at how it is drawn. */
const DRAWN = ['color-contrast', 'link-in-text-block', 'target-size', 'scrollable-region-focusable'];

// A colour that is fading in has no contrast yet: what is scanned is what stays.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** The bridge and the bank's page, while there are any. */
function descendantsOf(frame: Frame): readonly Frame[] {
  return frame.childFrames().flatMap((child) => [child, ...descendantsOf(child)]);
}

interface Scene {
  readonly page: Page;
  readonly frame: CheckoutFrame;
  readonly api: Api;
  readonly sandbox: SandboxSettings;
  readonly open: (options: HostOptions) => Promise<Session>;
}

const submit = (frame: CheckoutFrame) => frame.content.locator('button[type=submit]');
/** What takes the form's place. That of a payment that is being looked up comes before some, and has nothing to press. */
const screen = (frame: CheckoutFrame) => frame.content.locator('.xp-screen');
const choice = (frame: CheckoutFrame) => screen(frame).getByRole('button').first();

/** Fields by what the browser fills them with: the states are shown in Arabic too. */
async function fill(frame: CheckoutFrame, number: string): Promise<void> {
  await frame.content.locator('input[autocomplete="cc-number"]').fill(number);
  await frame.content.locator('input[autocomplete="cc-exp"]').fill('12/34');
  await frame.content.locator('input[autocomplete="cc-csc"]').fill(VISA.code);
}

const STATES: Readonly<Record<string, (scene: Scene, options: HostOptions) => Promise<void>>> = {
  ready: async ({ frame, open }, options) => {
    await open(options);
    await expect(submit(frame)).toBeVisible();
  },
  'ready with every field and a long order': async ({ frame, open }, options) => {
    await open({
      ...options,
      session: {
        collect: { name: true, email: true, postalCode: true },
        lineItems: ['Linen shirt', 'A very long name of a product that has to break somewhere', 'Socks'].map(
          (name, index) => ({
            priceData: { currency: 'USD', unitAmount: 1900, productData: { name, description: 'Washed.' } },
            quantity: index + 1,
          }),
        ),
      },
    });
    await expect(submit(frame)).toBeVisible();
  },
  'with errors': async ({ frame, open }, options) => {
    await open(options);
    await submit(frame).click();
    await expect(frame.content.locator('[aria-invalid=true]')).toHaveCount(3);
  },
  declined: async ({ frame, open }, options) => {
    await open(options);
    await fill(frame, DECLINED['generic']?.number ?? '');
    await submit(frame).click();
    await expect(frame.content.locator('input[autocomplete="cc-csc"]')).toHaveValue('');
  },
  succeeded: async ({ frame, open }, options) => {
    await open(options);
    await fill(frame, VISA.number);
    await submit(frame).click();
    await expect(frame.content.locator('.xp-screen[data-look=good]')).toBeVisible();
  },
  expired: async ({ frame, api, open }, options) => {
    const session = await api.createSession();
    await api.expire(session.id);
    await open({ ...options, session });
    await expect(choice(frame)).toBeVisible();
  },
  'asked by the bank': async ({ frame, open }, options) => {
    await open(options);
    await fill(frame, THREE_DS.challenge.number);
    await submit(frame).click();
    await expect(frame.challenge.bank.body.locator('input[autocomplete="one-time-code"]')).toBeVisible();
  },
  'asked in the bank’s app': async ({ frame, open, api }, options) => {
    const session = await api.createSession();
    await api.bank(session, 'decoupled_silent');
    await open({ ...options, session });
    await fill(frame, THREE_DS.decoupled.number);
    await submit(frame).click();
    await expect(choice(frame)).toBeVisible();
  },
  'interrupted while the bank asks': async ({ frame, api, open }, options) => {
    const session = await api.createSession();
    await api.confirm(session, THREE_DS.challenge.number, `interrupted-${session.id}`);
    await open({ ...options, session });
    await expect(choice(frame)).toBeVisible();
  },
  'before the bank’s own page': async ({ frame, open }, options) => {
    // The page is isolated, so that no bank's page can be nested in it.
    const headers = {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    };
    await open({ ...options, headers, returnsHere: true });
    await fill(frame, THREE_DS.challenge.number);
    await submit(frame).click();
    await expect(choice(frame)).toBeVisible();
  },
  'over the page': async ({ frame, page, open }, options) => {
    await open({ ...options, file: 'overlay' });
    await page.locator('#pay').click();
    await expect(submit(frame)).toBeVisible();
  },
  'over the page, asked whether to leave': async ({ frame, page, open }, options) => {
    await open({ ...options, file: 'overlay' });
    await page.locator('#pay').click();
    await expect(submit(frame)).toBeVisible();
    await fill(frame, VISA.number);
    await page.keyboard.press('Escape');
    await expect(frame.content.getByRole('dialog')).toBeVisible();
  },
  'over the page, asked by the bank': async ({ frame, page, open }, options) => {
    await open({ ...options, file: 'overlay' });
    await page.locator('#pay').click();
    await expect(submit(frame)).toBeVisible();
    await fill(frame, THREE_DS.challenge.number);
    await submit(frame).click();
    await expect(frame.challenge.bank.body.locator('input[autocomplete="one-time-code"]')).toBeVisible();
  },
  'in the shop’s own form, with errors': async ({ frame, page, open }, options) => {
    await open({ ...options, file: 'element' });
    await expect(page.locator('#order button')).toBeEnabled();
    await page.locator('#order button').click();
    await expect(frame.content.locator('[aria-invalid=true]')).toHaveCount(3);
    // axe does not see the shop's page behind the frame, which is dark where the theme is.
    await (await frame.document()).evaluate(() => {
      document.body.style.backgroundColor = 'light-dark(#fff, #111318)';
    });
  },
  'as a tag in the page': async ({ frame, open, sandbox }, options) => {
    const { locale = 'en', appearance } = (options.options ?? {}) as {
      readonly locale?: string;
      readonly appearance?: { readonly theme: string };
    };
    await open({
      ...options,
      file: 'tag',
      place: `<xpay-checkout publishable-key="${sandbox.publishableKey}" locale="${locale}" theme="${appearance?.theme}"></xpay-checkout>`,
    });
    await expect(submit(frame)).toBeVisible();
  },
  unreachable: async ({ frame, page, open }, options) => {
    await page.context().route('**/v1/client/session', (route) => route.abort('connectionrefused'));
    await open(options);
    await expect(choice(frame)).toBeVisible({ timeout: 20_000 });
  },
};

interface Look {
  readonly width: number;
  readonly theme: 'light' | 'dark';
}

/** The looks that one opening is seen in, one after the other: the shop changes the theme, the buyer the window. */
const OPENINGS: Readonly<
  Record<string, { readonly locale?: string; readonly looks: readonly [Look, ...Look[]] }>
> = {
  'in light, in dark, and in dark at 320 px,': {
    looks: [
      { width: 1024, theme: 'light' },
      { width: 1024, theme: 'dark' },
      { width: 320, theme: 'dark' },
    ],
  },
  'in light at 320 px, in Arabic,': { locale: 'ar', looks: [{ width: 320, theme: 'light' }] },
};

for (const [state, show] of Object.entries(STATES)) {
  for (const [how, { locale, looks }] of Object.entries(OPENINGS)) {
    test(`${state}, ${how} has no fault that axe can find`, async ({ page, frame, stack, openHost }) => {
      await page.context().addInitScript({ content: AXE });
      const { api, sandbox } = stack;
      const [{ theme, width }, ...others] = looks;
      await page.setViewportSize({ width, height: 900 });
      const options = { appearance: { theme }, ...(locale === undefined ? {} : { locale }) };
      await show({ page, frame, api, sandbox, open: openHost }, { options });
      const shown = await frame.document();
      const inside = await scan(shown);
      expect(inside.faults).toEqual([]);
      expect(inside.rulesPassed).toBeGreaterThan(5);
      for (const nested of descendantsOf(shown)) {
        expect((await scan(nested)).faults, nested.url()).toEqual([]);
      }
      const outside = await scan(page.mainFrame());
      expect(outside.faults).toEqual([]);
      await expectNothingSideways(shown);
      for (const { theme, width } of others) {
        await changeTheme(page, theme);
        await expect(frame.content.locator('html')).toHaveAttribute('data-theme', theme);
        await page.setViewportSize({ width, height: 900 });
        // The frame is told of it later, in a process of its own.
        await expect.poll(() => shown.evaluate(() => innerWidth)).toBeLessThanOrEqual(width);
        await expectNothingSideways(shown);
        for (const one of [shown, ...descendantsOf(shown)]) {
          const { faults } = await scan(one, { runOnly: { type: 'rule', values: DRAWN } });
          expect(faults, `${one.url()}, ${theme}, ${width} px`).toEqual([]);
        }
      }
    });
  }
}

/**
 * Reflow, WCAG 1.4.10: nothing to scroll sideways, once the frame has its size. Behind a dialog that has the whole window the
 * form keeps its own, and cannot be scrolled.
 */
async function expectNothingSideways(frame: Frame): Promise<void> {
  await expect
    .poll(() =>
      frame.evaluate(() => {
        const { documentElement: root } = document;
        const isHeld = getComputedStyle(root).overflowX === 'hidden';
        const boxes = [...(isHeld ? [] : [root]), ...document.querySelectorAll('dialog:modal')];
        const widths = boxes.flatMap((box) => [
          box.scrollWidth - box.clientWidth,
          box.getBoundingClientRect().right - innerWidth,
        ]);
        return Math.floor(Math.max(0, ...widths));
      }),
    )
    .toBe(0);
}

interface Updatable {
  update(options: object): void;
}

/** What the shop's own switch does, in whichever way the checkout is on the page. */
function changeTheme(page: Page, theme: string): Promise<void> {
  return page.evaluate((theme) => {
    const { host } = window as unknown as {
      readonly host: { readonly checkout?: Updatable; readonly elements?: Updatable };
    };
    document.querySelector('xpay-checkout')?.setAttribute('theme', theme);
    (host.checkout ?? host.elements)?.update({ appearance: { theme } });
  }, theme);
}

test('axe sees a fault that is put into the frame under its own policy', async ({
  page,
  frame,
  openHost,
}) => {
  await page.context().addInitScript({ content: AXE });
  await openHost();
  await expect(frame.payButton).toBeVisible();
  const shown = await frame.document();
  await shown.evaluate(() => {
    const button = document.createElement('button');
    document.body.append(button);
  });
  expect((await scan(shown)).faults).toContainEqual(expect.stringContaining('button-name'));
});

test('the bank’s page has no fault as a page of its own, nor have those on the way to it', async ({
  page,
  frame,
  stack,
  openHost,
}) => {
  await page.context().addInitScript({ content: AXE });
  await openHost({
    headers: {
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
    },
    returnsHere: true,
  });
  await frame.pay(THREE_DS.challenge);
  pressLast(frame.onBankPage);
  await page.waitForURL((url) => url.origin === stack.sandbox.bank);
  await expect(page.getByRole('heading', { name: 'Sandbox Bank' })).toBeVisible();
  const shown = await scan(page.mainFrame());
  expect(shown.faults).toEqual([]);
  expect(shown.rulesPassed).toBeGreaterThan(5);
  await page.goto(`${stack.sandbox.threeds}/3ds/notify/challenge/nobody`);
  expect((await scan(page.mainFrame())).faults).toEqual([]);
});

test('the session’s own page has no fault, with errors and without', async ({ page, stack }) => {
  await page.context().addInitScript({ content: AXE });
  const { id } = await stack.api.createSession({ uiMode: 'hosted' });
  await page.goto(`${stack.sandbox.checkout}/c/${id}`);
  const form = checkoutDocument(page);
  await expect(form.payButton).toBeVisible();
  expect((await scan(page.mainFrame())).faults).toEqual([]);
  await form.payButton.click();
  await expect(form.cardNumber).toBeFocused();
  expect((await scan(page.mainFrame())).faults).toEqual([]);
  await form.pay(VISA);
  await expect(form.paid).toBeVisible();
  expect((await scan(page.mainFrame())).faults).toEqual([]);
});

for (const file of ['minimal', 'overlay']) {
  test(`nothing more is found with the policy lifted (${file})`, async ({ browser, stack }) => {
    const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const frame = checkoutFrame(page);
    const session = await stack.api.createSession();
    const path = stack.hosts.publish({
      file,
      values: { CHECKOUT: stack.sandbox.checkout, KEY: stack.sandbox.publishableKey, OPTIONS: '{}' },
      createSession: async () => session.clientSecret,
    });
    await page.goto(`http://localhost:${stack.hosts.port}${path}`);
    if (file === 'overlay') await page.locator('#pay').click();
    const faults = async (): Promise<readonly string[]> => {
      const { violations } = await new AxeBuilder({ page })
        .options({ rules: RULES })
        .withTags(TAGS)
        .analyze();
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    };
    await expect(frame.payButton).toBeVisible();
    expect(await faults()).toEqual([]);
    await frame.pay(DECLINED['generic'] ?? VISA);
    await expect(frame.alert.filter({ hasText: 'declined' })).toBeVisible();
    expect(await faults()).toEqual([]);
    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible();
    expect(await faults()).toEqual([]);
    await context.close();
  });
}
