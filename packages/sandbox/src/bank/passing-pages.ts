// The bank's pages that a buyer only passes through: the method page, the way back to the shop, and what cannot be shown.

import { escapeHtml } from '../http/plain-page.ts';
import { postForm, SUBMIT_FORM } from '../http/post-form.ts';
import { type Erro, encodeMessage, type MethodData } from '../threeds/messages.ts';
import { notificationFields, protocolError } from './compose.ts';
import { forgedMessages } from './misbehavior.ts';
import { type BankPage, letterhead, wordsFor } from './page.ts';
import type { Behavior } from './switches.ts';
import type { BankTransaction } from './transactions.ts';

/** Looks at the browser, out of the buyer's sight, and says that it has. */
export function methodPage(data: MethodData, behavior: Behavior, requested: readonly string[]): BankPage {
  const { locale, words } = wordsFor(requested);
  const answer = encodeMessage({ threeDSServerTransID: data.threeDSServerTransID });
  const fields = { threeDSMethodData: behavior === 'method_broken' ? '*** no message ***' : answer };
  const page = {
    locale,
    title: words.methodTitle,
    content: `${letterhead(words)}\n<p>${escapeHtml(words.method)}</p>`,
  };
  if (behavior === 'method_silent') return page;
  const url = data.threeDSMethodNotificationURL;
  const forged = behavior === 'forged_done' ? forgedMessages(url.split('/').at(-1) ?? '') : '';
  return {
    ...page,
    content: `${page.content}\n${postForm(url, fields, words.continue)}`,
    script: `${forged}${METHOD_SCRIPTS[behavior] ?? SUBMIT_FORM}`,
  };
}

/** Takes the browser back to the notification address with the result; the result itself has been told before. */
export function returnPage(transaction: BankTransaction): BankPage {
  const { locale, words } = wordsFor([transaction.locale]);
  if (transaction.canceled === '04' || transaction.canceled === '05') {
    return erroPage(transaction, protocolError('402', 'CReq', transaction.server_trans_id), 'timedOut');
  }
  const fields = notificationFields(transaction);
  if (fields === null) {
    const content = notice(transaction, 'stayTitle', 'stay');
    return { locale, title: words.stayTitle, content };
  }
  return {
    locale,
    title: words.backTitle,
    content: `${notice(transaction, 'backTitle', 'back')}\n${postForm(transaction.notification_url, fields, words.continue)}`,
    script: transaction.behavior === 'cres_twice' ? SUBMIT_TWICE : SUBMIT_FORM,
  };
}

/** Says what is wrong, to the buyer in words and to the notification address as an Erro. */
export function erroPage(transaction: BankTransaction, erro: Erro, kind: 'timedOut' | 'unusable'): BankPage {
  const { locale, words } = wordsFor([transaction.locale]);
  const sessionData =
    transaction.session_data === null ? {} : { threeDSSessionData: transaction.session_data };
  const fields = { erro: encodeMessage(erro), ...sessionData };
  return {
    status: kind === 'unusable' ? 400 : 200,
    locale,
    title: words[`${kind}Title`],
    content: `${notice(transaction, `${kind}Title`, kind)}\n${postForm(transaction.notification_url, fields, words.continue)}`,
    script: SUBMIT_FORM,
  };
}

/** Says in words that there is nothing to show. */
export function wordsPage(
  requested: readonly string[],
  kind: 'unusable' | 'escaped' | 'popup',
  status: 200 | 400 | 404 | 413,
): BankPage {
  const { locale, words } = wordsFor(requested);
  return { status, locale, title: words[`${kind}Title`], content: notice({ locale }, `${kind}Title`, kind) };
}

type Key = keyof ReturnType<typeof wordsFor>['words'];

function notice({ locale }: Pick<BankTransaction, 'locale'>, title: Key, text: Key): string {
  const { words } = wordsFor([locale]);
  return `${letterhead(words)}\n<h2>${escapeHtml(words[title])}</h2>\n<p>${escapeHtml(words[text])}</p>`;
}

/** First into a frame of its own, which may come to nothing there, then in place of this page. */
const SUBMIT_TWICE = `
const form = document.forms[0];
const frame = document.createElement('iframe');
frame.name = 'twice';
frame.hidden = true;
document.body.append(frame);
form.target = 'twice';
form.submit();
setTimeout(() => { form.target = '_self'; form.submit(); }, 300);`;

const METHOD_SCRIPTS: Partial<Record<Behavior, string>> = {
  method_late: 'setTimeout(() => document.forms[0].submit(), 12000);',
  method_twice: SUBMIT_TWICE,
};
