// What stands between header and footer: the collection, the basket, and the page that says a few words.

import { html } from 'hono/html';
import type { Words } from './i18n.ts';
import { amount, type Markup, type Page } from './layout.ts';
import { picture, SHELF } from './pictures.ts';
import {
  type BasketLine,
  CURRENCY,
  MAX_QUANTITY,
  PRICES,
  PRODUCT_IDS,
  type ProductId,
  totalOf,
} from './products.ts';

/** The collection: what the shop is, and its three pieces. */
export function homePage({ t, money }: Words): Page {
  return {
    title: t('home.title'),
    style: 'collection.css',
    main: html`
  <section class="hero">
    <div class="hero-words">
      <h1>${t('home.heading')}</h1>
      <p class="lead">${t('home.lead')}</p>
      <a class="button" href="#collection">${t('home.browse')}</a>
    </div>
    ${SHELF}
  </section>
  <section class="collection" id="collection" aria-labelledby="collection-title">
    <h2 id="collection-title">${t('home.products')}</h2>
    <ul class="products">${PRODUCT_IDS.map((id) => card(id))}</ul>
  </section>
  <ul class="promises">${(['batch', 'post', 'mend'] as const).map(
    (promise) => html`
    <li><h3>${t(`home.promise.${promise}.title`)}</h3><p>${t(`home.promise.${promise}.text`)}</p></li>`,
  )}</ul>`,
  };

  function card(id: ProductId): Markup {
    const name = t(`products.${id}.name`);
    return html`
    <li class="card" data-product="${id}">
      <div class="stage">${picture(id, t(`products.${id}.picture`))}</div>
      <div class="card-head"><h3>${name}</h3><p class="price">${amount(money(PRICES[id], CURRENCY))}</p></div>
      <p class="card-text">${t(`products.${id}.description`)}</p>
      <div class="card-acts">
        <form method="post" action="/basket">
          <input type="hidden" name="product" value="${id}">
          <button class="button" aria-label="${t('home.addLabel', { name })}">${t('home.add')}</button>
        </form>
        <a class="quiet" href="/checkout?product=${id}" aria-label="${t('home.buyLabel', { name })}">${t('home.buy')}</a>
      </div>
    </li>`;
  }
}

/** The basket: every change is a form, so it works without a script. */
export function basketPage({ t, money }: Words, lines: readonly BasketLine[]): Page {
  const title = t('basket.title');
  if (lines.length === 0) {
    return {
      title,
      main: html`<div class="narrow"><h1>${title}</h1><p>${t('basket.empty')}</p><p><a class="button" href="/#collection">${t('basket.back')}</a></p></div>`,
    };
  }
  return {
    title,
    style: 'orders.css',
    main: html`
  <div class="narrow">
    <h1>${title}</h1>
    <ul class="lines">${lines.map((line) => basketLine(line))}</ul>
    <p class="total"><span>${t('basket.total')}</span> <strong>${amount(money(totalOf(lines), CURRENCY))}</strong></p>
    <p class="small">${t('basket.included')}</p>
    <p class="acts"><a class="button" href="/checkout">${t('basket.checkout')}</a> <a class="quiet" href="/#collection">${t('basket.back')}</a></p>
  </div>`,
  };

  function basketLine({ productId, quantity }: BasketLine): Markup {
    const name = t(`products.${productId}.name`);
    return html`
    <li class="line" data-product="${productId}">
      <span class="thumb">${picture(productId)}</span>
      <div class="line-name"><h2>${name}</h2><p>${amount(money(PRICES[productId], CURRENCY))}</p></div>
      <form class="stepper" method="post" action="/basket/${productId}">
        <button name="quantity" value="${quantity - 1}" aria-label="${t('basket.fewer', { name })}">−</button>
        <span><span class="hidden">${t('basket.quantity')} </span>${quantity}</span>
        <button name="quantity" value="${Math.min(quantity + 1, MAX_QUANTITY)}" aria-label="${t('basket.more', { name })}">+</button>
      </form>
      <p class="line-amount">${amount(money(PRICES[productId] * quantity, CURRENCY))}</p>
      <form method="post" action="/basket/${productId}">
        <button class="quiet" name="quantity" value="0" aria-label="${t('basket.removeLabel', { name })}">${t('basket.remove')}</button>
      </form>
    </li>`;
  }
}

/** A page that only says something: not found, broken. */
export function messagePage({ t }: Words, title: string, text: string): Page {
  return {
    title,
    main: html`<div class="narrow"><h1>${title}</h1><p>${text}</p><p><a class="button" href="/">${t('order.back')}</a></p></div>`,
  };
}
