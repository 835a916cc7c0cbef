// Follows every link of a built site, also to a place within a page: what the browser would ask for has to be there.

import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Served beside the site: the preview itself, and the gallery. */
const BESIDE = /^\/(gallery\/|$)/;

/**
 * The links that lead nowhere, each with its page. Links to other sites are not followed; they have to be `https:`.
 * @param base The path below which the folder is served: `/docs/`.
 */
export async function deadLinks(folder: string, base: string): Promise<readonly string[]> {
  const pages = (await readdir(folder)).filter((name) => name.endsWith('.html'));
  const html = new Map<string, string>();
  for (const page of pages) html.set(page, await readFile(join(folder, page), 'utf8'));
  const ids = new Map([...html].map(([page, text]) => [page, idsOf(text)]));
  const dead: string[] = [];
  for (const [page, text] of html) {
    const links = [...text.matchAll(/\s(?:href|src)="([^"]*)"/g)].map(([, link = '']) => unescaped(link));
    for (const link of new Set(links)) {
      const isFine = judge(new URL(link, `http://site${base}${page}`), link);
      if (!isFine) dead.push(`${page}: ${link}`);
    }
  }
  return dead;

  function judge({ protocol, host, pathname, hash }: URL, link: string): boolean {
    if (protocol === 'data:' || protocol === 'mailto:') return true;
    if (host !== 'site') return protocol === 'https:' || /^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(link);
    if (!pathname.startsWith(base)) return BESIDE.test(pathname);
    const file = decodeURIComponent(pathname.slice(base.length)) || 'index.html';
    if (hash === '' || hash === '#') return existsSync(join(folder, file));
    return ids.get(file)?.has(decodeURIComponent(hash.slice(1))) ?? false;
  }
}

function idsOf(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => unescaped(id)));
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
