// What a payment link shows: who sells what for how much, and one button. It needs no script and makes no session.

import { exponentOf } from '@xpay/protocol/currencies';
import { formatMoney } from '@xpay/protocol/money';
import type { PaymentLink } from '../../../domain/payment-link.ts';
import { formPageHeaders } from '../../../http/headers.ts';
import { escapeHtml, htmlHeaders, plainDocument, styleHashOf } from '../../../http/plain-page.ts';
import { requestedLocales } from '../../../http/requested-locales.ts';

/** The page of a link that can be paid, in the visitor's language. A HEAD gets its headers. */
export function linkDocument(
  request: Request,
  { link, merchantName, origin }: { link: PaymentLink; merchantName: string; origin: string },
): Response {
  const requested = requestedLocales(request);
  // Amounts are written in the language that the words turn out to have.
  const { locale } = plainDocument(requested, 'payLink', {});
  const money = (amount: number) =>
    formatMoney(amount, link.currency, locale, exponentOf(link.currency) ?? 2);
  const { html } = plainDocument([locale], 'payLink', {
    heading: merchantName,
    style: STYLE,
    facts: factsOf(link, money),
    control: (title) => form(request, link, title),
  });
  const headers = { ...formPageHeaders(origin, [styleHashOf(STYLE)]), ...htmlHeaders(locale) };
  return new Response(request.method === 'HEAD' ? null : html, { headers });
}

/** `?locale=` of the page, for the pages after it; what is no language tag is left out. */
export function askedLocale(request: Request): string {
  const locale = new URL(request.url).searchParams.get('locale') ?? '';
  return /^[A-Za-z0-9-]{2,35}$/.test(locale) ? `?locale=${locale}` : '';
}

function factsOf({ lineItems, amount }: PaymentLink, money: (amount: number) => string): string {
  const items = lineItems.map(({ name, description, quantity, unitAmount }) => {
    const each = quantity > 1 ? `<small>${quantity} × <bdi>${money(unitAmount)}</bdi></small>` : '';
    const note = description === null ? '' : `<small><bdi>${escapeHtml(description)}</bdi></small>`;
    return `<li><span><bdi>${escapeHtml(name)}</bdi>${note}${each}</span><bdi>${money(quantity * unitAmount)}</bdi></li>`;
  });
  const total = `<p class="xp-total"><bdi>${money(amount)}</bdi></p>`;
  return `${total}\n<ul class="xp-items">\n${items.join('\n')}\n</ul>\n`;
}

function form(request: Request, { id }: PaymentLink, words: string): string {
  return `<form method="post" action="/p/${id}${askedLocale(request)}">
<button class="xp-go">${escapeHtml(words)}</button>
</form>
`;
}

const STYLE = `
.xp-total { font-size: 2rem; font-weight: 600; line-height: 1.25; font-variant-numeric: tabular-nums; }
.xp-items { margin: 0; padding: 0; list-style: none; border-block: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.xp-items li { display: flex; gap: 16px; justify-content: space-between; padding-block: 12px; font-variant-numeric: tabular-nums; }
.xp-items li + li { border-block-start: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
.xp-items span { min-inline-size: 0; overflow-wrap: anywhere; }
.xp-items small { display: block; font-size: 0.875rem; color: color-mix(in srgb, currentColor 72%, transparent); }
`;
