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
  ['methods.heading', 'group', 'the ways to pay, where a session offers more than a card'],
  ['methods.name.card', 'radio', 'a card; the name of each way may be followed by a note'],
  ['methods.name.wallet', 'radio', 'a wallet'],
  ['methods.name.bnpl', 'radio', 'payment in parts'],
  ['methods.name.bank_transfer', 'radio', 'a transfer'],
  ['methods.plans.heading', 'group', 'the plans of a lender, each a radio'],
  ['methods.saved.another', 'radio', 'a card that is not kept'],
  [
    'methods.saved.remove',
    'button',
    'removes a kept card, after a question; brand and last digits follow in its name',
  ],
  ['methods.saved.keep', 'button', 'the answer that keeps it'],
  ['methods.saved.offer', 'checkbox', 'keeps the card that is typed'],
  ['fields.name.label', 'textbox', 'name on card, where the session collects it'],
  ['fields.email.label', 'textbox', 'email, where the session collects it'],
  ['fields.postalCode.label', 'textbox', 'postal code, where the session collects it'],
  ['contact.phone.code', 'combobox', 'the country of a phone number'],
  ['contact.phone.label', 'textbox', 'phone number, where the session collects it'],
  ['contact.billing', 'group', 'billing address, where the session collects it'],
  ['contact.shipping', 'group', 'shipping address, where the session collects it'],
  ['contact.same', 'checkbox', 'one address for both'],
  ['contact.name', 'textbox', 'whom the order is sent to'],
  [
    'contact.country',
    'combobox',
    'country of an address; what follows is asked for in that country’s order and words',
  ],
  ['contact.line1', 'textbox', 'street and number'],
  ['contact.line2', 'textbox', 'what else there is to find it by'],
  ['order.fields.heading', 'group', 'the shop’s own questions, in the shop’s own words'],
  ['order.quantity.label', 'spinbutton', 'how many of a line item'],
  ['order.quantity.less', 'button', 'one less'],
  ['order.quantity.more', 'button', 'one more'],
  ['order.code.add', 'button', 'opens the field for a promotion code'],
  ['order.code.label', 'textbox', 'promotion code'],
  ['order.code.apply', 'button', 'adds it'],
  ['order.code.remove', 'button', 'takes it off'],
  ['pay.pay', 'button', 'pays; `submitType: pay`'],
  ['pay.subscribe', 'button', 'pays; `submitType: subscribe`'],
  ['pay.book', 'button', 'pays; `submitType: book`'],
  ['pay.donate', 'button', 'pays; `submitType: donate`'],
  ['order.free.action', 'button', 'completes an order that costs nothing'],
  ['methods.button.wallet', 'button', 'pays with a wallet: leads to its page'],
  ['methods.button.bnpl', 'button', 'pays in parts: leads to the lender’s page'],
  ['methods.button.bank_transfer', 'button', 'tells where to send the money'],
  ['summary.heading', 'region', 'what is bought'],
  ['summary.show', 'button', 'unfolds it, in a narrow frame; amount and number of items follow in its name'],
  ['language.label', 'combobox', 'the languages; the value of an option is its tag'],
  ['threeds.heading', 'dialog', 'the bank asks'],
  ['threeds.page', 'iframe', 'the bank’s page in it'],
  ['threeds.cancel', 'button', 'cancels the check by the bank'],
  ['threeds.continue', 'button', 'the bank’s page as a page of its own'],
  ['threeds.decoupled.title', 'heading', 'the bank asks elsewhere'],
  ['threeds.interrupted.title', 'heading', 'after a reload in the middle of a check'],
  ['threeds.interrupted.again', 'button', 'begins the check again'],
  ['threeds.approval.heading.wallet', 'dialog', 'the wallet asks'],
  ['threeds.approval.heading.bnpl', 'dialog', 'the lender asks'],
  ['threeds.approval.page', 'iframe', 'its page in it'],
  ['outcome.succeeded.title', 'heading', 'paid'],
  ['order.free.done', 'heading', 'an order that costs nothing is complete'],
  ['outcome.processing.title', 'heading', 'accepted, settles later'],
  ['outcome.checking.title', 'heading', 'nobody knows yet'],
  ['outcome.unconfirmed.title', 'heading', 'nobody knows after two minutes'],
  ['outcome.expired.title', 'heading', 'expired'],
  ['outcome.canceled.title', 'heading', 'canceled'],
  ['outcome.unconfirmed.again', 'button', 'asks the server once more'],
  ['methods.transfer.title', 'heading', 'where to send the money'],
  ['methods.transfer.copy', 'button', 'copies what it stands beside, which follows in its name'],
  ['hosted.back', 'link', 'hosted page: back to the shop'],
  ['hosted.now', 'link', 'hosted page: to the shop, once paid'],
  ['hosted.stay', 'button', 'hosted page: stops the countdown'],
  ['hosted.print', 'button', 'hosted page: prints the receipt'],
  ['overlay.close', 'button', 'closes an overlay'],
  ['overlay.leave.title', 'dialog', 'asks whether to leave'],
  ['overlay.leave.stay', 'button', 'stays'],
  ['overlay.leave.leave', 'button', 'leaves'],
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

\`\`\`ts
import type { Page } from '@playwright/test';

export async function pay(page: Page): Promise<void> {
  const frame = page.frameLocator('iframe[title="Secure payment form"]');
  await frame.getByRole('textbox', { name: 'Card number' }).fill('4242424242424242');
  await frame.getByRole('textbox', { name: 'Expiry date' }).fill('12/34');
  await frame.getByRole('textbox', { name: 'Security code' }).fill('123');
  await frame.getByRole('button', { name: 'Pay $49.00' }).click();
  await frame.getByRole('heading', { name: 'Payment complete' }).waitFor();
}
\`\`\`

\`{{amount}}\` stands for the amount as the language writes it, with no-break spaces where it has them; \`{{item}}\`, \`{{code}}\` and
\`{{merchant}}\` for the names that your shop gave. In a language that runs from right to left each stands between U+2068 and U+2069.
The language is the one that your test asks for with \`locale\`; with \`auto\` it is the browser’s.

| key | role | what it is | in English |
|---|---|---|---|
${keys.join('\n')}

${tables.join('\n')}`;
}

if (process.argv[1]?.endsWith('names-doc.ts')) writeFileSync(`${ROOT}docs/accessible-names.md`, namesPage());
