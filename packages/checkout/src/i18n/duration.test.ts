// Durations in words; here, where CLDR is whole, what we say in its place must be what it says.

import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { describe, expect, it } from 'vitest';
import { formatDuration } from './duration.ts';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe.each(SHIPPED_LOCALES)('a duration in %s', (locale) => {
  it.each(['day', 'hour', 'minute', 'second'] as const)('counts every %s as CLDR does', (unit) => {
    for (const count of [1, 2, 3, 5, 11, 21, 30]) {
      const known = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
      expect(plain(formatDuration(count, unit, locale))).toBe(plain(known));
    }
  });
});
