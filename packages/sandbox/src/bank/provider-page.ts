// What a wallet and a lender show their buyer: what is asked for, and the three ways to answer.

import { exponentOf } from '@xpay/protocol/currencies';
import { formatMoney, withDigits } from '@xpay/protocol/money';
import { escapeHtml } from '../http/plain-page.ts';
import { postForm, SUBMIT_FORM } from '../http/post-form.ts';
import { type ApprovalOrder, ancestorsOf, planOf } from './approval-book.ts';
import { type BankPage, type BankWords, wordsFor } from './page.ts';
import { PROVIDER_STYLE } from './provider-style.ts';

/** Their names, which no language changes. */
const NAMES = { wallet: 'Dipper', bnpl: 'Wagtail Later' } as const;
/** Whose account it is at the wallet: the sandbox has one buyer. */
const ACCOUNT = 'robin@dipper.example';

/** The page that asks; `isUnagreed`: the buyer approved without having agreed to the dates. */
export function askingPage(order: ApprovalOrder, isUnagreed: boolean): BankPage {
  const { locale, words } = wordsFor([order.locale]);
  const title = titleOf(order, words);
  const facts =
    order.method === 'wallet' ? walletFacts(order, locale, words) : planFacts(order, locale, words);
  return {
    ...shellOf(order, locale),
    title: isUnagreed ? `${words.agreeFirst} – ${title}` : title,
    content: `${letterhead(order, title)}\n${facts}\n${form(order, words, isUnagreed)}`,
  };
}

/** Leads back to the shop. What was decided has been told before, by another line. */
export function donePage(order: ApprovalOrder): BankPage {
  const { locale, words } = wordsFor([order.locale]);
  const kind = order.result === 'void' ? 'over' : order.result === 'expired' ? 'timedOut' : 'back';
  const back = postForm(order.notification_url, { approval: order.id }, words.continue);
  return {
    ...shellOf(order, locale),
    title: words[`${kind}Title`],
    content: `${letterhead(order, titleOf(order, words))}
<h2>${escapeHtml(words[`${kind}Title`])}</h2>
<p>${escapeHtml(words[kind])}</p>
${back}`,
    // What is over is to be read before it is left.
    ...(kind === 'back' ? { script: SUBMIT_FORM } : {}),
  };
}

function shellOf(order: ApprovalOrder, locale: string) {
  return { locale, style: PROVIDER_STYLE, ancestors: ancestorsOf(order) };
}

function titleOf({ method }: ApprovalOrder, words: BankWords): string {
  return words.providerTitle.replace('{{provider}}', NAMES[method]);
}

function letterhead({ method }: ApprovalOrder, title: string): string {
  const mark = `<svg viewBox="0 0 32 32" aria-hidden="true"><path d="${MARKS[method]}"/></svg>`;
  return `<header class="xp-${method}">${mark}<h1>${escapeHtml(title)}</h1></header>`;
}

/** A dipper under a drop, and a wagtail's tail of four feathers. */
const MARKS = {
  wallet: 'M16 3c5 6 9 10 9 15a9 9 0 0 1-18 0c0-5 4-9 9-15zm-4 15a4 4 0 0 0 8 0z',
  bnpl: 'M4 26 12 6h3L9 26zm7 0 6-15h3l-5 15zm7 0 4-10h3l-3 10zm7 0 2-5h3l-1 5z',
} as const;

function walletFacts(order: ApprovalOrder, locale: string, words: BankWords): string {
  return `<p class="xp-amount"><bdi>${money(order, order.amount, locale)}</bdi></p>
${list([shop(order, words), [words.account, `<bdi dir="ltr">${ACCOUNT}</bdi>`]])}`;
}

function planFacts(order: ApprovalOrder, locale: string, words: BankWords): string {
  const plan = planOf(order);
  if (plan === null) throw new Error(`${order.id} has no plan.`);
  const dates = new Intl.DateTimeFormat(withDigits(locale), { dateStyle: 'long', timeZone: 'UTC' });
  const rows = plan.instalments.map(
    ({ dueOn, amount }) =>
      `<li><time datetime="${dueOn}">${escapeHtml(dates.format(new Date(dueOn)))}</time> <bdi>${money(order, amount, locale)}</bdi></li>`,
  );
  return `${list([
    shop(order, words),
    [words.amount, `<bdi>${money(order, order.amount, locale)}</bdi>`],
    [words.fee, `<bdi>${money(order, plan.fee, locale)}</bdi>`],
    [words.total, `<bdi>${money(order, plan.amountTotal, locale)}</bdi>`],
    [words.payments, String(new Intl.NumberFormat(withDigits(locale)).format(rows.length))],
  ])}
<h2>${escapeHtml(words.schedule)}</h2>
<ol>${rows.join('')}</ol>`;
}

function shop({ merchant_name: name }: ApprovalOrder, words: BankWords): readonly [string, string] {
  return [words.shop, `<bdi>${escapeHtml(name)}</bdi>`];
}

function list(rows: readonly (readonly [string, string])[]): string {
  const entries = rows.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${value}</dd></div>`);
  return `<dl>\n${entries.join('\n')}\n</dl>`;
}

function money({ currency }: ApprovalOrder, amount: number, locale: string): string {
  return escapeHtml(formatMoney(amount, currency, locale, exponentOf(currency) ?? 2));
}

function form({ method }: ApprovalOrder, words: BankWords, isUnagreed: boolean): string {
  const error = isUnagreed
    ? `<p class="xp-error" id="error" role="alert">${escapeHtml(words.agreeFirst)}</p>\n`
    : '';
  const state = isUnagreed ? ' aria-describedby="error" aria-invalid="true"' : '';
  const agreement =
    method === 'wallet'
      ? ''
      : `<label class="xp-agree"><input type="checkbox" name="agree" value="yes" required${state}> ${escapeHtml(words.agree)}</label>\n${error}`;
  return `<form method="post">
${agreement}<button name="press" value="approve">${escapeHtml(words.approve)}</button>
<button class="xp-quiet-button" name="press" value="decline" formnovalidate>${escapeHtml(words.decline)}</button>
<button class="xp-quiet-button" name="press" value="cancel" formnovalidate>${escapeHtml(words.cancel)}</button>
</form>
<p class="xp-hint">${escapeHtml(words.providerHint)}</p>`;
}
