// The words that the sources have for every language, and what the tests of languages do and read in a checkout of any.

import { readdirSync, readFileSync } from 'node:fs';
import type { Frame, FrameLocator, Locator, Page, Request } from '@playwright/test';
import type { TestCard } from '../cards.ts';
import { expect } from '../fixtures.ts';

interface Texts {
  readonly [key: string]: string | Texts;
}

const FOLDERS = {
  checkout: 'packages/checkout/src/i18n/locales',
  pages: 'packages/sandbox/src/http/locales',
  bank: 'packages/sandbox/src/bank/locales',
} as const;

const ROOT = new URL('../../', import.meta.url);

/** Every language of the checkout. */
export const LANGUAGES: readonly string[] = readdirSync(new URL(FOLDERS.checkout, ROOT))
  .filter((file) => /^[\w-]+\.json$/.test(file))
  .map((file) => file.replace('.json', ''))
  .sort();

/** The direction that a language is written in. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  return ['ar', 'fa', 'he'].includes(tag) ? 'rtl' : 'ltr';
}

const read = new Map<string, Texts>();

/** A text as its file has it, by its path, `card.number.label`, with its placeholders filled. */
export function textIn(
  tag: string,
  path: string,
  values: Readonly<Record<string, string>> = {},
  of: keyof typeof FOLDERS = 'checkout',
): string {
  const file = new URL(`${FOLDERS[of]}/${tag}.json`, ROOT);
  const texts = read.get(file.href) ?? (JSON.parse(readFileSync(file, 'utf8')) as Texts);
  read.set(file.href, texts);
  let found: string | Texts | undefined = texts;
  for (const key of path.split('.')) found = typeof found === 'object' ? found[key] : undefined;
  if (typeof found !== 'string') throw new Error(`${file.pathname} has no text ${path}.`);
  return found.replaceAll(/\{\{(\w+)\}\}/g, (marker, name: string) => values[name] ?? marker);
}

/** A checkout by what does not change with its language. */
export interface AnyCheckout {
  readonly html: Locator;
  readonly number: Locator;
  readonly expiry: Locator;
  readonly code: Locator;
  readonly pay: Locator;
  readonly menu: Locator;
  readonly heading: Locator;
  readonly notice: Locator;
}

export function checkoutIn(content: FrameLocator): AnyCheckout {
  return {
    html: content.locator('html'),
    number: content.locator('input[autocomplete="cc-number"]'),
    expiry: content.locator('input[autocomplete="cc-exp"]'),
    code: content.locator('input[autocomplete="cc-csc"]'),
    pay: content.locator('button[type=submit]'),
    menu: content.locator('select'),
    heading: content.locator('h1'),
    notice: content.locator('form [role=alert]'),
  };
}

/** A checkout that has taken over from the fields of its document, in this language. */
export async function expectSpoken({ html, pay }: AnyCheckout, tag: string): Promise<void> {
  await expect(pay).toBeVisible();
  await expect(html).toHaveAttribute('lang', tag);
}

export async function fillIn(checkout: AnyCheckout, card: TestCard): Promise<void> {
  await expect(checkout.pay).toBeVisible();
  await checkout.number.fill(card.number);
  await checkout.expiry.fill('12/34');
  await checkout.code.fill(card.code);
}

export async function payIn(checkout: AnyCheckout, card: TestCard): Promise<void> {
  await fillIn(checkout, card);
  await checkout.pay.click();
}

interface HostWindow {
  readonly host: { readonly checkout: { update(options: object): void } };
}

/** What the shop's own language switch does. */
export function update(page: Page, locale: string): Promise<void> {
  return page.evaluate(
    (given) => (window as unknown as HostWindow).host.checkout.update({ locale: given }),
    locale,
  );
}

interface HearingWindow {
  heard?: string[];
}

/**
 * Begins to write down what a screen reader is given to say in a document: each live region that changes, and each alert
 * that appears. What lies behind an open dialog, or is silenced, is not heard.
 */
export async function listenIn(document: Frame): Promise<void> {
  await document.evaluate(() => {
    const heard: string[] = [];
    (window as unknown as HearingWindow).heard = heard;
    const regionOf = (node: Node): Element | null =>
      (node instanceof Element ? node : node.parentElement)?.closest(
        '[role=status], [role=alert], [aria-live]',
      ) ?? null;
    const isHeard = (region: Element): boolean => {
      const dialog = window.document.querySelector('dialog:modal');
      const isBehind = dialog !== null && !dialog.contains(region);
      return region.isConnected && region.checkVisibility() && !isBehind && region.ariaLive !== 'off';
    };
    new MutationObserver((changes) => {
      const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
      const alerts = added.flatMap((node) =>
        node instanceof Element
          ? [node, ...node.querySelectorAll('*')].filter((one) => one.role === 'alert')
          : [],
      );
      const regions = changes.map(({ target }) => regionOf(target)).filter((region) => region !== null);
      for (const region of new Set([...alerts, ...regions]))
        if (isHeard(region)) heard.push(region.textContent ?? '');
    }).observe(window.document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** What has been heard since. */
export function heardIn(document: Frame): Promise<readonly string[]> {
  return document.evaluate(() => (window as unknown as HearingWindow).heard ?? []);
}

/** The names of the locale files that a page asks for from now on, `de`, `de.threeds`. */
export function watchFiles(page: Page): readonly string[] {
  const names: string[] = [];
  page.context().on('request', (request: Request) => {
    const [, name] = /\/locales-[^/]+\/(.*)\.json/.exec(request.url()) ?? [];
    if (name !== undefined) names.push(name);
  });
  return names;
}

/** The address of a language's file, or of one of its parts: `de`, `de.threeds`; `*` is any. */
export function fileOf(name: string): RegExp {
  const escaped = name.replaceAll('.', '\\.').replaceAll('*', '[^/]*');
  return new RegExp(`/locales-[^/]+/${escaped}\\.json$`);
}
