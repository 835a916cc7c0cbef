// What the shop's server sends to the API, by hand and in Node: the same settings, and the same secret key from the environment.

import { sessionInput } from '../settings/session-input.ts';
import type { Settings, Way } from '../settings/settings.ts';
import { indent, js, shell } from './escape.ts';
import { json, object, properties } from './literal.ts';
import type { Facts } from './page.ts';
import { shopWords } from './words.ts';

/** Ids that the shop's server has from the API, where the run has not made them. */
const MADE = { customerId: 'cus_…', coupon: 'coup_…' };

/** One command that creates the session, or the payment link. */
export function curlCode(settings: Settings, { checkout, made = MADE }: Facts): string {
  return `curl ${shell(checkout + pathOf(settings.way))} \\
  -H "Authorization: Bearer $XPAY_SECRET_KEY" \\
  -H 'Content-Type: application/json' \\
  -d ${shell(json(sessionInput(settings, made)))}
`;
}

/** A whole server without a dependency: the page's answers, and the webhook that says what is paid. */
export function nodeCode(settings: Settings, facts: Facts): string {
  const isLink = settings.way === 'payment-link';
  return `// server.ts: start it with "npx tsx server.ts"
import { createHmac, ${isLink ? '' : 'randomUUID, '}timingSafeEqual } from 'node:crypto';
${isEmbedded(settings.way) ? "import { readFile } from 'node:fs/promises';\n" : ''}import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

const { XPAY_API = ${js(facts.checkout)}, PORT = '3000' } = process.env;
const secretKey = setting('XPAY_SECRET_KEY');
const webhookSecret = setting('XPAY_WEBHOOK_SECRET');

${isLink ? createLink(settings, facts) : createSession(settings, facts)}
${answer(settings, facts)}
${CHECK}
createServer((request, response) => {
  handle(request, response).catch((error) => {
    console.error(error);
    response.writeHead(500).end();
  });
}).listen(Number(PORT));
`;
}

function pathOf(way: Way): string {
  return way === 'payment-link' ? '/payment-links' : '/checkout/sessions';
}

function isEmbedded(way: Way): boolean {
  return way === 'inline' || way === 'overlay' || way === 'tag' || way === 'element';
}

function createSession(settings: Settings, { made = MADE }: Facts): string {
  const input = [...properties(sessionInput(settings, made)), 'metadata: { orderId }'];
  const answer = isEmbedded(settings.way) ? 'clientSecret' : 'url';
  return `/** With the order's id as the key, asking again gets the same session: an order is paid once at most. */
async function createSession(orderId: string): Promise<{ ${answer}: string }> {
  const response = await fetch(\`\${XPAY_API}/checkout/sessions\`, {
${requestOf('orderId', input)}
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { ${answer}: string };
}
`;
}

function createLink(settings: Settings, { made = MADE }: Facts): string {
  return `/** With a key of your own, asking again within a day gets the same link. */
async function createPaymentLink(key: string): Promise<{ url: string }> {
  const response = await fetch(\`\${XPAY_API}/payment-links\`, {
${requestOf('key', properties(sessionInput(settings, made)))}
  });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as { url: string };
}

console.log((await createPaymentLink('desk-lamp')).url);
`;
}

function requestOf(key: string, input: readonly string[]): string {
  return `    method: 'POST',
    headers: {
      authorization: \`Bearer \${secretKey}\`,
      'content-type': 'application/json',
      'idempotency-key': ${key},
    },
    body: JSON.stringify(${indent(object(input), 4).trimStart()}),`;
}

function answer(settings: Settings, facts: Facts): string {
  const pages = pagesOf(settings, facts);
  return `async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (\`\${request.method} \${request.url}\`) {
${indent(pages, 4)}    case 'POST /webhook': {
      const body = await text(request);
      if (!isGenuine(body, String(request.headers['xpay-signature']))) {
        response.writeHead(400).end();
        return;
      }
      const event = JSON.parse(body);
      if (event.type === 'checkout.session.completed') console.log('Paid:', event.data.object.metadata);
      response.writeHead(200).end();
      return;
    }
    default:
      response.writeHead(404).end();
  }
}
`;
}

function pagesOf(settings: Settings, { sessionUrl }: Facts): string {
  const words = shopWords(settings);
  switch (settings.way) {
    case 'payment-link':
      return '';
    case 'hosted':
      return `// The link of your page leads here.
case 'GET /pay': {
  const { url } = await createSession(randomUUID());
  response.writeHead(303, { location: url }).end();
  return;
}
`;
    case 'link':
      return `case 'GET /': {
  const { url } = await createSession(randomUUID());
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(\`
    <!doctype html>
    <html lang="${words.lang}"${words.dir === 'rtl' ? ' dir="rtl"' : ''}>
    <title>${words.title}</title>
    <script src="\${XPAY_API}/v1/xpay.js" async></script>
    <a href="\${url}" data-xpay-checkout>${words.pay}</a>
  \`);
  return;
}
`;
    default:
      return `case 'GET /':
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(await readFile('index.html'));
  return;
case ${js(`POST ${sessionUrl}`)}: {
  const { clientSecret } = await createSession(randomUUID());
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ clientSecret }));
  return;
}
`;
  }
}

/** As docs/integrate.md has it; a secret that is missing must not become one that anybody knows. */
const CHECK = `/** Whether the payment server signed this body within the last five minutes. */
function isGenuine(body: string, header: string): boolean {
  const [, time = '', rest = ''] = /^t=(\\d+)((?:,v1=[0-9a-f]{64})+)$/.exec(header) ?? [];
  const expected = createHmac('sha256', webhookSecret).update(\`\${time}.\${body}\`).digest();
  const [, ...signatures] = rest.split(',v1=');
  const isFresh = Math.abs(Date.now() / 1000 - Number(time)) <= 300;
  return isFresh && signatures.some((hex) => timingSafeEqual(Buffer.from(hex, 'hex'), expected));
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(\`Set \${name}.\`);
  return value;
}
`;
