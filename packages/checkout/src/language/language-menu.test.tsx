// Every language in its own name, changed at once.
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { LanguageMenu } from './language-menu.tsx';

afterEach(cleanup);

function show() {
  const i18n = createI18n('en', en, async () => ({ language: { label: 'Sprache' } }));
  render(<LanguageMenu i18n={i18n} />);
  return i18n;
}

describe('LanguageMenu', () => {
  it('names each language in itself and marks the present one', () => {
    const i18n = show();
    const options = screen.getAllByRole<HTMLOptionElement>('option');
    expect(options.map((option) => option.textContent)).toEqual(i18n.languages.map(({ name }) => name));
    expect(options.map((option) => option.lang)).toEqual(i18n.languages.map(({ tag }) => tag));
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Language' }).value).toBe('en');
  });

  it('changes the language at once and keeps the focus', async () => {
    const i18n = show();
    const select = screen.getByRole<HTMLSelectElement>('combobox');
    select.focus();
    fireEvent.change(select, { target: { value: 'de' } });
    await screen.findByRole('combobox', { name: 'Sprache' });
    expect(i18n.locale.value).toBe('de');
    expect(document.activeElement).toBe(select);
    expect(select.value).toBe('de');
  });
});
