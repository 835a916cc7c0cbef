// The frame around every page of the shop: head, header, footer.

import { html } from 'hono/html';
import { type AssetName, assetPath } from './assets.ts';
import { SHOP_LOCALES, type Words, wordsFor } from './i18n.ts';
import { BIRD, SPRITE } from './pictures.ts';

/** A piece of markup, every value in it escaped. */
export type Markup = ReturnType<typeof html>;

export type Theme = 'light' | 'dark' | 'auto';

/** What every page knows about its visitor. */
export interface Visit {
  readonly words: Words;
  readonly theme: Theme;
  /** Path and query of this page: the language link leads back to it. */
  readonly url: URL;
  /** Pieces in the basket. */
  readonly pieces: number;
}

export interface Page {
  readonly title: string;
  readonly main: Markup;
  /** The style sheet of this kind of page, beside the one of all. */
  readonly style?: AssetName;
  /** The scripts of this page. */
  readonly scripts?: Markup;
}

/** A whole document. `<html lang dir>` follow the visitor's language. */
export function layout({ words, theme, url, pieces }: Visit, { title, main, style, scripts }: Page): Markup {
  const { locale, dir, t } = words;
  const name = t('shop.name');
  return html`<!doctype html>
<html lang="${locale}" dir="${dir}" data-theme="${theme}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">
  <title>${title.includes(name) ? title : `${title} · ${name}`}</title>
  <link rel="icon" href="${assetPath('favicon.svg')}" type="image/svg+xml">
  <link rel="stylesheet" href="${assetPath('base.css')}">
  <link rel="stylesheet" href="${assetPath('shop.css')}">
  ${style === undefined ? '' : html`<link rel="stylesheet" href="${assetPath(style)}">`}
  ${scripts ?? ''}
</head>
<body>
  <a class="skip" href="#main">${t('shop.skip')}</a>
  ${SPRITE}
  <header class="header">
    <nav class="bar" aria-label="${t('shop.navigation')}">
      <a class="brand" href="/" aria-label="${t('shop.home')}">${BIRD}<span>${name}</span></a>
      <a class="basket-link" href="/basket" aria-label="${t('basket.link', { count: pieces })}">
        ${t('basket.short')}${pieces > 0 ? html` <span class="count">${pieces}</span>` : ''}
      </a>
    </nav>
  </header>
  <main id="main" tabindex="-1">${main}</main>
  <footer class="footer">
    <div class="bar">
      <p>${BIRD} ${name}. ${t('shop.tagline')}.</p>
      <p>${t('shop.demo')}</p>
      <a class="quiet" href="/ways">${t('ways.title')}</a>
      ${languageLink(words, url)}
    </div>
  </footer>
</body>
</html>`;
}

function languageLink({ locale, t }: Words, url: URL): Markup {
  const other = wordsFor(SHOP_LOCALES.find((tag) => tag !== locale) ?? locale);
  const target = new URL(url);
  target.searchParams.set('locale', other.locale);
  // Named in the other language, for the reader who cannot read this one.
  return html`<a class="language" href="${target.pathname + target.search}" lang="${other.locale}" dir="${other.dir}"
    hreflang="${other.locale}">${t('shop.language')}</a>`;
}

/** An amount, kept in one piece and one direction inside a sentence of any direction. */
export function amount(text: string): Markup {
  return html`<bdi dir="ltr">${text}</bdi>`;
}
