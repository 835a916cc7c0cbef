// The ways to let the checkout into a page, each of them live: as a part of it, over it, as a link, as a tag, in React.

import { html } from 'hono/html';
import { assetPath } from './assets.ts';
import type { Words } from './i18n.ts';
import type { Markup, Page, Theme } from './layout.ts';
import { picture } from './pictures.ts';
import { CURRENCY, PRICES, type ProductId } from './products.ts';

export interface WaysPageOptions {
  /** Origin that serves xpay.js and the iframe. */
  readonly checkoutOrigin: string;
  readonly publishableKey: string;
  readonly theme: Theme;
  /** The payment provider's page for an order of this visitor, once one was prepared. */
  readonly link: string | null;
}

/** Which product each way sells. */
const SOLD = { overlay: 'cup', url: 'dripper', tag: 'teapot' } as const;

/** Nothing is ordered before the visitor presses something. */
export function waysPage(
  words: Words,
  { checkoutOrigin, publishableKey, theme, link }: WaysPageOptions,
): Page {
  const { t, money, locale } = words;
  // Isolated, as a label is a sentence of any direction (Unicode UAX 9).
  const price = (way: keyof typeof SOLD): string => `\u2066${money(PRICES[SOLD[way]], CURRENCY)}\u2069`;
  return {
    title: t('ways.title'),
    style: 'ways.css',
    scripts: html`<script src="${checkoutOrigin}/v1/xpay.js" defer></script>
  <script src="${assetPath('ways.js')}" type="module"></script>`,
    main: html`
  <div class="ways" data-publishable-key="${publishableKey}" data-locale="${locale}" data-theme="${theme}"
    data-unavailable="${t('checkout.unavailable')}">
    <h1>${t('ways.title')}</h1>
    <p class="lead">${t('ways.lead')}</p>
    <p id="problem" class="problem" role="alert" hidden></p>
    <p id="thanks" class="thanks" role="status" data-words="${t('ways.thanks')}"></p>
    <ul class="ways-list">
      ${way('page', 'cup', html`<a class="button" href="/checkout?product=cup">${t('ways.page.action')}</a>`)}
      ${way('overlay', SOLD.overlay, button('overlay', t('ways.overlay.action', { amount: price('overlay') })))}
      ${way('url', SOLD.url, linkOrForm())}
      ${way('react', 'dripper', html`<a class="button" href="/spa/">${t('ways.react.action')}</a>`)}
      ${way(
        'tag',
        SOLD.tag,
        html`${button('tag', t('ways.tag.action'))}
      <xpay-checkout class="tag" hidden publishable-key="${publishableKey}" locale="${locale}"></xpay-checkout>`,
      )}
    </ul>
    <noscript><p class="problem">${t('checkout.noScript')}</p></noscript>
  </div>`,
  };

  function way(
    name: 'page' | 'overlay' | 'url' | 'react' | 'tag',
    productId: ProductId,
    action: Markup,
  ): Markup {
    return html`
      <li class="way" data-way="${name}" data-product="${productId}">
        <div class="way-picture">${picture(productId)}</div>
        <div class="way-words"><h2>${t(`ways.${name}.title`)}</h2><p>${t(`ways.${name}.text`)}</p></div>
        <div class="way-acts">${action}</div>
      </li>`;
  }

  function button(name: keyof typeof SOLD, label: string): Markup {
    return html`<button class="button" type="button" id="${name}" data-product-id="${SOLD[name]}">${label}</button>`;
  }

  function linkOrForm(): Markup {
    if (link === null) {
      return html`<form method="post" action="/ways/link"><button class="button" name="product" value="${SOLD.url}">${t('ways.url.make')}</button></form>`;
    }
    return html`<a class="button" href="${link}" data-xpay-checkout>${t('ways.url.action', { amount: price('url') })}</a>`;
  }
}
