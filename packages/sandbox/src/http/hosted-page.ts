// The hosted page of a session: the checkout as a page of its own, or in the overlay that a shop's link has become.

import { type CheckoutDocument, requestedView } from './checkout-document.ts';
import { type KeyHolder, type OpenDeps, openFor } from './open-document.ts';
import { type PageFacts, pageWords } from './page-words.ts';
import type { PlainPage } from './plain-page.ts';
import { requestedLocales } from './requested-locales.ts';

/** What is known of a session by its id alone. */
export interface HostedSession {
  /** The publishable key that its page works with. */
  readonly key: string;
  readonly holder: KeyHolder;
  /** BCP 47, as the shop's server wants it; null leaves it to the browser. */
  readonly locale: string | null;
  /** A one-time key to the session's client secret, for one load of the page; null when the session is history. */
  readonly bootstrap: (() => string) | null;
  readonly facts: PageFacts;
  /** Where its buyer leaves the page for as things stand: never in the page itself. Null where nothing is named. */
  readonly shopAddress: string | null;
}

export interface HostedDeps extends Pick<OpenDeps, 'settings' | 'frame'> {
  /** Null for an id that no session has. */
  readonly findHosted: (id: string) => Promise<HostedSession | null>;
  readonly answer: CheckoutDocument;
  readonly page: (request: Request, plain: PlainPage) => Response;
}

/** Answers `GET /c/:id`. Looking at a page changes nothing: whoever only previews a link uses nothing up. */
export function createHostedPage({ findHosted, answer, page, ...deps }: HostedDeps) {
  return async (request: Request, id: string): Promise<Response> => {
    const session = SESSION_ID.test(id) ? await findHosted(id) : null;
    if (session === null) return page(request, NOT_FOUND);
    const requested = requestedLocales(request, session.locale);
    if (session.bootstrap === null) return page(request, { ...OVER, locale: session.locale });
    const opened = await openFor(session, requested, 'index.html', deps);
    if ('problem' in opened) return page(request, opened.problem);
    const view = requestedView(request) === 'overlay' ? 'overlay' : 'page';
    const isHead = request.method === 'HEAD';
    const shown = {
      name: 'index.html',
      view,
      bootstrap: isHead ? null : session.bootstrap(),
      ...(view === 'page' ? { words: pageWords(opened.document, opened.locale, session.facts) } : {}),
    } as const;
    const response = await answer(request, opened, shown);
    // The document that a GET gets is longer by its key.
    if (isHead) response.headers.delete('content-length');
    return response;
  };
}

/**
 * Answers `GET /c/:id/back`: to the shop's page, as things stand at this moment, or back to the session's own page where
 * the shop has named none. The session stays as it is: who comes back can still pay. It is a link, so it works before any
 * script, without one, and when nothing of the checkout could be loaded.
 */
export function createWayBack({ findHosted, page }: Pick<HostedDeps, 'findHosted' | 'page'>) {
  return async (request: Request, id: string): Promise<Response> => {
    const session = SESSION_ID.test(id) ? await findHosted(id) : null;
    if (session === null) return page(request, NOT_FOUND);
    if (session.bootstrap === null) return page(request, { ...OVER, locale: session.locale });
    const location = session.shopAddress ?? `/c/${id}`;
    return new Response(null, {
      status: 303,
      headers: { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
    });
  };
}

const SESSION_ID = /^cs_(test|live)_[0-9A-Z]{26}$/;

const NOT_FOUND: PlainPage = { name: 'notFound', status: 404, framing: 'none' };
/** Long ended: whether it was paid, its shop knows. */
const OVER: PlainPage = { name: 'bankOnly', status: 410, framing: 'none', without: 'body' };
