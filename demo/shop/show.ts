// From a request to what its page needs to know, and from a page to the answer.

import type { Context } from 'hono';
import { type Words, wordsFor } from './i18n.ts';
import { layout, type Page, type Theme } from './layout.ts';
import type { BasketLine } from './products.ts';
import type { Store } from './store.ts';
import { visitorOf } from './visitor.ts';

/** Answers with a whole document. Pages are a visitor's own, so nothing between may keep them. */
export function show(c: Context, store: Store, page: Page, status: 200 | 404 | 500 = 200) {
  const pieces = basketOf(c, store).reduce((sum, { quantity }) => sum + quantity, 0);
  const visit = { words: wordsOf(c), theme: themeOf(c), url: new URL(c.req.url), pieces };
  c.header('cache-control', 'private, no-cache');
  return c.html(layout(visit, page), status);
}

/** The words of the language this visitor reads. */
export function wordsOf(c: Context): Words {
  return wordsFor(c.get('language'));
}

/** `?theme=light` or `?theme=dark`; otherwise the visitor's system decides. */
export function themeOf(c: Context): Theme {
  const theme = c.req.query('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/** What lies in this visitor's basket. */
export function basketOf(c: Context, store: Store): readonly BasketLine[] {
  const visitorId = visitorOf(c);
  return visitorId === undefined ? [] : store.basket(visitorId);
}
