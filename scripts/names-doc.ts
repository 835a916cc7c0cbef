// Makes docs/accessible-names.md from the locale files: `tsx scripts/names-doc.ts` writes it, a test compares it.

import { writeFileSync } from 'node:fs';
import { textsOf } from '@xpay/protocol/translations';
import { LANGUAGES } from '../packages/checkout/src/language/languages.ts';
import { readLocales } from './frame-texts.ts';
import { ROOT } from './run.ts';

/** What a test looks for by role and name, in the order in which a buyer meets it. */
const NAMES = [
  ['frame.title', 'iframe', 'the form in the shop’s page (`title` of the `<iframe>`)'],
  ['card.number.label', 'textbox', 'card number'],
  ['card.expiry.label', 'textbox', 'expiry date'],
  ['card.securityCode.label', 'textbox', 'security code'],
  ['fields.name.label', 'textbox', 'name on card, where the session collects it'],
  ['fields.email.label', 'textbox', 'email, where the session collects it'],
  ['fields.postalCode.label', 'textbox', 'postal code, where the session collects it'],
  ['pay.pay', 'button', 'pays; `submitType: pay`'],
  ['pay.subscribe', 'button', 'pays; `submitType: subscribe`'],
  ['pay.book', 'button', 'pays; `submitType: book`'],
  ['pay.donate', 'button', 'pays; `submitType: donate`'],
  ['summary.heading', 'region', 'what is bought'],
  ['summary.show', 'button', 'unfolds it, in a narrow frame; amount and number of items follow in its name'],
  ['language.label', 'combobox', 'the languages; the value of an option is its tag'],
  ['threeds.heading', 'dialog', 'the bank asks'],
  ['threeds.page', 'iframe', 'the bank’s page in it'],
  ['threeds.cancel', 'button', 'cancels the check by the bank'],
  ['outcome.succeeded.title', 'heading', 'paid'],
  ['outcome.processing.title', 'heading', 'accepted, settles later'],
  ['outcome.checking.title', 'heading', 'nobody knows yet'],
  ['outcome.unconfirmed.title', 'heading', 'nobody knows after two minutes'],
  ['outcome.expired.title', 'heading', 'expired'],
  ['outcome.canceled.title', 'heading', 'canceled'],
  ['overlay.close', 'button', 'closes an overlay'],
] as const;

/** The whole page as Markdown. */
export function namesPage(): string {
  const locales = readLocales(`${ROOT}packages/checkout`);
  const textIn = (tag: string, key: string) => {
    const texts = locales.find((locale) => locale.tag === tag)?.texts ?? {};
    return (textsOf(texts).get(key) ?? '').replaceAll('|', '\\|');
  };
  const languages = Object.entries(LANGUAGES).sort(([a], [b]) =>
    a.toLowerCase() < b.toLowerCase() ? -1 : 1,
  );
  const keys = NAMES.map(([key, role, what]) => `| \`${key}\` | ${role} | ${what} | ${textIn('en', key)} |`);
  const tables = languages.map(([tag, name]) => {
    const rows = NAMES.map(([key]) => `| \`${key}\` | ${textIn(tag, key)} |`);
    return `## \`${tag}\` ${name}\n\n| key | accessible name |\n|---|---|\n${rows.join('\n')}\n`;
  });
  return `# Accessible names

What your own browser tests find the checkout by, in every language: role and name, which are what a buyer with a screen
reader is told. They are part of the public interface: a name changes with a major version, or to mend a mistake. This page
is made from the locale files.

\`\`\`js
const frame = page.frameLocator('iframe[title="Secure payment form"]');
await frame.getByRole('textbox', { name: 'Card number' }).fill('4242424242424242');
await frame.getByRole('button', { name: 'Pay $49.00' }).click();
await frame.getByRole('heading', { name: 'Payment complete' }).waitFor();
\`\`\`

\`{{amount}}\` stands for the amount as the language writes it, with no-break spaces where it has them. In a language that
runs from right to left it stands between U+2068 and U+2069, as does every name. The language is the one that your test
asks for with \`locale\`; with \`auto\` it is the browser’s.

| key | role | what it is | in English |
|---|---|---|---|
${keys.join('\n')}

${tables.join('\n')}`;
}

if (process.argv[1]?.endsWith('names-doc.ts')) writeFileSync(`${ROOT}docs/accessible-names.md`, namesPage());
