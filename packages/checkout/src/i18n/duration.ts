// How long something lasts, in words, with what browsers lack filled in.

import { withDigits } from '@xpay/protocol/money';

export type DurationUnit = 'day' | 'hour' | 'minute' | 'second';

/** Chromium says these in English, or in its own language (reduced ICU). After a number the word stays the same. */
const WORDS: ReadonlyMap<string, Readonly<Record<DurationUnit, string>>> = new Map([
  ['az', { day: 'gün', hour: 'saat', minute: 'dəqiqə', second: 'saniyə' }],
  ['ka', { day: 'დღე', hour: 'საათი', minute: 'წუთი', second: 'წამი' }],
  ['kk', { day: 'күн', hour: 'сағат', minute: 'минут', second: 'секунд' }],
  ['uz', { day: 'kun', hour: 'soat', minute: 'daqiqa', second: 'soniya' }],
]);

/** `4 minutes`, as the language writes and counts it. */
export function formatDuration(count: number, unit: DurationUnit, locale: string): string {
  const words = WORDS.get(locale);
  if (words !== undefined) return `${count}\u00a0${words[unit]}`;
  return new Intl.NumberFormat(withDigits(locale), { style: 'unit', unit, unitDisplay: 'long' }).format(
    count,
  );
}
