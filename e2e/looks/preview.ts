// The preview for pictures: its real page, as its server sends it, with a sandbox, a shop and a clock that say the same every time.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page, Route } from '@playwright/test';
import { startPreview } from '../servers/preview.ts';
import { test as base, haveFonts } from './drawing.ts';
import { fontFaces } from './fonts.ts';

export interface StillPreview {
  /** Opens it with this query; resolves when all that it hears has arrived. Close it when it has been looked at. */
  open(query: string, size: { readonly width: number; readonly height: number }): Promise<Page>;
}

/** When everything happens, in milliseconds since 1970. */
const NOW = Date.UTC(2026, 0, 15, 12);

export const test = base.extend<object, { readonly stillPreview: StillPreview }>({
  stillPreview: [
    async ({ browser }, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'xpay-still-'));
      // Nobody is asked: what would be is answered below.
      const nowhere = 'http://127.0.0.1:9';
      const keys = { publishableKey: 'pk_test_looks', secretKey: 'sk_test_looks' };
      const server = await startPreview({ api: nowhere, checkout: nowhere, ...keys }, folder);
      const context = await browser.newContext({
        reducedMotion: 'reduce',
        locale: 'en-US',
        timezoneId: 'UTC',
        // The fonts of the pictures come in by a style sheet that the page's policy does not know.
        bypassCSP: true,
      });
      await context.clock.setFixedTime(NOW);
      await answerAll(context);
      await use({ open: (query, size) => open(context, `${server.url}/?${query}`, size) });
      await context.close();
      await server.stop();
      await rm(folder, { recursive: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

const FONTS = '"Looks", "Looks Arabic"';

async function open(
  context: BrowserContext,
  url: string,
  size: { readonly width: number; readonly height: number },
): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize(size);
  await page.goto(url);
  await page.addStyleTag({
    content: `${fontFaces()} :root { --pv-sans: ${FONTS}; --pv-mono: ${FONTS}; }`,
  });
  await haveFonts(page);
  // The last that comes by each of its two ways.
  const tabs = page.locator('.pv-instruments [role="tab"]');
  await tabs.nth(0).getByText(String(SAID.length), { exact: true }).waitFor({ state: 'attached' });
  await tabs.nth(4).getByText(String(WEBHOOKS.length), { exact: true }).waitFor({ state: 'attached' });
  return page;
}

async function answerAll(context: BrowserContext): Promise<void> {
  await context.route('**/api/facts', (route) => route.fulfill({ json: FACTS }));
  await context.route('**/api/runs/*/feed', (route) =>
    route.fulfill({ contentType: 'text/event-stream', body: feed() }),
  );
  await context.route('**/stage/**', (route: Route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: SHOP }),
  );
}

const FACTS = {
  connected: true,
  reason: null,
  clock: { now: new Date(NOW).toISOString(), frozen: false, aheadMs: 0 },
  checkout: 'https://pay.example',
  publishableKey: 'pk_test_looks',
  shop: 'https://shop.example',
  docs: '/docs/',
  gallery: '/gallery/',
  dashboard: 'https://pay.example/dashboard',
  reference: 'https://pay.example/openapi',
};

const SESSION = 'cs_test_01KF1CJ0R0ABCDEFGHJKMNPQRS';
const INTENT = 'pi_01KF1CJ0R0ABCDEFGHJKMNPQRT';

const REQUESTS = [
  ['POST', '/checkout/sessions', 201, 120, 14],
  ['GET', '/v1/client/session', 200, 310, 22],
  ['GET', '/v1/client/session/events', null, 700, 1900],
  ['POST', '/v1/client/session/confirm', 200, 2150, 480],
] as const;

const WEBHOOKS = ['charge.succeeded', 'payment_intent.succeeded', 'checkout.session.completed'] as const;

const STATES = ['requires_payment_method', 'processing', 'succeeded'] as const;

/** All that the server tells of the run. It ends then; the browser asks again in an hour. */
function feed(): string {
  const session = { id: SESSION, url: null, amount: 8085, currency: 'USD', intentId: INTENT };
  const told = [
    ['session', 100, { ...session, status: 'complete', paymentStatus: 'paid' }],
    ...STATES.map((status, at) => [
      'intent',
      200 + at,
      { id: INTENT, sessionId: SESSION, status, declineCode: null },
    ]),
    ...REQUESTS.map(([method, path, status, at, durationMs], number) => {
      const fault = status === null ? 'drop_after' : null;
      const startedAt = new Date(NOW + at).toISOString();
      const id = `req_${number}`;
      return [
        'request',
        at,
        { id, sessionId: SESSION, method, path, route: path, status, startedAt, durationMs, fault },
      ];
    }),
    ...WEBHOOKS.map((type, number) => {
      const body = JSON.stringify({ id: `evt_${number}`, type });
      const eventId = `evt_${number}`;
      return [
        'webhook',
        2700 + number,
        { eventId, sessionId: SESSION, type, verified: true, why: null, body },
      ];
    }),
  ] as const;
  const lines = told.map(
    ([name, at, data], id) =>
      `id: ${id + 1}\nevent: ${name}\ndata: ${JSON.stringify({ at: NOW + Number(at), data })}\n\n`,
  );
  return `retry: 3600000\n\n${lines.join('')}`;
}

/** What the shop's page hears. */
const SAID = [
  ['ready', 640, null],
  ['change', 1100, { complete: false, method: 'card', brand: 'visa' }],
  ['change', 1900, { complete: true, method: 'card', brand: 'visa' }],
  ['confirm', 2150, null],
  ['complete', 2650, { session: { id: SESSION, status: 'complete' } }],
] as const;

/** In the place of the shop's page, whose looks the gallery's pictures hold: its tap, and an empty page. */
const SHOP = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="color-scheme" content="light dark">
    <title>Checkout</title>
    <script>
      for (const [name, at, detail] of ${JSON.stringify(SAID)})
        parent.postMessage({ pv: 1, kind: 'event', name, detail, at: ${NOW} + at }, '*');
    </script>
  </head>
  <body></body>
</html>
`;
