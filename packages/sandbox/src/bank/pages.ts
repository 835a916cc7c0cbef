// The bank's origin: the method page, the challenge with its answers, and the way back, as EMV 3DS 2.2 has browsers post them.

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { requestedLocales } from '../http/requested-locales.ts';
import { creqSchema, decodeMessage, methodDataSchema } from '../threeds/messages.ts';
import type { Acs } from './acs.ts';
import { challengePage } from './challenge-page.ts';
import { protocolError } from './compose.ts';
import { type BankPage, bankPage, blankPage } from './page.ts';
import { erroPage, methodPage, returnPage, wordsPage } from './passing-pages.ts';
import { toBehavior } from './switches.ts';
import type { BankTransaction } from './transactions.ts';

export interface BankPagesDeps {
  readonly acs: Acs;
  /** Of the bank. */
  readonly origin: string;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** The app of the bank's origin; mount it at its root. */
export function createBankPages({ acs, origin, wait }: BankPagesDeps): Hono {
  const show = (page: BankPage): Response => bankPage(origin, page);
  const refuse = (c: Context, status: 400 | 404 | 413): Response =>
    show(wordsPage(requestedLocales(c.req.raw), 'unusable', status));
  const app = new Hono();
  app.use(bodyLimit({ maxSize: LARGEST_FORM_BYTES, onError: (c) => refuse(c, 413) }));
  app.get('/favicon.ico', () => new Response(null, { status: 204 }));
  app.get('/health', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }));

  app.post('/method', async (c) => {
    const form = await readForm(c);
    const data = methodDataSchema.safeParse(decodeMessage(form.get('threeDSMethodData') ?? ''));
    if (!data.success || !isWebAddress(data.data.threeDSMethodNotificationURL)) return refuse(c, 400);
    const behavior = toBehavior(c.req.query('behavior'));
    return show(methodPage(data.data, behavior, requestedLocales(c.req.raw)));
  });

  app.post('/challenge', async (c) => {
    const form = await readForm(c);
    const message = decodeMessage(form.get('creq') ?? '');
    const known = await named(acs, message);
    if (known === null) return refuse(c, 400);
    const creq = creqSchema.safeParse(message);
    const sessionData = form.get('threeDSSessionData');
    if (!creq.success || (sessionData !== null && !SESSION_DATA.test(sessionData))) {
      return show(erroPage(known, protocolError('203', 'CReq', known.server_trans_id), 'unusable'));
    }
    const isNested = c.req.header('sec-fetch-dest') !== 'document';
    if (isNested && known.behavior === 'acs_404') return refuse(c, 404);
    const transaction = await acs.begin(creq.data, sessionData);
    if (transaction === null) return refuse(c, 400);
    if (isNested && known.behavior === 'acs_slow') await wait(SLOW_PAGE_MS);
    return isNested && known.behavior === 'acs_blank' ? blankPage(origin) : show(pageOf(transaction));
  });

  app.get('/challenge/:id', async (c) => {
    const transaction = await acs.find(c.req.param('id'));
    if (transaction === null || !isBegun(transaction)) return refuse(c, 404);
    return show(pageOf(transaction));
  });

  app.post('/challenge/:id', async (c) => {
    const form = await readForm(c);
    const answer = form.get('press') === 'cancel' ? 'cancel' : { code: form.get('code') ?? '' };
    const transaction = await acs.answer(c.req.param('id'), answer);
    if (transaction === null || !isBegun(transaction)) return refuse(c, 404);
    // A reload then shows the page again, where it would have sent the code again.
    return c.redirect(`/challenge/${transaction.acs_trans_id}`, 303);
  });

  for (const kind of ['escaped', 'popup'] as const) {
    app.get(`/${kind}`, (c) => show(wordsPage(requestedLocales(c.req.raw), kind, 200)));
  }
  return app.notFound((c) => refuse(c, 404));
}

/** Far more than the longest CReq with the longest session data. */
const LARGEST_FORM_BYTES = 64_000;
const SLOW_PAGE_MS = 12_000;
/** EMV 3DS 2.2, table A.3: at most 1,024 characters of base64url, echoed unchanged. */
const SESSION_DATA = /^[\w-]{1,1024}={0,2}$/;

async function readForm(c: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

function pageOf(transaction: BankTransaction): BankPage {
  if (transaction.state === 'asked') return challengePage(transaction);
  if (isBegun(transaction)) return returnPage(transaction);
  return erroPage(transaction, protocolError('301', 'CReq', transaction.server_trans_id), 'unusable');
}

/** Whether this is a challenge that a browser has been shown, or that has come to its end. */
function isBegun({ status, state }: BankTransaction): boolean {
  return status === 'C' && state !== 'invited';
}

/** The transaction that a message names, whatever else is wrong with it. */
async function named(acs: Acs, message: unknown): Promise<BankTransaction | null> {
  if (typeof message !== 'object' || message === null || !('acsTransID' in message)) return null;
  return typeof message.acsTransID === 'string' ? acs.find(message.acsTransID) : null;
}

function isWebAddress(address: string): boolean {
  return URL.canParse(address) && /^https?:$/.test(new URL(address).protocol);
}
