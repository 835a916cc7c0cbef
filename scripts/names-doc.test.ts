// docs/accessible-names.md is what the locale files say, and says it in every language.

import { readFileSync } from 'node:fs';
import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { expect, it } from 'vitest';
import { namesPage } from './names-doc.ts';
import { ROOT } from './run.ts';

it('the page of accessible names is up to date: `tsx scripts/names-doc.ts` writes it', () => {
  expect(readFileSync(`${ROOT}docs/accessible-names.md`, 'utf8')).toBe(namesPage());
});

it('every language has every name', () => {
  const page = namesPage();
  for (const tag of SHIPPED_LOCALES) expect(page).toContain(`## \`${tag}\` `);
  expect(page).not.toMatch(/\| \|$/m);
});

it('the names of the first release are as they were', () => {
  const page = namesPage();
  for (const name of [
    ...['Secure payment form', 'Card number', 'Expiry date', 'Security code', 'Name on card', 'Email'],
    ...['Postal code', 'Pay {{amount}}', 'Payment complete', 'This checkout has expired'],
  ])
    expect(page).toContain(`| ${name} |`);
});
