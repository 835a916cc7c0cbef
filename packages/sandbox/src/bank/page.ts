// What every page of the bank shares: its frame of markup, its look, its languages and a content policy of its own.

import { createHash, randomBytes } from 'node:crypto';
import { directionOf } from '@xpay/protocol/locales';
import { escapeHtml } from '../http/plain-page.ts';
import { createWords } from '../http/words.ts';
import english from './locales/en.json' with { type: 'json' };
import { STYLE } from './style.ts';

export type BankWords = typeof english;

/** The bank's words in the best of its languages for the tags asked for, best first. */
export const wordsFor = createWords(new URL('./locales/', import.meta.url), english);

export interface BankPage {
  readonly status?: 200 | 400 | 404 | 413;
  readonly locale: string;
  readonly title: string;
  /** Markup inside `main`, escaped by whoever writes it. */
  readonly content: string;
  /** Runs when the page has been parsed. */
  readonly script?: string;
  /** In place of the bank's sheet. */
  readonly style?: string;
  /** Origins that alone may stand around it: for a page whose press costs something. */
  readonly ancestors?: readonly string[];
}

/**
 * A page of the bank. Banks are framed by whoever takes cards, so anybody may frame it unless told; it loads nothing, runs only the
 * script that it was given, and may send its form, and what the form's receiver redirects to, to any https address.
 *
 * @param origin The bank's own; a plain-http one may send its forms to plain http.
 */
export function bankPage(origin: string, page: BankPage): Response {
  const nonce = randomBytes(16).toString('base64');
  const script = page.script === undefined ? '' : `<script nonce="${nonce}">${page.script}</script>\n`;
  const html = `<!doctype html>
<html lang="${page.locale}" dir="${directionOf(page.locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${escapeHtml(page.title)}</title>
<style>${page.style ?? STYLE}</style>
</head>
<body>
<main>
${page.content}
</main>
${script}</body>
</html>
`;
  const headers = headersFor(origin, page.script === undefined ? null : nonce, page);
  return new Response(html, {
    status: page.status ?? 200,
    headers: { ...headers, 'content-type': 'text/html; charset=utf-8', 'content-language': page.locale },
  });
}

/** An empty document, under the same policy as the others. */
export function blankPage(origin: string): Response {
  const headers = { ...headersFor(origin, null), 'content-type': 'text/html; charset=utf-8' };
  return new Response('', { headers });
}

/** The bank's mark and name: the heading of each page. */
export function letterhead(words: BankWords): string {
  return `<header><svg viewBox="0 0 24 24" aria-hidden="true"><path d="${MARK}"/></svg><h1>${escapeHtml(words.bank)}</h1></header>`;
}

const MARK = 'M12 2 2.5 7v2h19V7zM4.5 11v6.5h3V11zm6 0v6.5h3V11zm6 0v6.5h3V11zM2.5 19.5V22h19v-2.5z';

const hashes = new Map<string, string>();

/** As a policy admits a sheet. */
function hashOf(style: string): string {
  const known = hashes.get(style) ?? `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  hashes.set(style, known);
  return known;
}

function headersFor(
  origin: string,
  nonce: string | null,
  { style = STYLE, ancestors = ['*'] }: Pick<BankPage, 'style' | 'ancestors'> = {},
): Record<string, string> {
  const isSecure = origin.startsWith('https:');
  const anywhere = isSecure ? 'https:' : 'https: http:';
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${nonce === null ? "'none'" : `'nonce-${nonce}'`}`,
    // A form's receiver may redirect to any shop, and browsers hold this directive against redirects too.
    `form-action 'self' ${anywhere}`,
    `frame-src ${anywhere}`,
    `frame-ancestors ${ancestors.join(' ')}`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    // Not no-referrer: under that, a form sent to another origin would carry `Origin: null`.
    'referrer-policy': 'strict-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), local-network=(), loopback-network=()',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(isSecure ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains; preload' } : {}),
  };
}
