// The shop's server: it makes sessions with the secret key, and learns from the webhook which orders are paid.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

const { XPAY_API = 'http://localhost:4242', PORT = '3000' } = process.env;
const publishableKey = setting('XPAY_PUBLISHABLE_KEY');
const secretKey = setting('XPAY_SECRET_KEY');
const webhookSecret = setting('XPAY_WEBHOOK_SECRET');

/** Without the webhook secret, for one, anybody could say what is paid. */
function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}.`);
  return value;
}

/** In your shop, a column of the orders. */
const paid = new Set<string>();

/** Asked again for the same order, the API answers the same session: nobody pays twice. */
async function createSession(orderId: string): Promise<string> {
  const response = await fetch(`${XPAY_API}/checkout/sessions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${secretKey}`,
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
  const session = (await response.json()) as { clientSecret: string };
  return session.clientSecret;
}

/** Whether the payment server signed this body within the last five minutes. */
function isGenuine(body: string, header = ''): boolean {
  const [, time = '', rest = ''] = /^t=(\d+)((?:,v1=[0-9a-f]{64})+)$/.exec(header) ?? [];
  const expected = createHmac('sha256', webhookSecret).update(`${time}.${body}`).digest();
  const [, ...signatures] = rest.split(',v1=');
  const isFresh = Math.abs(Date.now() / 1000 - Number(time)) <= 300;
  return isFresh && signatures.some((hex) => timingSafeEqual(Buffer.from(hex, 'hex'), expected));
}

interface Event {
  readonly type: string;
  readonly data: { readonly object: { readonly metadata: { readonly orderId: string } } };
}

const app = new Hono();

app.get('/settings', (c) => c.json({ publishableKey, origin: XPAY_API }));

app.post('/orders/:id/session', async (c) =>
  c.json({ clientSecret: await createSession(c.req.param('id')) }),
);

app.get('/orders/:id', (c) => c.json({ isPaid: paid.has(c.req.param('id')) }));

app.post('/webhook', async (c) => {
  // The signature covers the bytes as they came, so they are parsed after it.
  const body = await c.req.text();
  if (!isGenuine(body, c.req.header('xpay-signature'))) return c.json({ error: 'not signed' }, 400);
  const { type, data } = JSON.parse(body) as Event;
  if (type === 'checkout.session.completed') paid.add(data.object.metadata.orderId);
  return c.json({ received: true });
});

app.use(serveStatic({ root: 'dist' }));

serve({ fetch: app.fetch, port: Number(PORT) }, () => console.log(`http://localhost:${PORT}`));
