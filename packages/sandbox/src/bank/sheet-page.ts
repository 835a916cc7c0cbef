// The window of the sandbox's payment sheet: what is to be paid, and two ways to answer. The third is to close it.

import { withDigits } from '@xpay/protocol/money';
import { escapeHtml } from '../http/plain-page.ts';
import { type BankPage, wordsFor } from './page.ts';
import { PROVIDER_STYLE } from './provider-style.ts';

/** What the sheet is called, which no language changes. */
export const SHEET_NAME = 'Sandpiper';

/** The card that is approved, and the one that is declined: last four digits of test cards. */
const CARDS = { approve: '4242', decline: '0002' } as const;

/** The page, in the best of its languages for the tags asked for. Its worker tells it what is to be paid. */
export function sheetPage(requested: readonly string[]): BankPage {
  const { locale, words } = wordsFor(requested);
  const title = escapeHtml(words.providerTitle.replace('{{provider}}', SHEET_NAME));
  return {
    locale,
    title,
    style: PROVIDER_STYLE,
    ancestors: ["'none'"],
    content: `<header><svg viewBox="0 0 32 32" aria-hidden="true"><path d="${MARK}"/></svg><h1>${title}</h1></header>
<p class="xp-amount"><bdi data-total></bdi></p>
<dl>
<div><dt>${escapeHtml(words.shop)}</dt><dd><bdi data-shop></bdi></dd></div>
<div><dt>${escapeHtml(words.card)}</dt><dd><bdi dir="ltr">•••• ${CARDS.approve}</bdi></dd></div>
</dl>
<form>
<button value="${CARDS.approve}" disabled>${escapeHtml(words.approve)}</button>
<button class="xp-quiet-button" value="${CARDS.decline}" disabled>${escapeHtml(words.decline)}</button>
</form>
<p class="xp-hint">${escapeHtml(words.providerHint)}</p>`,
    script: script(locale),
  };
}

/** A sandpiper's bill above the line of the water. */
const MARK = 'M20 8a5 5 0 0 0-5 4L2 15l13 1a5 5 0 1 0 5-8zM4 22h24v3H4z';

/** No button cancels: browsers let nobody but the buyer close the window, and keep it open for an app that fails. */
function script(locale: string): string {
  return `
const worker = navigator.serviceWorker;
worker.addEventListener('message', ({ data: { shop, total } }) => {
  const money = new Intl.NumberFormat('${withDigits(locale)}', { style: 'currency', currency: total.currency });
  document.querySelector('[data-shop]').textContent = shop;
  document.querySelector('[data-total]').textContent = money.format(total.value);
  for (const button of document.querySelectorAll('button')) button.disabled = false;
});
worker.startMessages();
worker.ready.then(({ active }) => active.postMessage('ready'));
document.forms[0].addEventListener('submit', async (event) => {
  event.preventDefault();
  const { active } = await worker.ready;
  active.postMessage(event.submitter.value);
});`;
}
