// The top of the page: its name, the way to everything else, its own language and colours.

import { Icon } from './controls/icon.tsx';
import type { Preview } from './preview.ts';
import { PAGE_LANGUAGES, THEMES } from './settings/choices.ts';
import { LANGUAGE_NAMES, t } from './texts/texts.ts';

interface HeaderProps {
  readonly preview: Preview;
}

export function Header({ preview }: HeaderProps) {
  const { store, isNarrow } = preview;
  return (
    <header class="pv-header">
      <h1 class="pv-brand">
        <svg class="pv-brand__mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <rect width="24" height="24" rx="7" />
          <path d="M7.5 8l4.5 4-4.5 4M16.5 8 12 12l4.5 4" />
        </svg>
        <span class="pv-brand__name">{t('title')}</span> <span class="pv-brand__part">{t('preview')}</span>
      </h1>
      {!isNarrow.value && <Tools preview={preview} />}
      <button
        type="button"
        class="pv-button pv-button--main"
        onClick={() => void preview.copy(store.href(), t('header.shared'))}
      >
        <Icon name="share" />
        <span class="pv-header__share">{t('header.share')}</span>
      </button>
      {isNarrow.value && (
        <>
          <button type="button" class="pv-icon-button" aria-label={t('header.more')} popovertarget="menu">
            <Icon name="menu" />
          </button>
          <div id="menu" class="pv-menu" popover="auto">
            <Tools preview={preview} />
          </div>
        </>
      )}
    </header>
  );
}

function Tools({ preview }: HeaderProps) {
  const { store } = preview;
  const { lang, scheme } = store.settings.value.page;
  return (
    <div class="pv-tools">
      <Links preview={preview} />
      <select
        class="pv-select pv-tools__select"
        aria-label={t('header.language')}
        value={lang}
        onChange={({ currentTarget: { value } }) => {
          store.change({ page: { lang: PAGE_LANGUAGES.find((tag) => tag === value) ?? 'en' } });
        }}
      >
        {LANGUAGE_NAMES.map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
      <select
        class="pv-select pv-tools__select"
        aria-label={t('header.scheme')}
        value={scheme}
        onChange={({ currentTarget: { value } }) => {
          store.change({ page: { scheme: THEMES.find((theme) => theme === value) ?? 'auto' } });
        }}
      >
        {THEMES.map((theme) => (
          <option key={theme} value={theme}>
            {t(`scheme.${theme}`)}
          </option>
        ))}
      </select>
      <button type="button" class="pv-button pv-button--quiet" onClick={() => void preview.reset()}>
        <Icon name="reset" />
        {t('header.reset')}
      </button>
    </div>
  );
}

/** Their addresses come from the server; until then they stand where they will be. */
function Links({ preview: { connection } }: HeaderProps) {
  const facts = connection.facts.value;
  const links = [
    ['header.docs', facts?.docs ?? '/docs/'],
    ['header.gallery', facts?.gallery ?? '/gallery/'],
    ['header.shop', facts?.shop ?? undefined],
    ['header.dashboard', facts?.dashboard],
  ] as const;
  return (
    <nav class="pv-links" aria-label={t('header.links')}>
      {links.map(([key, href]) => (
        <a key={key} class="pv-links__link" {...(href === undefined ? { 'aria-disabled': true } : { href })}>
          {t(key)}
        </a>
      ))}
    </nav>
  );
}
