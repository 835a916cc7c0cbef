// The pages of plain words that a person meets where no checkout can be shown: designed, translated, without a script.

import { createHash } from 'node:crypto';
import { directionOf } from '@xpay/protocol/locales';
import { plainPageHeaders } from './headers.ts';
import english from './locales/en.json' with { type: 'json' };
import { requestedLocales } from './requested-locales.ts';
import { createWords } from './words.ts';

export type PageName = keyof typeof english;

const wordsFor = createWords(new URL('./locales/', import.meta.url), english);

export interface PlainPage {
  readonly name: PageName;
  readonly status: 400 | 404 | 405 | 410 | 413 | 429 | 503;
  /** Machine text shown as it is: a key, a command. */
  readonly shown?: string;
  /** Whether any page may frame it; only where the checkout itself was expected. */
  readonly framing: 'none' | 'anyone';
  /** For a page whose title and last words fit where its first ones do not. */
  readonly without?: 'body';
  /** BCP 47: what the page is about has a language. `?locale=` goes before it. */
  readonly locale?: string | null;
}

/** Answers with a page in the best of our languages for what the browser asks (`?locale=`, then `Accept-Language`). */
export function plainPage(request: Request, origin: string, page: PlainPage): Response {
  const { locale, html } = plainDocument(requestedLocales(request, page.locale), page.name, {
    without: page.without,
    facts: page.shown === undefined ? '' : `<pre dir="ltr">${escapeHtml(page.shown)}</pre>`,
  });
  const headers = plainPageHeaders(origin, { styles: [STYLE_HASH], framing: page.framing });
  return new Response(request.method === 'HEAD' ? null : html, {
    status: page.status,
    headers: { ...headers, ...htmlHeaders(locale) },
  });
}

/** Markup that a page has besides its words, escaped by whoever writes it. */
export interface Besides {
  readonly without?: PlainPage['without'] | undefined;
  /** In place of the page's title, which then is only what its control says: text of the tab, and of the heading. */
  readonly heading?: string;
  /** Added to the style of all pages; its policy has to admit `styleHashOf` it. */
  readonly style?: string;
  /** Between the page's two paragraphs. */
  readonly facts?: string;
  /** After them; gets the page's title, which says what its one control does. */
  readonly control?: (title: string) => string;
  /** After everything. */
  readonly script?: string;
}

/** A document of our words, in the best of our languages for these tags, best first. */
export function plainDocument(
  requested: readonly string[],
  name: PageName,
  { without, heading, style = '', facts = '', control = () => '', script = '' }: Besides,
): { readonly locale: string; readonly html: string } {
  const { locale, words } = wordsFor(requested);
  const text = words[name];
  const body = without === 'body' ? '' : `<p>${escapeHtml(text.body)}</p>\n`;
  const html = `<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(heading ?? text.title)}</title>
<style>${STYLE}${style}</style>
</head>
<body>
<main>
<h1><bdi>${escapeHtml(heading ?? text.title)}</bdi></h1>
${body}${facts}<p class="xp-cure">${escapeHtml(text.cure)}</p>
${control(text.title)}</main>
${script}</body>
</html>
`;
  return { locale, html };
}

/** What every answer with such a document says of it, besides its policy. */
export function htmlHeaders(locale: string): Record<string, string> {
  return { 'content-type': 'text/html; charset=utf-8', 'content-language': locale };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for the content of an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; min-block-size: 100dvb; display: grid; place-items: center; background: Canvas; color: CanvasText; }
main { box-sizing: border-box; inline-size: 100%; max-inline-size: 36rem; padding: 24px; display: grid; gap: 12px; }
h1 { margin: 0; font-size: 1.25rem; line-height: 1.3; text-wrap: balance; }
p { margin: 0; }
pre { margin: 0; padding: 12px; overflow-x: auto; border: 1px solid color-mix(in srgb, currentColor 20%, transparent);
  border-radius: 8px; font: 0.875rem/1.5 ui-monospace, monospace; text-align: start; }
.xp-cure { color: color-mix(in srgb, currentColor 72%, transparent); }
.xp-name { font-weight: 600; overflow-wrap: anywhere; }
.xp-go { box-sizing: border-box; display: block; inline-size: 100%; min-block-size: 44px; padding: 10px 16px; border: 1px solid transparent; border-radius: 8px;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
  background: light-dark(#2150d8, #8fb0ff); color: light-dark(#ffffff, #0d1526); }
.xp-go:focus-visible { outline: 2px solid currentColor; outline-offset: -5px; }
@media (forced-colors: active) { .xp-go { border-color: ButtonText; } }
`;

/** As a policy admits the style of these documents, with what one of them adds. */
export function styleHashOf(style = ''): string {
  return `sha256-${createHash('sha256').update(STYLE).update(style).digest('base64')}`;
}

export const STYLE_HASH = styleHashOf();
