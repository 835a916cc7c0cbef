// The shop's server: it makes sessions with the secret key, and learns from the webhook which orders are paid.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { text } from 'node:stream/consumers';

const { XPAY_API, XPAY_SECRET_KEY, XPAY_PUBLISHABLE_KEY, XPAY_WEBHOOK_SECRET, PORT = 3000 } = process.env;
if (!XPAY_WEBHOOK_SECRET) throw new Error('Without XPAY_WEBHOOK_SECRET anybody could say what is paid.');
const paid = new Set(); // In your shop, a column of the orders.

/** Asked again for the same order, the API answers the same session: nobody pays twice. */
async function createSession(orderId) {
  const response = await fetch(`${XPAY_API}/checkout/sessions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${XPAY_SECRET_KEY}`,
      'content-type': 'application/json',
      'idempotency-key': orderId,
    },
    body: JSON.stringify({
      uiMode: 'embedded',
      lineItems: [{ priceData: { currency: 'USD', unitAmount: 4900, productData: { name: 'Desk lamp' } } }],
      afterCompletion: { type: 'hosted_confirmation' },
      metadata: { orderId },
    }),
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()).clientSecret;
}

/** Whether the payment server signed this body within the last five minutes. */
function isGenuine(body, header = '') {
  const [, time, rest = ''] = /^t=(\d+)((?:,v1=[0-9a-f]{64})+)$/.exec(header) ?? [];
  const expected = createHmac('sha256', XPAY_WEBHOOK_SECRET).update(`${time}.${body}`).digest();
  const isSame = (hex) => timingSafeEqual(Buffer.from(hex, 'hex'), expected);
  return Math.abs(Date.now() / 1000 - time) <= 300 && rest.split(',v1=').slice(1).some(isSame);
}

/** What the page asks its server, as JSON. */
async function answer(path, orderId) {
  if (path === 'settings') return { publishableKey: XPAY_PUBLISHABLE_KEY, origin: XPAY_API };
  if (path === 'sessions') return { clientSecret: await createSession(orderId) };
  return { isPaid: paid.has(orderId) };
}

async function takeWebhook(request) {
  const body = await text(request);
  if (!isGenuine(body, request.headers['xpay-signature'])) return 400;
  const { type, data } = JSON.parse(body);
  if (type === 'checkout.session.completed') paid.add(data.object.metadata.orderId);
  return 200;
}

const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

/** What Vite has built. `URL` has resolved the path: it cannot lead out of the folder. */
async function sendFile(pathname, response) {
  const file = pathname === '/' ? '/index.html' : pathname;
  const content = await readFile(new URL(`dist${file}`, import.meta.url)).catch(() => null);
  if (content === null) return response.writeHead(404).end();
  return response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' }).end(content);
}

async function handle(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const [, path, orderId] = pathname.split('/');
  if (path === 'webhook') return response.writeHead(await takeWebhook(request)).end();
  if (!['settings', 'sessions', 'orders'].includes(path)) return sendFile(pathname, response);
  const body = JSON.stringify(await answer(path, orderId));
  return response.writeHead(200, { 'content-type': 'application/json' }).end(body);
}

createServer((request, response) => {
  handle(request, response).catch((error) => response.writeHead(502).end(String(error)));
}).listen(PORT, () => console.log(`http://localhost:${PORT}`));
