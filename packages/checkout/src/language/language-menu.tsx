// The language button of the footer: every language in its own name, changed at once.

import type { I18n } from '../i18n/i18n.ts';
import { ChevronIcon, GlobeIcon } from '../ui/icon.tsx';
import './language-menu.css';

export interface LanguageMenuProps {
  readonly i18n: I18n;
}

/**
 * A native `<select>`: the frame is no taller than its content, and a list of our own would be cut off at its edge,
 * while the browser draws its own over the page; phones bring their own picker; keyboard, type-ahead and the mark at
 * the present language come with it. Changing it moves neither focus nor form (WCAG 3.2.2).
 */
export function LanguageMenu({ i18n }: LanguageMenuProps) {
  return (
    <div class="xp-language">
      <GlobeIcon />
      <select
        class="xp-language__select"
        aria-label={i18n.t('language.label')}
        value={i18n.locale.value}
        onChange={(event) => void i18n.setLocale(event.currentTarget.value)}
      >
        {i18n.languages.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <ChevronIcon />
    </div>
  );
}
