// One set of links for two readers: what GitHub follows from file to file, and what the site has in its place.

import { posix } from 'node:path';

/** The name of a heading in an address, as GitHub makes it: links are written once. */
export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** Pages that do not stand in `docs/`, and those that the site shows in their place. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  'CONTRIBUTING.md': 'contributing.md',
};

/**
 * Where a link of a page leads on the site, seen from there; null for a file that the site does not have, such as a source.
 * @param page The page's path from the project's root: `docs/api.md`.
 */
export function siteLink(page: string, link: string): string | null {
  if (/^([a-z][a-z+.-]*:|#|\/)/i.test(link)) return link;
  const [path = '', anchor] = link.split('#');
  const target = posix.join(posix.dirname(page), decodeURI(path));
  const hash = anchor === undefined ? '' : `#${anchor}`;
  const [, inDocs] = /^docs\/([^/]+)$/.exec(target) ?? [];
  const file = ELSEWHERE[target] ?? inDocs;
  return file === undefined ? null : `./${file}${hash}`;
}
