// What a browser loads from the checkout origin: xpay.js, the frame's documents and their files, pages of plain words.

import { join } from 'node:path';
import { Hono } from 'hono';
import type { Settings } from '../settings.ts';
import { createCheckoutDocument, requestedView, type Shown } from './checkout-document.ts';
import { ASSET_HEADERS } from './headers.ts';
import { createHostedPage, createWayBack, type HostedDeps } from './hosted-page.ts';
import { type OpenDeps, openDocument } from './open-document.ts';
import { type PlainPage, plainPage } from './plain-page.ts';
import { createScriptFiles } from './script-files.ts';
import { createFileStore, type FileStore, fileResponse } from './static.ts';

export interface PagesDeps extends Pick<OpenDeps, 'findPublishableKey'>, Pick<HostedDeps, 'findHosted'> {
  readonly settings: Pick<
    Settings,
    | 'apiOrigin'
    | 'checkoutOrigin'
    | 'threedsOrigin'
    | 'bankOrigin'
    | 'frameDir'
    | 'scriptDir'
    | 'frameDevOrigin'
  >;
}

/** The routes of the checkout origin; mount them at its root. */
export function createPages({ settings, findPublishableKey, findHosted }: PagesDeps): Hono {
  const frame = createFileStore(settings.frameDir);
  const assets = createFileStore(join(settings.frameDir, ASSETS));
  const script = createScriptFiles(settings.scriptDir);
  const answer = createCheckoutDocument(settings);
  const page = (request: Request, plain: PlainPage) => plainPage(request, settings.checkoutOrigin, plain);
  const hostedPage = createHostedPage({ settings, frame, findHosted, answer, page });
  const wayBack = createWayBack({ findHosted, page });

  async function frameDocument(request: Request, name: Shown['name']): Promise<Response> {
    const opened = await openDocument(request, name, { settings, frame, findPublishableKey });
    if ('problem' in opened) return page(request, opened.problem);
    return answer(request, opened, { name, view: requestedView(request), bootstrap: null });
  }

  return (
    new Hono()
      .get('/f/checkout', (c) => frameDocument(c.req.raw, 'index.html'))
      .get('/f/headless', (c) => frameDocument(c.req.raw, 'headless.html'))
      .get('/f/assets/*', (c) =>
        asset(assets, c.req.raw).then((found) => found ?? page(c.req.raw, NOT_FOUND)),
      )
      .get('/v1/xpay.js', (c) => script.evergreen(c.req.raw))
      .get('/:version{v\\d+\\.\\d+\\.\\d+[^/]*}/:file', (c) =>
        script.versioned(c.req.raw, c.req.param('version').slice(1), c.req.param('file')),
      )
      // One page of a session under the address that each API has for it; all of them lead to any session.
      .get('/c/:id', (c) => hostedPage(c.req.raw, c.req.param('id')))
      .get('/checkout/:id', (c) => hostedPage(c.req.raw, c.req.param('id')))
      .get('/pay/:id', (c) => hostedPage(c.req.raw, c.req.param('id')))
      .get('/c/:id/back', (c) => wayBack(c.req.raw, c.req.param('id')))
  );
}

/** Only this folder of the build is served as it is: the documents beside it need their headers. */
const ASSETS = 'f/assets';

const NOT_FOUND: PlainPage = { name: 'notFound', status: 404, framing: 'none' };

async function asset(files: FileStore, request: Request): Promise<Response | null> {
  const path = decoded(new URL(request.url).pathname.slice(`/${ASSETS}/`.length));
  const file = path === null ? null : await files.read(path);
  return file === null ? null : fileResponse(request, file, ASSET_HEADERS);
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null; // A stray percent sign: no file has such a name.
  }
}
