// <xpay-checkout> in a shop's markup: whatever a page or its framework does with a tag, a buyer can pay in it.

import type { Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { approveAndReturn } from '../pages/bank.ts';
import { checkoutFrame } from '../pages/frame.ts';
import { eventsOf, PAID, PAID_AFTER_BANK, payloadsOf, storyOf } from '../pages/host.ts';
import { overlayOn, pressLast } from '../pages/overlay.ts';
import type { SandboxSettings } from '../servers/sandbox.ts';

/** What the page's own script has: the tag and its shop. */
interface TagWindow {
  readonly host: { readonly fetchClientSecret: () => Promise<string> };
}

type Tag = HTMLElementTagNameMap['xpay-checkout'];

const tagWith = ({ publishableKey }: SandboxSettings, more = ''): string =>
  `<xpay-checkout publishable-key="${publishableKey}" ${more}></xpay-checkout>`;

/** For the same amount as the session of the page: a press just after the total changed would be one too early. */
const aMug = {
  priceData: { currency: 'USD', unitAmount: 4900, productData: { name: 'Mug' } },
  quantity: 1,
};

/** Lets the page's script act on its tag, or on the one it makes. */
function act(page: Page, action: (tag: Tag, shop: TagWindow['host']) => unknown): Promise<unknown> {
  return page.evaluate(`(() => {
    const tag = document.querySelector('xpay-checkout') ?? document.createElement('xpay-checkout');
    return (${action.toString()})(tag, window.host);
  })()`);
}

test('with a key in the markup and a function set before the script came, a buyer pays', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  const session = await openHost({ file: 'tag', place: tagWith(stack.sandbox) });
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  await expect.poll(() => storyOf(page)).toEqual(PAID);
  expect((await payloadsOf(page, 'complete'))[0]).toMatchObject({
    session: { id: session.id, paymentStatus: 'paid' },
  });
});

test('a buyer pays whose bank asks', async ({ openHost, page, frame, stack }) => {
  const session = await openHost({ file: 'tag', place: tagWith(stack.sandbox) });
  await frame.pay(THREE_DS.challenge);
  await approveAndReturn(page, frame.challenge.bank);
  await expect(frame.paid).toBeInViewport();
  await expect.poll(() => storyOf(page)).toEqual(PAID_AFTER_BANK);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('attributes that come late, one by one, are enough, and another session comes to the form that stands', async ({
  page,
  stack,
  openHost,
}) => {
  const session = await openHost({ file: 'tag', place: '<xpay-checkout></xpay-checkout>' });
  // A secret in an attribute is in the document: nobody looks for leaks there.
  const frame = checkoutFrame(page);
  await act(page, (tag) => {
    tag.fetchClientSecret = undefined;
  });
  await page.evaluate((key) => {
    document.querySelector('xpay-checkout')?.setAttribute('publishable-key', key);
  }, stack.sandbox.publishableKey);
  await expect(frame.iframe).toHaveCount(0);
  const giveSecret = (clientSecret: string) =>
    page.evaluate((secret) => {
      document.querySelector('xpay-checkout')?.setAttribute('client-secret', secret);
    }, clientSecret);
  const before = await stack.api.createSession({ lineItems: [aMug] });
  await giveSecret(before.clientSecret);
  await expect(frame.content.getByText('Mug')).toBeVisible();
  const shown = await frame.document();
  await shown.evaluate(() => Object.assign(window, { isSame: true }));
  await giveSecret(session.clientSecret);
  await expect(frame.content.getByText('Linen shirt')).toBeVisible();
  expect(await shown.evaluate(() => 'isSame' in window)).toBe(true);
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  await expect.poll(() => storyOf(page)).toEqual(['ready', ...PAID]);
  await act(page, (tag) => tag.remove());
  await expect(frame.iframe).toHaveCount(0);
});

test('language and theme follow their attributes, and nothing that was typed is lost', async ({
  openHost,
  page,
  frame,
  stack,
}) => {
  await openHost({ file: 'tag', place: tagWith(stack.sandbox, 'locale="en" theme="light"') });
  await expect(frame.payButton).toBeVisible();
  await frame.cardNumber.fill('4000');
  const shown = await frame.document();
  await shown.evaluate(() => Object.assign(window, { isSame: true }));
  await act(page, (tag) => {
    tag.setAttribute('locale', 'de');
    tag.setAttribute('theme', 'dark');
  });
  await expect(frame.content.locator('html')).toHaveAttribute('lang', 'de');
  await expect(frame.content.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(frame.content.locator('input[autocomplete="cc-number"]')).toHaveValue('4000');
  await act(page, (tag) => {
    tag.locale = 'fr';
  });
  await expect(frame.content.locator('html')).toHaveAttribute('lang', 'fr');
  expect(await shown.evaluate(() => 'isSame' in window)).toBe(true);
});

test('moved to another place it begins anew, removed it is gone, put back it takes a payment', {
  tag: '@R74',
}, async ({ openHost, page, frame, stack }) => {
  const session = await openHost({ file: 'tag', place: tagWith(stack.sandbox) });
  await expect(frame.payButton).toBeVisible();
  await act(page, (tag) => document.body.prepend(tag));
  await expect(frame.payButton).toBeVisible();
  await expect(frame.iframe).toHaveCount(1);
  await act(page, (tag) => {
    Object.assign(window, { kept: tag });
    tag.remove();
  });
  await expect(frame.iframe).toHaveCount(0);
  await act(page, () => document.body.append((window as unknown as { kept: Node }).kept));
  await frame.pay(VISA);
  await expect(frame.paid).toBeVisible();
  expect((await storyOf(page)).filter((name) => !['ready', ...PAID].includes(name))).toEqual([]);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('a clone is a checkout of its own, without the frame of the other', async ({
  openHost,
  page,
  stack,
}) => {
  await openHost({ file: 'tag', place: `<section>${tagWith(stack.sandbox, 'id="one"')}</section>` });
  const first = checkoutFrame(page, undefined, page.locator('#one iframe'));
  await expect(first.payButton).toBeVisible();
  await act(page, (tag, shop) => {
    const clone = tag.cloneNode(true) as Tag;
    clone.id = 'two';
    clone.fetchClientSecret = () => shop.fetchClientSecret();
    document.body.append(clone);
  });
  const second = checkoutFrame(page, undefined, page.locator('#two iframe'));
  await expect(second.iframe).toHaveCount(1);
  await second.pay(VISA);
  await expect(second.paid).toBeVisible();
});

/** Ways in which pages and frameworks make a tag, each with its function as a property. */
const MADE: Readonly<Record<string, (tag: Tag, shop: TagWindow['host']) => void>> = {
  'from a script': (tag, shop) => {
    tag.fetchClientSecret = () => shop.fetchClientSecret();
    document.querySelector('main')?.append(tag);
  },
  'from a script, with everything after it is in the page': (tag, shop) => {
    document.querySelector('main')?.append(tag);
    tag.fetchClientSecret = () => shop.fetchClientSecret();
  },
  'in a shadow tree': (tag, shop) => {
    const element = document.createElement('div');
    document.querySelector('main')?.append(element);
    element.attachShadow({ mode: 'open' }).append(tag);
    tag.fetchClientSecret = () => shop.fetchClientSecret();
  },
  'in a slot': (tag, shop) => {
    const element = document.createElement('div');
    document.querySelector('main')?.append(element);
    element.attachShadow({ mode: 'open' }).innerHTML = '<section><slot></slot></section>';
    tag.fetchClientSecret = () => shop.fetchClientSecret();
    element.append(tag);
  },
  'by a template': (tag, shop) => {
    const template = document.createElement('template');
    template.innerHTML = '<p><xpay-checkout></xpay-checkout></p>';
    const copy = document.importNode(template.content, true);
    const made = copy.querySelector('xpay-checkout') ?? tag;
    made.fetchClientSecret = () => shop.fetchClientSecret();
    made.publishableKey = tag.publishableKey;
    document.querySelector('main')?.append(copy);
  },
  'by a framework that sets properties, then attributes, then moves it into the page': (tag, shop) => {
    const root = document.createElement('div');
    root.append(tag);
    for (const [name, value] of Object.entries({ locale: 'en', theme: 'light' }))
      tag.setAttribute(name, value);
    tag.fetchClientSecret = () => shop.fetchClientSecret();
    document.querySelector('main')?.append(root);
  },
};

for (const [how, make] of Object.entries(MADE)) {
  test(`made ${how} it takes a payment`, async ({ openHost, page, frame, stack }) => {
    const session = await openHost({ file: 'tag', place: '' });
    const { publishableKey } = stack.sandbox;
    await page.evaluate(`(() => {
      const tag = document.createElement('xpay-checkout');
      tag.publishableKey = ${JSON.stringify(publishableKey)};
      (${make.toString()})(tag, window.host);
    })()`);
    await frame.pay(VISA);
    await expect(frame.paid).toBeVisible();
    await expect.poll(() => storyOf(page)).toEqual(PAID);
    expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
  });
}

test('as an overlay it opens when the page says so, and closes', async ({ openHost, page, stack, leaks }) => {
  const session = await openHost({ file: 'tag', place: tagWith(stack.sandbox, 'mode="overlay"') });
  const overlay = overlayOn(page, leaks.look);
  await act(page, (tag) => tag.open());
  await overlay.frame.pay(VISA);
  await expect(overlay.frame.paid).toBeVisible();
  pressLast(overlay.close);
  await expect(overlay.dialog).toHaveCount(0);
  expect(await storyOf(page)).toEqual([...PAID, 'close']);
  expect(await stack.api.chargesOf(session)).toEqual(['succeeded']);
});

test('what is wrong with it arrives as an event that names it', async ({ openHost, page }) => {
  await openHost({ file: 'tag', place: '<xpay-checkout publishable-key="pk_prod_1"></xpay-checkout>' });
  await expect.poll(() => storyOf(page)).toEqual(['error invalid_key']);
  const [first] = await eventsOf(page);
  expect(first?.payload).toMatchObject({ error: { type: 'integration' } });
});
