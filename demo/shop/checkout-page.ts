// The page with the embedded checkout: the order at its start, the iframe at its end.

import { html } from 'hono/html';
import { assetPath } from './assets.ts';
import type { Words } from './i18n.ts';
import { amount, type Page, type Theme } from './layout.ts';
import { picture } from './pictures.ts';
import { type BasketLine, CURRENCY, PRICES, type ProductId, totalOf } from './products.ts';

export interface CheckoutPageOptions {
  readonly lines: readonly BasketLine[];
  /** Set when one product is bought directly, past the basket. */
  readonly productId: ProductId | null;
  /** Origin that serves xpay.js and the iframe. */
  readonly checkoutOrigin: string;
  readonly publishableKey: string;
  /** The checkout's language, BCP 47: any that it speaks, also where the shop itself does not. */
  readonly locale: string;
  readonly theme: Theme;
}

// No-break spaces: the number stays on one line.
const TEST_CARD = '4242\u00a04242\u00a04242\u00a04242';
const BANK_CARD = '4000\u00a00025\u00a00000\u00a03155';

/** The checkout. What the script needs to know stands in data attributes; no secret is among them. */
export function checkoutPage(words: Words, options: CheckoutPageOptions): Page {
  const { t } = words;
  const { productId, checkoutOrigin, publishableKey, locale, theme } = options;
  return {
    title: t('checkout.title'),
    style: 'orders.css',
    scripts: html`<script src="${checkoutOrigin}/v1/xpay.js" defer></script>
  <script src="${assetPath('checkout.js')}" type="module"></script>`,
    main: html`
  <div class="checkout">
    ${orderSummary(words, options)}
    <section aria-labelledby="payment-title">
      <h2 id="payment-title" class="hidden">${t('checkout.payment')}</h2>
      <p id="problem" class="problem" role="alert" hidden></p>
      <div id="checkout" class="frame" data-publishable-key="${publishableKey}" data-locale="${locale}"
        data-theme="${theme}" data-product-id="${productId ?? ''}"
        data-unavailable="${t('checkout.unavailable')}"></div>
      <div id="done" class="done" role="status"></div>
      <template id="done-words"><p>${t('checkout.done')}</p> <a class="quiet" href="/thanks">${t('checkout.orderPage')}</a></template>
      <noscript><p class="problem">${t('checkout.noScript')}</p></noscript>
    </section>
  </div>`,
  };
}

function orderSummary({ t, money }: Words, { lines, productId, publishableKey }: CheckoutPageOptions) {
  const testCard = t('checkout.testCard', { card: TEST_CARD });
  const bankCard = t('checkout.bankCard', { card: BANK_CARD, code: '123456' });
  return html`
    <section class="summary" aria-labelledby="order-title">
      <h1 class="hidden">${t('checkout.title')}</h1>
      <h2 id="order-title">${t('checkout.order')}</h2>
      <ul class="lines">${lines.map(
        (line) => html`
        <li class="line" data-product="${line.productId}">
          <span class="thumb">${picture(line.productId)}</span>
          <div class="line-name"><h3>${t(`products.${line.productId}.name`)}</h3><p>${amount(`${line.quantity} × ${money(PRICES[line.productId], CURRENCY)}`)}</p></div>
          <p class="line-amount">${amount(money(PRICES[line.productId] * line.quantity, CURRENCY))}</p>
        </li>`,
      )}</ul>
      <p class="total"><span>${t('basket.total')}</span> <strong>${amount(money(totalOf(lines), CURRENCY))}</strong></p>
      <p class="small">${t('basket.included')}</p>
      ${productId === null ? html`<p><a class="quiet" href="/basket">${t('checkout.change')}</a></p>` : ''}
      ${publishableKey.startsWith('pk_test_') ? html`<p class="note">${testCard} ${bankCard}</p>` : ''}
    </section>`;
}
