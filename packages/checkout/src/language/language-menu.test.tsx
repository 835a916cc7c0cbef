// Every language in its own name, in an order that stays, changed at once.
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { afterEach, describe, expect, it } from 'vitest';
import { createI18n, type LoadTexts } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { LanguageMenu } from './language-menu.tsx';
import { LANGUAGES } from './languages.ts';

afterEach(cleanup);

const GERMAN = { ...en, language: { label: 'Sprache' } };

function show(load: LoadTexts = async () => GERMAN) {
  const i18n = createI18n('en', en, load);
  render(<LanguageMenu i18n={i18n} onChoose={i18n.setLocale} />);
  return { i18n, select: screen.getByRole<HTMLSelectElement>('combobox', { name: 'Language' }) };
}

describe('LanguageMenu', () => {
  it('names each language in itself and marks the present one', () => {
    const { select } = show();
    const options = screen.getAllByRole<HTMLOptionElement>('option');
    expect(options.map((option) => [option.lang, option.value, option.textContent])).toEqual(
      Object.entries(LANGUAGES).map(([tag, name]) => [tag, tag, name]),
    );
    expect(select.value).toBe('en');
  });

  it('changes the language at once and keeps the focus', async () => {
    const { i18n, select } = show();
    select.focus();
    fireEvent.change(select, { target: { value: 'de' } });
    await screen.findByRole('combobox', { name: 'Sprache' });
    expect(i18n.locale.value).toBe('de');
    expect(document.activeElement).toBe(select);
    expect(select.value).toBe('de');
  });

  it('marks the language that is shown when another cannot be had', async () => {
    const { i18n, select } = show(async () => null);
    fireEvent.change(select, { target: { value: 'ja' } });
    expect(select.value).toBe('ja');
    await expect.poll(() => select.value).toBe('en');
    expect(i18n.locale.value).toBe('en');
  });
});

describe('the list of languages', () => {
  const names = Object.values(LANGUAGES);

  it('has every language of the checkout, each under a name of its own', () => {
    expect(Object.keys(LANGUAGES).sort()).toEqual([...SHIPPED_LOCALES].sort());
    expect(new Set(names).size).toBe(SHIPPED_LOCALES.length);
  });

  it('is sorted as people sort', () => {
    expect(names).toEqual([...names].sort(new Intl.Collator('en').compare));
  });

  it.each(Object.entries(LANGUAGES))('names %s like CLDR, if not more shortly: %s', (tag, name) => {
    const known = new Intl.DisplayNames(tag, { type: 'language' }).of(tag)?.toLocaleLowerCase(tag) ?? '';
    // What people say of their language rather than CLDR: its country or its people in it, or a script.
    const others: Record<string, RegExp> = {
      'en-GB': /british/,
      'es-419': /latino/,
      'fr-CA': /canad/,
      uz: /zbek/,
      'zh-HK': /香港/,
    };
    const alike =
      others[tag] ??
      new RegExp(
        `^(.* )?${name
          .toLocaleLowerCase(tag)
          .replace(/^bahasa |ca$|ша$/, '')
          .replace(/[()]/g, '.')}`,
      );
    expect(known).toMatch(alike);
  });
});
