// `/openapi`: the documents of all APIs, to be read in a browser. The viewer is Swagger UI, served from its npm package.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Hono } from 'hono';
import { documentHeaders, NOTHING } from '../http/document-headers.ts';
import type { Env } from '../http/env.ts';
import { createFileStore, fileResponse } from '../http/static.ts';
import { toStoredFile } from '../http/stored-file.ts';
import { type ApiDocument, withOperationIds } from './openapi.ts';

/** The files of the viewer that its page asks for; the package has many more. */
const FILES = [
  'swagger-ui.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'favicon-32x32.png',
];
const VIEWER = '/openapi/viewer';

/** Routes: each document, the page that shows them, and the files of that page. The first document is shown first. */
export function createReferenceRoutes(apiOrigin: string, documents: readonly ApiDocument[]): Hono<Env> {
  const app = new Hono<Env>();
  for (const { name, make } of documents) {
    // Made when somebody wants to read it: all of them take longer than everything else that a server does to start.
    let document: ReturnType<typeof withOperationIds> | undefined;
    app.get(`/openapi/${name}.json`, (c) => {
      document ??= withOperationIds(make(apiOrigin));
      return c.json(document);
    });
  }
  const files = createFileStore(
    dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
  );
  const page = toStoredFile(Buffer.from(PAGE), '.html');
  const start = toStoredFile(Buffer.from(startScript(documents)), '.js');
  const headers = viewerHeaders(apiOrigin);
  app.get('/openapi', (c) => fileResponse(c.req.raw, page, headers));
  app.get(`${VIEWER}/start.js`, (c) => fileResponse(c.req.raw, start, FILE_HEADERS));
  for (const name of FILES) {
    app.get(`${VIEWER}/${name}`, async (c) => {
      const file = await files.read(name);
      return file === null ? c.notFound() : fileResponse(c.req.raw, file, FILE_HEADERS);
    });
  }
  return app;
}

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>XPay API</title>
<link rel="icon" href="${VIEWER}/favicon-32x32.png">
<link rel="stylesheet" href="${VIEWER}/swagger-ui.css">
<style>body { margin: 0 } .auth-wrapper { display: none }</style>
</head>
<body>
<div id="reference"></div>
<script src="${VIEWER}/swagger-ui-bundle.js"></script>
<script src="${VIEWER}/swagger-ui-standalone-preset.js"></script>
<script src="${VIEWER}/start.js"></script>
</body>
</html>
`;

/** Without a form to send requests by: they would need a secret key, which has no place in a browser. */
function startScript(documents: readonly ApiDocument[]): string {
  const urls = documents.map(({ name, title }) => ({ name: title, url: `/openapi/${name}.json` }));
  return `SwaggerUIBundle({
  dom_id: '#reference',
  urls: ${JSON.stringify(urls)},
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  supportedSubmitMethods: [],
  deepLinking: true,
  validatorUrl: null,
});
`;
}

/** The viewer writes styles of its own and draws its icons from data addresses. */
function viewerHeaders(origin: string): Record<string, string> {
  return documentHeaders(origin, {
    ...NOTHING,
    'script-src': ["'self'"],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:'],
    'connect-src': ["'self'"],
    'frame-ancestors': ["'none'"],
  });
}

const FILE_HEADERS = { 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' } as const;
