// The frame's documents as the build left them, and how the server fills in how it is shown, words and boot data.

import type { View } from '@xpay/protocol/boot-data';
import { directionOf, SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { z } from 'zod';
import { escapeHtml } from './plain-page.ts';
import type { FileStore } from './static.ts';
import type { StoredFile } from './stored-file.ts';

export type DocumentName = 'index.html' | 'headless.html' | 'bridge.html';

/** A document with its placeholders, and what its policy and its boot data are made of. */
export interface FrameDocument {
  readonly template: string;
  readonly build: string;
  readonly localesUrl: string;
  readonly locales: readonly string[];
  /** The words of the documents themselves: for each language, the text of each key that a placeholder names. */
  readonly texts: Texts;
  /** CSP hashes of its inline scripts and styles. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

type Texts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const hash = z.string().regex(/^sha(256|384|512)-[A-Za-z0-9+/]+={0,2}$/);

const textsSchema = z.record(z.string(), z.record(z.string(), z.string()));

const manifestSchema = z.object({
  build: z.string().min(1),
  documents: z.record(z.string(), z.object({ scripts: z.array(hash), styles: z.array(hash) })),
  localesUrl: z.string().startsWith('/').endsWith('/'),
  locales: z.array(z.string()).min(1),
  texts: textsSchema,
});

type Manifest = z.infer<typeof manifestSchema>;

/**
 * Reads a document of the build, again whenever its files change; null while the build is missing.
 * @throws ZodError when frame.json is not what the build writes: serving without its hashes would show a blank frame.
 */
export async function builtDocument(files: FileStore, name: DocumentName): Promise<FrameDocument | null> {
  const [html, json] = await Promise.all([files.read(name), files.read('frame.json')]);
  if (html === null || json === null) return null;
  const manifest = parsedManifest(json);
  const inline = manifest.documents[name];
  if (inline === undefined) return null;
  return { template: textOf(html), ...manifest, ...inline };
}

/**
 * Takes a document from a vite dev server, with its root-relative addresses made absolute: the document is served from
 * the checkout origin, its modules from vite's. Null when the server does not answer.
 */
export async function devDocument(devOrigin: string, name: DocumentName): Promise<FrameDocument | null> {
  const get = async (path: string, accept: string): Promise<Response | null> => {
    const response = await fetch(`${devOrigin}/${path}`, { headers: { accept } }).catch(() => null);
    return response?.ok ? response : null;
  };
  const [document, words] = await Promise.all([
    get(name, 'text/html'),
    get('texts.json', 'application/json'),
  ]);
  if (document === null || words === null) return null;
  const html = await document.text();
  return {
    template: html.replace(/\b(src|href|from)(=?\s*["'])\/(?!\/)/g, `$1$2${devOrigin}/`),
    build: 'dev',
    localesUrl: `${devOrigin}/src/i18n/locales/`,
    locales: SHIPPED_LOCALES,
    texts: textsSchema.parse(await words.json()),
    scripts: [],
    styles: [],
  };
}

/** Wishes of the host page that are no secret and so stand in the address. */
export interface Display {
  readonly theme: 'light' | 'dark' | 'auto';
  readonly view: View;
}

/** How a document is shown that has one look. */
export const PLAIN: Display = { theme: 'auto', view: 'inline' };

/** What the document of a session's own page says of it before any script has run. */
export interface PageWords {
  /** Text. */
  readonly title: string;
  /** Text. */
  readonly description: string;
  /** Markup of the way back to the shop; empty where there is none. */
  readonly back: string;
}

/** As of theme/tokens.css: the browser's own bar goes with the page. */
const BACKGROUNDS = { light: '#ffffff', dark: '#15181e' } as const;

/**
 * Fills `__LANG__`, `__DIR__`, `__THEME__`, `__VIEW__`, `__BOOT__`, what a page says of itself (`__TITLE__`, `__BACK__`)
 * and each `__key.of.a.text__`, in one pass so that nothing filled in is looked at again. What only looks like a
 * placeholder, in a script for instance, stays. A page has more in its head, which no frame needs.
 */
export function fillDocument(
  { template, texts }: FrameDocument,
  boot: { readonly locale: string },
  { theme, view }: Display,
  page: PageWords | null = null,
): string {
  const words = Object.entries(texts[boot.locale] ?? {}).map(
    ([key, text]) => [key, escapeHtml(text)] as const,
  );
  const title = page?.title ?? texts[boot.locale]?.['frame.title'] ?? '';
  const values = new Map([
    ...words,
    ['TITLE', escapeHtml(title)],
    ['BACK', page?.back ?? ''],
    ['LANG', boot.locale],
    ['DIR', directionOf(boot.locale)],
    ['THEME', theme],
    ['VIEW', view],
    // In a script element only `<` can end the text or open a comment (HTML, "restrictions for contents of script elements").
    ['BOOT', JSON.stringify(boot).replaceAll('<', '\\u003c')],
  ]);
  const filled = template.replace(PLACEHOLDER, (found, name: string) => values.get(name) ?? found);
  return page === null ? filled : filled.replace('<title>', () => `${pageHead(page, theme)}<title>`);
}

const PLACEHOLDER = /__(LANG|DIR|THEME|VIEW|BOOT|TITLE|BACK|[A-Za-z]+(?:\.[A-Za-z]+)+)__/g;

function pageHead({ description }: PageWords, theme: Display['theme']): string {
  const colors = (['light', 'dark'] as const).map((scheme) => {
    const color = BACKGROUNDS[theme === 'auto' ? scheme : theme];
    return `<meta name="theme-color" media="(prefers-color-scheme: ${scheme})" content="${color}">`;
  });
  return `<meta name="description" content="${escapeHtml(description)}">${colors.join('')}`;
}

const manifests = new WeakMap<StoredFile, Manifest>();
const texts = new WeakMap<StoredFile, string>();

function parsedManifest(file: StoredFile): Manifest {
  const known = manifests.get(file);
  if (known !== undefined) return known;
  const manifest = manifestSchema.parse(JSON.parse(textOf(file)));
  manifests.set(file, manifest);
  return manifest;
}

function textOf(file: StoredFile): string {
  const text = texts.get(file) ?? file.body.toString('utf8');
  texts.set(file, text);
  return text;
}
