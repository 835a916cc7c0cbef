// The documents that a buyer pays in, with what the server writes into them and the policy that goes with it.

import type { BootData, View } from '@xpay/protocol/boot-data';
import { sheetIdentifier } from '../bank/sheet.ts';
import type { Settings } from '../settings.ts';
import { type Display, type DocumentName, fillDocument, type PageWords } from './frame-document.ts';
import { allowedParents, cardDocumentHeaders, headlessDocumentHeaders } from './headers.ts';
import type { OpenedDocument } from './open-document.ts';
import { createHtmlResponder } from './static.ts';

export interface Shown {
  readonly name: Exclude<DocumentName, 'bridge.html'>;
  readonly view: View;
  /** For a page that nobody hands a client secret to. */
  readonly bootstrap: string | null;
  /** For a page of its own. */
  readonly words?: PageWords;
}

export type CheckoutDocument = (request: Request, opened: OpenedDocument, shown: Shown) => Promise<Response>;

/** Answers requests with documents that have been opened for them. */
export function createCheckoutDocument(
  settings: Pick<Settings, 'apiOrigin' | 'checkoutOrigin' | 'threedsOrigin' | 'bankOrigin'>,
): CheckoutDocument {
  const { apiOrigin, threedsOrigin } = settings;
  const htmlResponse = createHtmlResponder();
  return (request, { key, holder, document, locale, devOrigin }, { name, view, bootstrap, words }) => {
    const { livemode } = holder;
    const parents = allowedParents(holder.allowedOrigins, livemode);
    const isolated = isIsolated(request);
    const boot: BootData = {
      publishableKey: key,
      livemode,
      allowedParents: parents,
      apiOrigin,
      threedsOrigin,
      acceptHeader: acceptHeader(request),
      isolated,
      view,
      bootstrap,
      build: document.build,
      locale,
      localesUrl: document.localesUrl,
    };
    const testSheet = livemode ? null : sheetIdentifier(settings);
    const policy = {
      ...settings,
      ...document,
      allowedParents: parents,
      isIsolated: isolated,
      devOrigin,
      testSheet,
    };
    const headers = name === 'index.html' ? cardDocumentHeaders(policy) : headlessDocumentHeaders(policy);
    const html = fillDocument(document, boot, { theme: requestedTheme(request), view }, words);
    const use = bootstrap === null ? 'again' : 'once';
    return htmlResponse(request, html, { ...headers, 'content-language': locale }, use);
  };
}

/** `?view=` of a frame; the whole page is no view of a frame, and what is none of them is `inline`. */
export function requestedView(request: Request): Exclude<View, 'page'> {
  const view = new URL(request.url).searchParams.get('view');
  return view === 'overlay' || view === 'element' ? view : 'inline';
}

function requestedTheme(request: Request): Display['theme'] {
  const theme = new URL(request.url).searchParams.get('theme');
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/** EMV 3DS 2.2, `browserAcceptHeader`: what this document was asked for with, at most 2,048 characters. */
function acceptHeader(request: Request): string {
  return (request.headers.get('accept') ?? '').slice(0, 2048);
}

/** Whether xpay.js has found the host page to be cross-origin isolated. */
function isIsolated(request: Request): boolean {
  return new URL(request.url).searchParams.get('isolated') === '1';
}
