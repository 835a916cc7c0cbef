// The title of a page of its own, and its way back, which the server wrote: kept true to the language and to the payment.

import { effect } from '@preact/signals';
import type { I18n } from '../i18n/i18n.ts';
import { sessionOf } from '../payment/session-of.ts';
import type { State } from '../payment/state.ts';
import type { HostedGiven } from './later.tsx';

/** The link at the start of the page that leaves it for the shop. */
export interface Back {
  readonly url: string;
  /** The shop's name. */
  readonly merchant: string;
}

/** Keeps both from now on. @returns the link as the server wrote it; null where the shop has named no page. */
export function keepPageHead({ payment, i18n }: HostedGiven): Back | null {
  effect(() => {
    const title = titleOf(payment.state.value, i18n);
    if (title !== null) document.title = title;
  });
  const link = document.querySelector<HTMLAnchorElement>('a#back');
  if (link === null) return null;
  const merchant = link.querySelector('bdi')?.textContent ?? '';
  const words = link.querySelector('span');
  effect(() => {
    if (words !== null && i18n.has('hosted')) words.textContent = i18n.t('hosted.back', { merchant });
  });
  return { url: link.href, merchant };
}

/** What it is, then whose: a tab shows the beginning. Null where the server's words stay. */
function titleOf(state: State, i18n: I18n): string | null {
  const session = sessionOf(state);
  if (session === undefined || !i18n.has('hosted')) return null;
  const merchant = session.merchant.displayName;
  const isFree = session.amountTotal === 0 && i18n.has('order');
  switch (state.name) {
    case 'succeeded':
      return `${i18n.t(isFree ? 'order.free.done' : 'outcome.succeeded.title')} · ${merchant}`;
    case 'processing':
    case 'expired':
    case 'canceled':
      return `${i18n.t(`outcome.${state.name}.title`)} · ${merchant}`;
    default: {
      if (isFree) return `${i18n.t('order.free.action')} · ${merchant}`;
      const amount = i18n.money(session.amountTotal, session.currency, session.exponent);
      return i18n.t('hosted.title', { amount, merchant });
    }
  }
}
