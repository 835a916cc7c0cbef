// A whole shop: it makes sessions with the secret key, and learns from the webhook which orders are paid.

import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

const { XPAY_API, XPAY_SECRET_KEY, XPAY_PUBLISHABLE_KEY, XPAY_WEBHOOK_SECRET, PORT = 3000 } = process.env;
const page = readFileSync('index.html', 'utf8').replace('API', XPAY_API).replace('KEY', XPAY_PUBLISHABLE_KEY);
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

async function answer(request) {
  const [, path, orderId] = request.url.split('/');
  if (path === '') return page.replaceAll('ORDER', randomUUID());
  if (path === 'sessions') return JSON.stringify({ clientSecret: await createSession(orderId) });
  if (path === 'orders') return JSON.stringify({ isPaid: paid.has(orderId) });
  const body = await text(request);
  if (path !== 'webhook' || !isGenuine(body, request.headers['xpay-signature'])) return null;
  const { type, data } = JSON.parse(body);
  if (type === 'checkout.session.completed') paid.add(data.object.metadata.orderId);
  return '{}';
}

createServer((request, response) => {
  const type = request.url === '/' ? 'text/html; charset=utf-8' : 'application/json';
  answer(request).then(
    (body) => response.writeHead(body === null ? 400 : 200, { 'content-type': type }).end(body),
    (error) => response.writeHead(502).end(String(error)),
  );
}).listen(PORT, () => console.log(`http://localhost:${PORT}`));
