// The order page: it says what the shop's own server knows about an order, and nothing a browser told it.

import { html } from 'hono/html';
import { assetPath } from './assets.ts';
import type { Words } from './i18n.ts';
import { amount, type Markup, type Page } from './layout.ts';
import { picture } from './pictures.ts';
import type { Order } from './store.ts';

/** One order, with its status as of now; a script swaps the status in place when the server learns more. */
export function orderPage(words: Words, order: Order): Page {
  const { t, money, day } = words;
  const number = orderNumber(order);
  return {
    title: t('order.title', { number }),
    style: 'orders.css',
    scripts: html`<script src="${assetPath('order.js')}" type="module"></script>`,
    main: html`
  <div class="narrow">
    <div id="status" class="status" role="status" data-status="${order.status}" data-events="/orders/${order.id}/events">
      ${orderStatus(words, order)}
    </div>
    <p class="small">${t('order.number', { number })} · ${t('order.placed', { date: day(order.createdAt) })}</p>
    <h2>${t('order.pieces')}</h2>
    <ul class="lines">${order.lines.map(
      (line) => html`
      <li class="line" data-product="${line.productId}">
        <span class="thumb">${picture(line.productId)}</span>
        <div class="line-name"><h3>${line.name}</h3><p>${amount(`${line.quantity} × ${money(line.unitAmount, order.currency)}`)}</p></div>
        <p class="line-amount">${amount(money(line.unitAmount * line.quantity, order.currency))}</p>
      </li>`,
    )}</ul>
    <p class="total"><span>${t('basket.total')}</span> <strong>${amount(money(order.amount, order.currency))}</strong></p>
    <p><a class="quiet" href="/">${t('order.back')}</a></p>
  </div>`,
  };
}

/** The part of the page that changes: badge, heading, what happens next. */
export function orderStatus({ t }: Words, { status }: Order): Markup {
  return html`<p class="badge">${t(`order.${status}.badge`)}</p>
      <h1>${t(`order.${status}.title`)}</h1>
      <p>${t(`order.${status}.text`)}</p>
      ${status === 'pending' ? html`<noscript><p><a class="quiet" href="">${t('order.again')}</a></p></noscript>` : ''}`;
}

/** What a person may quote: short, and of no use to find the order's page. */
export function orderNumber({ id }: Order): string {
  return id.slice(-6).toUpperCase();
}
