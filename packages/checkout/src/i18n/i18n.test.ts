// Switching languages: what is shown, in which order, and what happens when a language cannot be had.

import { computed } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { createI18n, type Texts } from './i18n.ts';
import ar from './locales/ar.json';
import de from './locales/de.json';
import en from './locales/en.json';

const FILES: Record<string, Texts> = { ar, de };

function anI18n(load = async (tag: string): Promise<Texts | null> => FILES[tag] ?? null) {
  const asked: string[] = [];
  const i18n = createI18n('en', en, (tag) => {
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

describe('a duration', () => {
  it('is counted as the language does', async () => {
    const { i18n } = anI18n();
    expect([i18n.duration(1, 'minute'), i18n.duration(4, 'minute')]).toEqual(['1 minute', '4 minutes']);
    await i18n.setLocale('de');
    expect(i18n.duration(30, 'second')).toBe('30 Sekunden');
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
