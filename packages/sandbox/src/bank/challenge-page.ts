// The challenge: who is to be paid how much with which card, a field for the code, and two buttons.

import { formatMoney } from '@xpay/protocol/money';
import { escapeHtml } from '../http/plain-page.ts';
import { currencyOf } from '../threeds/currency-codes.ts';
import { misbehaviorOf } from './misbehavior.ts';
import { type BankPage, type BankWords, letterhead, wordsFor } from './page.ts';
import { ONE_TIME_CODE, TRIES } from './rules.ts';
import type { BankTransaction } from './transactions.ts';

/** The page of a challenge that is under way. */
export function challengePage(transaction: BankTransaction): BankPage {
  const { locale, words } = wordsFor([transaction.locale]);
  const script = misbehaviorOf(transaction);
  const problem = problemOf(transaction, words);
  return {
    locale,
    // A document that says what is wrong begins with that, for who hears its title first.
    title: problem === null ? words.bank : `${problem} – ${words.bank}`,
    content: [letterhead(words), facts(transaction, locale, words), form(transaction, words, problem)].join(
      '\n',
    ),
    ...(script === null ? {} : { script }),
  };
}

function facts(transaction: BankTransaction, locale: string, words: BankWords): string {
  const { amount, exponent } = transaction;
  const currency = currencyOf(transaction.currency) ?? transaction.currency;
  const rows = [
    [words.shop, `<bdi>${escapeHtml(transaction.merchant_name)}</bdi>`],
    [words.amount, `<bdi>${escapeHtml(formatMoney(amount, currency, locale, exponent))}</bdi>`],
    [words.card, `<bdi dir="ltr">•••• ${escapeHtml(transaction.last4)}</bdi>`],
  ] as const;
  const entries = rows.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${value}</dd></div>`);
  return `<dl>\n${entries.join('\n')}\n</dl>`;
}

function form(transaction: BankTransaction, words: BankWords, problem: string | null): string {
  const error =
    problem === null ? '' : `<p class="xp-error" id="error" role="alert">${escapeHtml(problem)}</p>\n`;
  const state =
    problem === null ? 'aria-describedby="hint"' : 'aria-describedby="error hint" aria-invalid="true"';
  const hint = words.hint.replace('{{code}}', ONE_TIME_CODE);
  return `<form method="post" action="/challenge/${transaction.acs_trans_id}">
<div class="xp-field">
<label for="code">${escapeHtml(words.code)}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" dir="ltr" maxlength="32" required ${state}>
${error}<p class="xp-hint" id="hint">${escapeHtml(hint)}</p>
</div>
<button name="press" value="confirm">${escapeHtml(words.confirm)}</button>
<button class="xp-quiet-button" name="press" value="cancel" formnovalidate>${escapeHtml(words.cancel)}</button>
</form>`;
}

function problemOf({ wrong_codes: wrongCodes }: BankTransaction, words: BankWords): string | null {
  if (wrongCodes === 0) return null;
  return TRIES - wrongCodes > 1 ? words.wrongTwoLeft : words.wrongOneLeft;
}
