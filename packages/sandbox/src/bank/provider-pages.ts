// The providers' addresses on the bank's origin: the page that asks, the buyer's answer, and the way back.

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ApprovalResult } from '../domain/approval.ts';
import { requestedLocales } from '../http/requested-locales.ts';
import type { ApprovalOrder } from './approval-book.ts';
import { bankPage } from './page.ts';
import { wordsPage } from './passing-pages.ts';
import { askingPage, donePage } from './provider-page.ts';
import type { Desk } from './providers.ts';

export interface ProviderPagesDeps {
  readonly desk: Desk;
  /** Of the bank. */
  readonly origin: string;
}

/** The providers' part of the bank's origin. */
export function createProviderPages({ desk, origin }: ProviderPagesDeps): Hono {
  const app = new Hono();
  const refuse = (c: Context, status: 404 | 413): Response =>
    bankPage(origin, wordsPage(requestedLocales(c.req.raw), 'unusable', status));
  const show = (order: ApprovalOrder, isUnagreed = false): Response =>
    bankPage(origin, order.state === 'open' ? askingPage(order, isUnagreed) : donePage(order));
  for (const [path, method] of [
    ['/wallet/:id', 'wallet'],
    ['/later/:id', 'bnpl'],
  ] as const) {
    const find = async (c: Context): Promise<ApprovalOrder | null> => {
      const order = await desk.find(c.req.param('id') ?? '');
      return order?.method === method ? order : null;
    };
    app.get(path, async (c) => {
      const order = await find(c);
      return order === null ? refuse(c, 404) : show(order);
    });
    app.post(path, bodyLimit({ maxSize: LARGEST_FORM_BYTES, onError: (c) => refuse(c, 413) }), async (c) => {
      const order = await find(c);
      if (order === null) return refuse(c, 404);
      const form = new URLSearchParams(await c.req.text());
      const result = RESULTS.get(form.get('press') ?? '');
      if (result === 'approved' && method === 'bnpl' && form.get('agree') !== 'yes') return show(order, true);
      if (result !== undefined) await desk.answer(order.id, result);
      // A reload then shows the page again, where it would have sent the answer again.
      return c.redirect(c.req.path, 303);
    });
  }
  return app;
}

const LARGEST_FORM_BYTES = 4_000;

const RESULTS: ReadonlyMap<string, ApprovalResult> = new Map([
  ['approve', 'approved'],
  ['decline', 'declined'],
  ['cancel', 'canceled'],
]);
