// What docs/accessible-names.md promises to integrators' tests: each control under its name, in every language.

import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { THREE_DS, VISA } from '../cards.ts';
import { expect, test } from '../fixtures.ts';
import { type AnyCheckout, checkoutIn, expectSpoken, LANGUAGES, payIn, update } from './speech.ts';

const PAGE = readFileSync(new URL('../../docs/accessible-names.md', import.meta.url), 'utf8');

interface HostWindow {
  readonly host: { readonly checkout: { refresh(): void } };
}

/** The cells of each row of a table that begins with a key. */
function rowsOf(section: string): readonly (readonly string[])[] {
  return [...section.matchAll(/^\| `([\w.]+)` \|(.+)\|$/gm)].map(([, key = '', rest = '']) => [
    key,
    ...rest.split('|').map((cell) => cell.trim()),
  ]);
}

const [, ...sections] = PAGE.split(/^## /m);
const ROLES = new Map(rowsOf(PAGE.split(/^## /m)[0] ?? '').map(([key = '', role = '']) => [key, role]));
const NAMES = new Map(
  sections.map((section) => [
    /^`([\w-]+)`/.exec(section)?.[1] ?? '',
    new Map(rowsOf(section).map(([key = '', name = '']) => [key, name])),
  ]),
);

/** With plain spaces, without marks of direction, and without what YAML does to quotes. */
function plain(text: string): string {
  return text
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll("''", "'")
    .replaceAll('\\"', '"');
}

function nameOf(tag: string, key: string): string {
  const name = NAMES.get(tag)?.get(key);
  if (name === undefined) throw new Error(`The page has no ${key} in ${tag}.`);
  return name;
}

/** A control as a snapshot of the accessibility tree writes it: `textbox "Card number"`; any amount will do. */
function lineOf(tag: string, key: string): RegExp {
  const [before = '', after] = plain(nameOf(tag, key))
    .split('{{amount}}')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const name = after === undefined ? before : `${before}[^"]*\\p{Nd}[^"]*${after}`;
  // The amount and the number of items stand in the same button.
  const rest = key === 'summary.show' ? '[^"]*' : '';
  return new RegExp(`^\\s*- '?${ROLES.get(key)} "${name}${rest}"`, 'mu');
}

/** The names that a document does not have, of those that it should. */
async function missingIn(content: Locator, tag: string, keys: readonly string[]): Promise<readonly string[]> {
  const tree = plain(await content.ariaSnapshot());
  return keys.filter((key) => !lineOf(tag, key).test(tree)).map((key) => `${tag}: ${key} in\n${tree}`);
}

const SUMMARY = ['summary.heading', 'summary.show'];

const FORM = [
  'card.number.label',
  'card.expiry.label',
  'card.securityCode.label',
  'fields.name.label',
  'fields.email.label',
  'fields.postalCode.label',
  'pay.pay',
];

test('the page of names has every language', () => {
  expect([...NAMES.keys()].sort()).toEqual([...LANGUAGES].sort());
});

/** Shows every language in turn. */
async function everywhere(
  page: Page,
  { html }: AnyCheckout,
  look: (tag: string) => Promise<void>,
): Promise<void> {
  // So many languages.
  test.slow();
  for (const tag of LANGUAGES) {
    await update(page, tag);
    await expect(html).toHaveAttribute('lang', tag);
    await look(tag);
  }
}

test.describe('every control has the name that is written down', () => {
  test('in the form', async ({ openHost, page, frame }) => {
    await page.setViewportSize({ width: 400, height: 900 });
    await openHost({ session: { collect: { name: true, email: true, postalCode: true } } });
    const checkout = checkoutIn(frame.content);
    await expectSpoken(checkout, 'en');
    await everywhere(page, checkout, async (tag) => {
      expect(await missingIn(frame.content.locator('form'), tag, FORM)).toEqual([]);
      expect(await missingIn(frame.content.locator('.xp-checkout__summary'), tag, SUMMARY)).toEqual([]);
      await expect(checkout.menu).toHaveAccessibleName(nameOf(tag, 'language.label'));
      await expect(frame.iframe).toHaveAttribute('title', nameOf(tag, 'frame.title'));
      // Hidden here, where there is nothing to close.
      await expect(frame.content.locator('#close')).toHaveAttribute(
        'aria-label',
        nameOf(tag, 'overlay.close'),
      );
    });
  });

  test('in the bank’s check', async ({ openHost, page, frame }) => {
    await openHost();
    const checkout = checkoutIn(frame.content);
    await payIn(checkout, THREE_DS.challenge);
    const bridge = frame.challenge.dialog.locator('iframe');
    await expect(bridge.contentFrame().locator('iframe').contentFrame().locator('#code')).toBeVisible();
    await everywhere(page, checkout, async (tag) => {
      expect(
        await missingIn(frame.content.locator('body'), tag, ['threeds.heading', 'threeds.cancel']),
      ).toEqual([]);
      await expect(bridge).toHaveAttribute('title', nameOf(tag, 'threeds.page'));
    });
  });

  test('when it is paid', async ({ openHost, page, frame }) => {
    await openHost();
    const checkout = checkoutIn(frame.content);
    await payIn(checkout, VISA);
    await expect(checkout.heading).toHaveText(nameOf('en', 'outcome.succeeded.title'));
    await everywhere(page, checkout, async (tag) => {
      expect(
        await missingIn(frame.content.locator('section:has(h1)'), tag, ['outcome.succeeded.title']),
      ).toEqual([]);
    });
  });
});

for (const submitType of ['subscribe', 'book', 'donate']) {
  test(`the button of a session to ${submitType} has its name`, async ({ openHost, page, frame }) => {
    await openHost({ session: { submitType } });
    const checkout = checkoutIn(frame.content);
    for (const tag of ['en', 'ar', 'hu', 'ja', 'pt-BR']) {
      await update(page, tag);
      await expectSpoken(checkout, tag);
      expect(await missingIn(frame.content.locator('form'), tag, [`pay.${submitType}`])).toEqual([]);
    }
  });
}

test('an expired checkout has the heading that is written down', async ({ openHost, page, frame, stack }) => {
  const session = await openHost();
  const checkout = checkoutIn(frame.content);
  await expectSpoken(checkout, 'en');
  await stack.api.expire(session.id);
  await page.evaluate(() => (window as unknown as HostWindow).host.checkout.refresh());
  for (const tag of ['en', 'fa', 'ka', 'zh-HK']) {
    await update(page, tag);
    await expect(checkout.heading).toHaveText(nameOf(tag, 'outcome.expired.title'));
  }
});
