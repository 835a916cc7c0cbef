// What a browser loads from the checkout origin: xpay.js, the frame's documents and their files, pages of plain words.

import { join } from 'node:path';
import type { BootData } from '@xpay/protocol/api';
import { Hono } from 'hono';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { type DocumentName, fillDocument, type Theme } from './frame-document.ts';
import {
  ASSET_HEADERS,
  allowedParents,
  cardDocumentHeaders,
  headlessDocumentHeaders,
  loaderHeaders,
} from './headers.ts';
import { type OpenDeps, openDocument } from './open-document.ts';
import { type PlainPage, plainPage } from './plain-page.ts';
import { createFileStore, createHtmlResponder, type FileStore, fileResponse } from './static.ts';

export interface PagesDeps {
  readonly settings: Pick<
    Settings,
    'apiOrigin' | 'checkoutOrigin' | 'threedsOrigin' | 'frameDir' | 'scriptDir' | 'frameDevOrigin'
  >;
  readonly findPublishableKey: OpenDeps['findPublishableKey'];
}

/** The routes of the checkout origin; mount them at its root. */
export function createPages({ settings, findPublishableKey }: PagesDeps): Hono {
  const frame = createFileStore(settings.frameDir);
  const assets = createFileStore(join(settings.frameDir, ASSETS));
  const script = createFileStore(settings.scriptDir);
  const htmlResponse = createHtmlResponder();
  const page = (request: Request, plain: PlainPage) => plainPage(request, settings.checkoutOrigin, plain);

  async function frameDocument(request: Request, name: DocumentName): Promise<Response> {
    const opened = await openDocument(request, name, { settings, frame, findPublishableKey });
    if ('problem' in opened) return page(request, opened.problem);
    const { key, holder, document, locale, devOrigin } = opened;
    const boot: BootData = {
      publishableKey: key,
      livemode: holder.livemode,
      allowedParents: allowedParents(holder.allowedOrigins, holder.livemode),
      apiOrigin: settings.apiOrigin,
      threedsOrigin: settings.threedsOrigin,
      acceptHeader: acceptHeader(request),
      isolated: isIsolated(request),
      build: document.build,
      locale,
      localesUrl: document.localesUrl,
    };
    const { allowedParents: parents, isolated } = boot;
    const policy = { ...settings, ...document, allowedParents: parents, isIsolated: isolated, devOrigin };
    const headers = name === 'index.html' ? cardDocumentHeaders(policy) : headlessDocumentHeaders(policy);
    return htmlResponse(request, fillDocument(document, boot, requestedTheme(request)), {
      ...headers,
      'content-language': locale,
    });
  }

  return new Hono()
    .get('/f/checkout', (c) => frameDocument(c.req.raw, 'index.html'))
    .get('/f/headless', (c) => frameDocument(c.req.raw, 'headless.html'))
    .get('/f/assets/*', (c) => asset(assets, c.req.raw).then((found) => found ?? page(c.req.raw, NOT_FOUND)))
    .get('/v1/xpay.js', (c) => loader(script, c.req.raw, null))
    .get('/:version{v\\d+\\.\\d+\\.\\d+[^/]*}/xpay.js', (c) =>
      loader(script, c.req.raw, c.req.param('version')),
    )
    .get('/c/:id', (c) => page(c.req.raw, { name: 'hostedNotServed', status: 501, framing: 'none' }));
}

/** Only this folder of the build is served as it is: the documents beside it need their headers. */
const ASSETS = 'f/assets';

const NOT_FOUND: PlainPage = { name: 'notFound', status: 404, framing: 'none' };

function requestedTheme(request: Request): Theme {
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

const scriptSchema = z.object({ version: z.string().regex(/^\d+\.\d+\.\d+(-[\w.]+)?$/) });

/** xpay.js, at its evergreen address or at that of one version; only the version on disk exists. */
async function loader(files: FileStore, request: Request, version: string | null): Promise<Response> {
  const [file, json] = await Promise.all([files.read('xpay.js'), files.read('script.json')]);
  if (file === null || json === null) return plainText(503, 'xpay.js is not built. Run: pnpm build');
  if (version === null) return fileResponse(request, file, loaderHeaders('evergreen'));
  const built = `v${scriptSchema.parse(JSON.parse(json.body.toString('utf8'))).version}`;
  if (version === built) return fileResponse(request, file, loaderHeaders('versioned'));
  return plainText(
    404,
    `This server has xpay.js ${built}, not ${version}. Use /${built}/xpay.js or /v1/xpay.js.`,
  );
}

function plainText(status: 404 | 503, message: string): Response {
  const type = 'text/plain; charset=utf-8';
  return new Response(`${message}\n`, {
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  });
}
