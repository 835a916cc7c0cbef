// What the page of a session says before any script has run: its title, and the way back to the shop.

import { exponentOf } from '@xpay/protocol/currencies';
import { directionOf } from '@xpay/protocol/locales';
import { formatMoney } from '@xpay/protocol/money';
import type { FrameDocument, PageWords } from './frame-document.ts';
import { escapeHtml } from './plain-page.ts';

/** What the page may tell whoever has its address: what they would see on it anyway, and nothing of the buyer. */
export interface PageFacts {
  readonly id: string;
  readonly merchantName: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** Nobody has paid it yet, and somebody still can. */
  readonly isOpen: boolean;
  /** Its buyer can leave it for the shop. */
  readonly leadsBack: boolean;
}

/** The address that leads the buyer of a session back to the shop, without telling the page where that is. */
export function backPathOf(id: string): string {
  return `/c/${id}/back`;
}

/** The words of one page in one of the document's languages. */
export function pageWords(
  { texts }: Pick<FrameDocument, 'texts'>,
  locale: string,
  { id, merchantName, amount, currency, isOpen, leadsBack }: PageFacts,
): PageWords {
  const words = texts[locale] ?? {};
  const money = formatMoney(amount, currency, locale, exponentOf(currency) ?? 2);
  const values = { merchant: isolated(merchantName, locale), amount: isolated(money, locale) };
  // Where discounts leave nothing to pay, nothing is said of paying.
  const isPaid = isOpen && amount > 0;
  const title = isPaid ? fill(words['hosted.title'], values) : merchantName;
  const back = escapeHtml(words['hosted.back'] ?? '').replace(
    '{{merchant}}',
    () => `<bdi>${escapeHtml(merchantName)}</bdi>`,
  );
  return {
    title: title || merchantName,
    description: (amount > 0 && fill(words['pay.payee'], values)) || merchantName,
    back: leadsBack
      ? `<p class="xp-back"><a id="back" href="${backPathOf(id)}">${ARROW}<span>${back}</span></a></p>`
      : '',
  };
}

const ARROW =
  '<svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M10 3 5 8l5 5"/></svg>';

function fill(text: string | undefined, values: Readonly<Record<string, string>>): string {
  return (text ?? '').replace(/\{\{(\w+)\}\}/g, (found, name: string) => values[name] ?? found);
}

/** In the text of a title no element can keep two directions apart (Unicode bidi, FSI and PDI). */
function isolated(text: string, locale: string): string {
  const isMixed = directionOf(locale) === 'rtl' || RIGHT_TO_LEFT.test(text);
  return isMixed ? `\u2068${text}\u2069` : text;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufefc]/;
