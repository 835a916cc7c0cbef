// The 3-D Secure origin: the bridge, the addresses that banks lead browsers back to, and the way out to a bank's page.

import { isBankUrl, type Notified } from '@xpay/protocol/bridge-messages';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Settings } from '../settings.ts';
import type { ApprovalFacts, ThreeDsServer, VerificationFacts } from '../threeds/three-ds-server.ts';
import { fillDocument, PLAIN } from './frame-document.ts';
import { allowedParents } from './headers.ts';
import { type OpenDeps, openDocument } from './open-document.ts';
import { type PlainPage, plainPage } from './plain-page.ts';
import { requestedLocales } from './requested-locales.ts';
import { createFileStore, createHtmlResponder } from './static.ts';
import { bridgeHeaders } from './threeds-headers.ts';
import { type Asked, notificationPage, toBankPage, toShopPage } from './threeds-pages.ts';

export interface ThreeDsOriginDeps {
  readonly settings: Pick<
    Settings,
    'apiOrigin' | 'checkoutOrigin' | 'threedsOrigin' | 'frameDir' | 'frameDevOrigin'
  >;
  readonly threeDs: Pick<ThreeDsServer, 'noteMethod' | 'noteChallenge' | 'beginRedirect'>;
  readonly findPublishableKey: OpenDeps['findPublishableKey'];
  /** Whether the page at this address is to be unframeable; none is unless told. */
  readonly isBlocked?: (notificationUrl: string) => Promise<boolean>;
}

/** The app of the 3-D Secure origin; mount it at its root. */
export function createThreeDsOrigin(deps: ThreeDsOriginDeps): Hono {
  const { threedsOrigin } = deps.settings;
  const page = (c: Context, plain: PlainPage): Response => plainPage(c.req.raw, threedsOrigin, plain);
  const app = new Hono();
  app.get('/favicon.ico', () => new Response(null, { status: 204 }));
  app.get('/health', (c) => c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' }));
  const bridge = createBridge(deps);
  app.get('/f/3ds', (c) => bridge(c.req.raw));
  addNotifications(app, deps, page);
  addRedirect(app, deps, page);
  return app.notFound((c) => page(c, { name: 'notFound', status: 404, framing: 'none' }));
}

type Page = (c: Context, plain: PlainPage) => Response;

const BANK_ONLY: PlainPage = { name: 'bankOnly', status: 404, framing: 'none' };
/** Far more than the longest CRes with the longest session data. */
const LARGEST_FORM_BYTES = 64_000;
const ID = /^[\w.-]{1,100}$/;

/** Answers with the bridge document, for the merchant of the key in its address. */
function createBridge({ settings, findPublishableKey }: ThreeDsOriginDeps) {
  const { apiOrigin, checkoutOrigin, threedsOrigin } = settings;
  const frame = createFileStore(settings.frameDir);
  const htmlResponse = createHtmlResponder();
  return async (request: Request): Promise<Response> => {
    const opened = await openDocument(request, 'bridge.html', { settings, frame, findPublishableKey });
    if ('problem' in opened) return plainPage(request, threedsOrigin, opened.problem);
    const { holder, document, locale, devOrigin } = opened;
    // What it takes orders from, and where it never sends a browser: its own origin first (isBankUrl).
    const boot = {
      locale,
      allowedParents: [checkoutOrigin],
      ownOrigins: [...new Set([threedsOrigin, checkoutOrigin, apiOrigin])],
    };
    const parents = allowedParents(holder.allowedOrigins, holder.livemode);
    const headers = bridgeHeaders({ ...settings, ...document, allowedParents: parents, devOrigin });
    return htmlResponse(request, fillDocument(document, boot, PLAIN), {
      ...headers,
      'content-language': locale,
    });
  };
}

/**
 * The addresses that a bank's page posts its answer to. What it says is recorded before anything is shown; what is shown
 * then depends on none of it.
 */
function addNotifications(app: Hono, { settings, threeDs, isBlocked }: ThreeDsOriginDeps, page: Page): void {
  const tooLarge = (c: Context): Response => page(c, { ...BANK_ONLY, status: 413 });
  app.use('/3ds/notify/*', bodyLimit({ maxSize: LARGEST_FORM_BYTES, onError: tooLarge }));
  for (const step of ['method', 'challenge'] as const) {
    const path = `/3ds/notify/${step}/:id` as const;
    app.post(path, async (c) => {
      const id = c.req.param('id');
      const fields = await readFields(c);
      const facts = ID.test(id) ? await note(threeDs, step, id, fields) : null;
      if (facts === null) return page(c, BANK_ONLY);
      const destination = c.req.header('sec-fetch-dest');
      if (step === 'challenge' && destination === 'document' && facts.returnUrl !== null) {
        // 303: the shop's page is asked for by GET, and the bank's form stays behind.
        return c.redirect(facts.returnUrl, 303);
      }
      const notified: Notified = { xpay: 1, type: 'notified', step, id };
      const address = `${settings.threedsOrigin}${c.req.path}`;
      return notificationPage(settings, {
        facts: asked(c, facts),
        notified,
        isFramed: destination !== undefined && destination !== 'document',
        isBlocked: step === 'challenge' && ((await isBlocked?.(address)) ?? false),
      });
    });
    app.all(path, (c) => {
      const response = page(c, { ...BANK_ONLY, status: 405 });
      response.headers.set('allow', 'POST');
      return response;
    });
  }
}

async function note(
  threeDs: ThreeDsOriginDeps['threeDs'],
  step: Notified['step'],
  id: string,
  fields: Readonly<Record<string, string>>,
): Promise<VerificationFacts | null> {
  if (step === 'challenge') return threeDs.noteChallenge(id, fields);
  const facts = await threeDs.noteMethod(id, fields);
  // Only the end of a challenge leads back to the shop.
  return facts && { ...facts, returnUrl: null };
}

/** The page that posts the challenge in place of the shop's page. It gives the CReq away, so only a buyer's own visit may. */
function addRedirect(app: Hono, { settings, threeDs }: ThreeDsOriginDeps, page: Page): void {
  const { threedsOrigin, checkoutOrigin, apiOrigin } = settings;
  app.get('/3ds/redirect/:id', async (c) => {
    const id = c.req.param('id');
    if (!isVisit(c) || !ID.test(id)) return page(c, BANK_ONLY);
    const facts = await threeDs.beginRedirect(id);
    if (facts === null) return page(c, BANK_ONLY);
    if ('approvalUrl' in facts) return toProvider(c, facts, threedsOrigin);
    const { creq } = facts;
    const isSafe = isBankUrl(facts.acsUrl, [threedsOrigin, checkoutOrigin, apiOrigin]);
    if (creq === null || !isSafe) return toShopPage(threedsOrigin, asked(c, facts));
    return toBankPage(threedsOrigin, { ...asked(c, facts), creq });
  });
}

/** To the provider while it asks; then back to the shop, whose page knows what became of it. */
function toProvider(c: Context, { approvalUrl, returnUrl }: ApprovalFacts, threedsOrigin: string): Response {
  const target = approvalUrl ?? returnUrl;
  return target === null ? plainPage(c.req.raw, threedsOrigin, BANK_ONLY) : c.redirect(target, 303);
}

/** The facts with the languages to tell them in: that of the checkout, unless `?locale=` knows better. */
function asked<Facts extends VerificationFacts>(c: Context, facts: Facts): Facts & Asked {
  return { ...facts, requested: requestedLocales(c.req.raw, facts.locale) };
}

/** No HEAD, no prefetch, no frame: those would use up the CReq without a buyer seeing anything. */
function isVisit(c: Context): boolean {
  const destination = c.req.header('sec-fetch-dest') ?? 'document';
  const isSpeculative = /prefetch|prerender/.test(
    c.req.header('sec-purpose') ?? c.req.header('purpose') ?? '',
  );
  return c.req.method === 'GET' && destination === 'document' && !isSpeculative;
}

/** The first value of each field; names that no message has are left out. */
async function readFields(c: Context): Promise<Readonly<Record<string, string>>> {
  const fields = new URLSearchParams(await c.req.text());
  const names = [...new Set(fields.keys())].filter((name) => /^[A-Za-z]\w{0,63}$/.test(name));
  return Object.fromEntries(names.map((name) => [name, fields.get(name) ?? '']));
}
