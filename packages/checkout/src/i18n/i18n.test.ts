// Switching languages: what is shown, in which order, and what happens when a language cannot be had.

import { computed } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { createI18n, type LoadTexts, type Texts } from './i18n.ts';
import ar from './locales/ar.json';
import de from './locales/de.json';
import en from './locales/en.json';
import { LATER_PARTS, type LaterPart } from './parts.ts';

const FILES: Record<string, Texts> = { ar, de };
const { threeds } = en;
const EN = Object.fromEntries(
  Object.entries(en).filter(([branch]) => !LATER_PARTS.some((part) => part === branch)),
);

function anI18n(load = async (tag: string): Promise<Texts | null> => FILES[tag] ?? null) {
  const asked: string[] = [];
  const i18n = createI18n('en', EN, (tag) => {
    asked.push(tag);
    return load(tag);
  });
  return { i18n, asked };
}

describe('the texts', () => {
  it('show values as they are: Preact escapes', () => {
    const { i18n } = anI18n();
    expect(i18n.t('pay.payee', { merchant: 'Kiln & <Co>' })).toContain('Kiln & <Co>');
  });

  it('isolate values that run in the other direction, and leave the others as they are', async () => {
    const { i18n } = anI18n();
    expect(i18n.t('outcome.cardValue', { brand: 'Visa', last4: '4242' })).toBe('Visa ending in 4242');
    expect(i18n.t('pay.payee', { merchant: 'متجر' })).toBe('Your payment goes to \u2068متجر\u2069.');
    await i18n.setLocale('ar');
    expect(i18n.t('pay.payee', { merchant: 'Kiln & Co.' })).toContain('\u2068Kiln & Co.\u2069');
    expect(i18n.t('outcome.cardValue', { brand: 'Visa', last4: '4242' })).toMatch(
      /\u2068Visa\u2069.*\u20684242\u2069/,
    );
  });

  it('follow the language wherever they are derived', async () => {
    const { i18n } = anI18n();
    const title = computed(() => i18n.t('frame.title'));
    expect(title.value).toBe('Secure payment form');
    await i18n.setLocale('de');
    expect(title.value).toBe(de.frame.title);
  });

  it('come with the direction of the language', async () => {
    const { i18n } = anI18n();
    expect(i18n.direction.value).toBe('ltr');
    await i18n.setLocale('ar');
    expect([i18n.locale.value, i18n.direction.value]).toEqual(['ar', 'rtl']);
  });

  it('write money as the language does, with the digits of the currency', async () => {
    const { i18n } = anI18n();
    expect(i18n.money(4900, 'USD', 2)).toBe('$49.00');
    expect(i18n.money(4900, 'JPY', 0)).toBe('¥4,900');
    await i18n.setLocale('de');
    expect(i18n.money(4900, 'EUR', 2)).toBe('49,00\u00a0€');
  });
});

describe('changing the language', () => {
  it('takes the nearest one that there is', async () => {
    const { i18n } = anI18n();
    await i18n.setLocale('de-CH');
    expect(i18n.locale.value).toBe('de');
  });

  it('fetches each language once', async () => {
    const { i18n, asked } = anI18n();
    await i18n.setLocale('de');
    await i18n.setLocale('en');
    await i18n.setLocale('de');
    expect(asked).toEqual(['de']);
  });

  it('takes the nearest one in place of one whose file cannot be had', async () => {
    const { i18n, asked } = anI18n(async (tag) => (tag === 'zh-HK' ? null : { frame: { title: tag } }));
    await i18n.setLocale('zh-HK');
    expect(i18n.locale.value).toBe('zh-Hant');
    expect(asked).toEqual(['zh-HK', 'zh-Hant']);
  });

  it('takes English where there is no nearest one', async () => {
    const { i18n } = anI18n(async (tag) => (tag === 'ja' ? null : { frame: { title: tag } }));
    await i18n.setLocale('de');
    await i18n.setLocale('ja');
    expect(i18n.locale.value).toBe('en');
  });

  it('leaves the present one when nothing can be had, and asks again the next time', async () => {
    let isDown = true;
    const { i18n } = anI18n(async (tag) => (isDown ? null : { frame: { title: tag } }));
    await i18n.setLocale('fr-CA');
    expect(i18n.locale.value).toBe('en');
    isDown = false;
    await i18n.setLocale('fr-CA');
    expect(i18n.locale.value).toBe('fr-CA');
  });

  it.each([
    ['that there is none of', 'xx'],
    ['whose file cannot be had', 'ja'],
  ])('keeps the present one for a language %s', async (_, tag) => {
    const { i18n } = anI18n();
    await i18n.setLocale(tag);
    expect(i18n.locale.value).toBe('en');
  });

  it('ends at the last one asked for, though an earlier file comes later', async () => {
    const arrivals = new Map<string, (texts: Texts) => void>();
    const { i18n } = anI18n((tag) => new Promise((resolve) => arrivals.set(tag, resolve)));
    const first = i18n.setLocale('de');
    const second = i18n.setLocale('ar');
    arrivals.get('ar')?.(ar);
    await second;
    arrivals.get('de')?.(de);
    await first;
    expect(i18n.locale.value).toBe('ar');
  });
});

describe('a later part', () => {
  const of = (tag: string, part: LaterPart) => ({ [part]: { heading: `${tag} ${part}` } });

  /** Files by name; the others cannot be had. */
  function anI18nWith(...files: readonly string[]) {
    const asked: string[] = [];
    const load: LoadTexts = async (tag, part) => {
      const name = part === undefined ? tag : `${tag}.${part}`;
      asked.push(name);
      if (!files.includes(name)) return null;
      return part === undefined ? { frame: { title: tag } } : of(tag, part);
    };
    return { i18n: createI18n('en', EN, load), asked };
  }

  it('is there when it has been fetched, once', async () => {
    const { i18n, asked } = anI18nWith('en.threeds');
    expect(i18n.has('threeds')).toBe(false);
    expect(await Promise.all([i18n.need('threeds'), i18n.need('threeds')])).toEqual([true, true]);
    expect([i18n.has('threeds'), i18n.has('testCards')]).toEqual([true, false]);
    expect(i18n.t('threeds.heading')).toBe('en threeds');
    expect(asked).toEqual(['en.threeds']);
  });

  it('comes along with another language, which is not shown before it is there', async () => {
    const { i18n, asked } = anI18nWith('en.threeds', 'de', 'de.threeds');
    await i18n.need('threeds');
    await i18n.setLocale('de');
    expect(asked.slice(1)).toEqual(['de', 'de.threeds']);
    expect([i18n.locale.value, i18n.t('threeds.heading')]).toEqual(['de', 'de threeds']);
  });

  it('that comes into use while a language is fetched belongs to that language too', async () => {
    const { i18n } = anI18nWith('en.threeds', 'de', 'de.threeds');
    await Promise.all([i18n.setLocale('de'), i18n.need('threeds')]);
    expect([i18n.locale.value, i18n.has('threeds')]).toEqual(['de', true]);
    expect(i18n.t('threeds.heading')).toBe('de threeds');
  });

  it('is that of the nearest language where it cannot be had', async () => {
    const { i18n, asked } = anI18nWith('pt-BR', 'pt.threeds', 'en.threeds');
    await i18n.setLocale('pt-BR');
    expect(await i18n.need('threeds')).toBe(true);
    expect(i18n.t('threeds.heading')).toBe('pt threeds');
    expect(asked.slice(1)).toEqual(['pt-BR.threeds', 'pt.threeds']);
  });

  it('is not there when nobody has it, and no hindrance to another language', async () => {
    const { i18n } = anI18nWith('de');
    expect(await i18n.need('testCards')).toBe(false);
    await i18n.setLocale('de');
    expect([i18n.locale.value, i18n.has('testCards')]).toEqual(['de', false]);
  });

  it('is lent by the code that shows it, and taken back when its own words come', async () => {
    const { i18n } = anI18nWith('de', 'de.threeds');
    expect(await i18n.need('threeds')).toBe(false);
    expect(await i18n.need('threeds', { threeds })).toBe(true);
    expect(i18n.t('threeds.heading')).toBe(threeds.heading);
    await i18n.setLocale('de');
    expect(i18n.t('threeds.heading')).toBe('de threeds');
    await i18n.need('threeds', { threeds });
    expect(i18n.t('threeds.heading')).toBe('de threeds');
  });

  it('stays lent in every language that has no words of its own', async () => {
    const { i18n } = anI18nWith('de');
    await i18n.need('threeds', { threeds });
    await i18n.setLocale('de');
    expect([i18n.locale.value, i18n.t('threeds.heading')]).toEqual(['de', threeds.heading]);
  });
});

describe('a count', () => {
  const NUMBERED = { summary: { items_one: 'one {{count}}', items_other: 'other {{count}}' } };
  const counted = async (tag: string, count: number) => {
    const { i18n } = anI18n(async () => NUMBERED);
    await i18n.setLocale(tag);
    return i18n.t('summary.items', { count });
  };

  it('chooses the plural of the language', async () => {
    expect([await counted('de', 1), await counted('de', 2)]).toEqual(['one 1', 'other 2']);
  });

  it('is written in the digits of the language', async () => {
    expect(await counted('fa', 1234)).toBe('other ۱٬۲۳۴');
  });

  it('needs no plural rules of the browser: Chromium has none of Georgian', async () => {
    const known = vi.spyOn(Intl.PluralRules, 'supportedLocalesOf').mockReturnValue([]);
    expect([await counted('ka', 1), await counted('ka', 5)]).toEqual(['one 1', 'other 5']);
    known.mockRestore();
  });
});
