// The language button of the footer: every language in its own name, changed at once.

import type { I18n } from '../i18n/i18n.ts';
import { ChevronIcon, GlobeIcon } from '../ui/icon.tsx';
import { LANGUAGES } from './languages.ts';
import './language-menu.css';

export interface LanguageMenuProps {
  readonly i18n: I18n;
  /** Resolves when the language is shown, or is known not to come. */
  readonly onChoose: (tag: string) => Promise<void>;
}

/**
 * A native `<select>`: the frame is no taller than its content, and a list of our own would be cut off at its edge,
 * while the browser draws its own over the page; phones bring their own picker; keyboard, type-ahead and the mark at
 * the present language come with it. Changing it moves neither focus nor form (WCAG 3.2.2).
 */
export function LanguageMenu({ i18n, onChoose }: LanguageMenuProps) {
  const change = async (select: HTMLSelectElement) => {
    await onChoose(select.value);
    // The browser has marked what was chosen, though it may not have been had.
    select.value = i18n.locale.peek();
  };
  return (
    <div class="xp-language">
      <GlobeIcon />
      <select
        class="xp-language__select"
        aria-label={i18n.t('language.label')}
        value={i18n.locale.value}
        onChange={(event) => void change(event.currentTarget)}
      >
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          // With its own direction: in a line from right to left, the bracket of `English (UK)` would stand before it.
          <option key={tag} value={tag} lang={tag} dir="auto">
            {name}
          </option>
        ))}
      </select>
      <ChevronIcon />
    </div>
  );
}
