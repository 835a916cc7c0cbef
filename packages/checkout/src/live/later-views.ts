// The words for news: fetched when the buyer has begun to use the checkout, or there is news.

import type { ReadonlySignal } from '@preact/signals';
import { laterCode } from '../later-code.ts';
import type { Payment } from '../payment/payment.ts';
import { sessionOf } from '../payment/session-of.ts';
import type { News } from './news.ts';
import type { NewsAround, NewsViews } from './news-views.tsx';

export interface NewsGiven extends NewsAround {
  readonly payment: Pick<Payment, 'state'>;
  readonly isTouched: ReadonlySignal<boolean>;
}

/** Null until they are there. */
export function followNews(
  news: News,
  given: NewsGiven,
  load: () => Promise<Pick<typeof import('./news-views.tsx'), 'createNewsViews'>> = importViews,
): ReadonlySignal<NewsViews | null> {
  const { change, left, isElsewhere } = news;
  const make = async () => {
    const { createNewsViews } = await load();
    void given.i18n.need('live');
    return createNewsViews(news, given);
  };
  const { code } = laterCode(make, () => {
    const isNews = change.value !== null || left.value !== null || isElsewhere.value || given.isRenewed.value;
    // Nobody is to be fooled by a server that was told to fail, and these words say it.
    const isFaulty = sessionOf(given.payment.state.value)?.faults === true;
    return isNews || isFaulty || given.isTouched.value ? `${isNews} ${given.online.value}` : null;
  });
  return code;
}

function importViews() {
  return import('./news-views.tsx');
}
