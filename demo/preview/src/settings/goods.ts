// What the preview's shop sells: names in both languages of its page, and what each costs beside the first.

/** One of the shop's goods; `share` is its price in hundredths of the first one's. */
export interface Good {
  readonly en: string;
  readonly ar: string;
  readonly share: number;
  /** Name of its file in `server/pictures`. */
  readonly picture: string;
}

/** The first has the price that is chosen. */
export const GOODS = [
  { en: 'Desk lamp', ar: 'مصباح مكتب', share: 100, picture: 'lamp' },
  { en: 'Linen shirt', ar: 'قميص كتّان', share: 65, picture: 'shirt' },
  { en: 'Coffee grinder', ar: 'مطحنة قهوة', share: 140, picture: 'grinder' },
  { en: 'Notebook', ar: 'دفتر ملاحظات', share: 20, picture: 'notebook' },
  { en: 'Wool blanket', ar: 'بطانية صوف', share: 180, picture: 'blanket' },
  { en: 'Teapot', ar: 'إبريق شاي', share: 75, picture: 'teapot' },
  { en: 'Canvas bag', ar: 'حقيبة قماش', share: 45, picture: 'bag' },
  { en: 'Wall clock', ar: 'ساعة حائط', share: 110, picture: 'clock' },
  { en: 'Water bottle', ar: 'زجاجة ماء', share: 35, picture: 'bottle' },
  { en: 'Beeswax candle', ar: 'شمعة من شمع العسل', share: 25, picture: 'candle' },
] as const satisfies readonly Good[];

/** The good at a place of the list: after the last one the first comes again. */
export function goodAt(index: number): Good {
  return GOODS[index % GOODS.length] ?? GOODS[0];
}

/** What it costs, in minor units, where the first costs `amount`. */
export function priceAt(index: number, amount: number): number {
  return Math.ceil((amount * goodAt(index).share) / 100);
}

/** What so many cost together, in minor units, before anything makes them cheaper. */
export function subtotalOf({ items, amount }: { readonly items: number; readonly amount: number }): number {
  return Array.from({ length: items }, (_, index) => priceAt(index, amount)).reduce(
    (sum, price) => sum + price,
    0,
  );
}
