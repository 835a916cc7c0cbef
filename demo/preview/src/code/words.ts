// The few words of the shop's own page, in the language of its direction.

import type { Settings } from '../settings/settings.ts';

export interface ShopWords {
  readonly lang: 'en' | 'ar';
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  readonly pay: string;
  readonly order: string;
  readonly wait: string;
  readonly thanks: string;
}

const WORDS: Readonly<Record<'ltr' | 'rtl', ShopWords>> = {
  ltr: {
    lang: 'en',
    dir: 'ltr',
    title: 'Checkout',
    pay: 'Pay now',
    order: 'Order and pay',
    wait: 'One moment…',
    thanks: 'Thank you for your order',
  },
  rtl: {
    lang: 'ar',
    dir: 'rtl',
    title: 'إتمام الشراء',
    pay: 'ادفع الآن',
    order: 'اطلب وادفع',
    wait: 'لحظة من فضلك…',
    thanks: 'شكرًا لطلبك',
  },
};

/** What the shop's page says. */
export function shopWords({ frame }: Settings): ShopWords {
  return WORDS[frame.direction];
}
