// The documentation as a site: the same pages that GitHub shows, with a sidebar, a search and parts that can be tried.

import { fileURLToPath } from 'node:url';
import { type DefaultTheme, defineConfig } from 'vitepress';
import { withPolicy } from './document-policy.ts';
import { siteLink, slugOf } from './links.ts';
import { GROUPS } from './pages.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const sidebar: DefaultTheme.SidebarItem[] = GROUPS.map(({ title, pages }) => ({
  text: title,
  items: pages.map(({ title: text, file }) => ({
    text,
    link: `/${file
      .replace(/^\.\.\//, '')
      .replace(/\.md$/, '')
      .toLowerCase()}`,
  })),
}));

export default defineConfig({
  title: 'XPay Checkout',
  titleTemplate: ':title · XPay Checkout',
  description: 'An embeddable checkout: one script tag, an iframe that takes the card, one truthful result.',
  lang: 'en',
  base: '/docs/',
  // From the root, so that CONTRIBUTING.md is a page of the site too.
  srcDir: ROOT,
  srcExclude: ['!(docs|CONTRIBUTING.md)', '!(docs|CONTRIBUTING.md)/**', '.*/**', 'docs/*/**'],
  rewrites: { 'docs/:page': ':page', 'CONTRIBUTING.md': 'contributing.md' },
  // A rebuild takes the old site's place when it is whole: scripts/docs-site.ts.
  outDir: process.env['DOCS_OUT'] ?? fileURLToPath(new URL('dist', import.meta.url)),
  head: [
    ['link', { rel: 'icon', href: '/docs/logo.svg', type: 'image/svg+xml' }],
    ['meta', { name: 'theme-color', content: '#2150d8' }],
  ],
  themeConfig: {
    logo: { src: '/logo.svg', alt: '' },
    nav: [
      { text: 'Guide', link: '/quick-start' },
      { text: 'API', link: '/api' },
      { component: 'BesideLinks' },
    ],
    sidebar,
    outline: { level: [2, 3], label: 'On this page' },
    search: { provider: 'local', options: { detailedView: false } },
    docFooter: { prev: 'Before this', next: 'After this' },
  },
  markdown: {
    linkify: false,
    anchor: { slugify: slugOf },
    headers: { slugify: slugOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(md) {
      md.core.ruler.push('site-links', ({ tokens, env }) => {
        const page = String(env.realPath ?? env.path).slice(ROOT.length);
        for (const { children } of tokens) leadLinks(children ?? [], page);
        unnameEmptyHeads(tokens);
      });
    },
  },
  transformHtml: withPolicy,
  vite: {
    resolve: {
      alias: [
        { find: /^\.\/VPHome\.vue$/, replacement: fileURLToPath(new URL('theme/home.vue', import.meta.url)) },
      ],
    },
    publicDir: fileURLToPath(new URL('../public', import.meta.url)),
    build: { chunkSizeWarningLimit: 2_000, assetsInlineLimit: 0 },
  },
});

interface Token {
  readonly content: string;
  type: string;
  tag: string;
  attrs: [string, string][] | null;
}

/** Leads links to the site's pages. What leads to a source file is words here: whoever has the file has the repository. */
function leadLinks(tokens: readonly Token[], page: string): void {
  let isSource = false;
  for (const token of tokens) {
    if (token.type === 'link_open') {
      const link = token.attrs?.find(([name]) => name === 'href')?.[1] ?? '';
      const led = siteLink(page, link);
      isSource = led === null;
      token.attrs = led === null ? null : [['href', led]];
    }
    if (isSource && /^link_(open|close)$/.test(token.type)) {
      isSource = token.type === 'link_open';
      Object.assign(token, { type: token.type.replace('link', 'source'), tag: 'span' });
    }
  }
}

/** Markdown has a head for every column. One without words heads nothing, and is read aloud as if it did (WCAG 1.3.1). */
function unnameEmptyHeads(tokens: readonly Token[]): void {
  for (const [index, open] of tokens.entries()) {
    const [words, close] = tokens.slice(index + 1, index + 3);
    if (open.type === 'th_open' && words?.content === '' && close !== undefined)
      for (const end of [open, close]) end.tag = 'td';
  }
}
