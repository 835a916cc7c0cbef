// The shop of the picture: one page with the checkout on it, and a session whose goods have pictures.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from '@playwright/test';
import { SPRITE } from '../../demo/shop/pictures.ts';
import type { SandboxFacts } from '../local.ts';

export interface Shop {
  readonly url: string;
  close(): void;
}

const GOODS = [
  { name: 'Stoneware cup', unitAmount: 2400, symbol: 'cup', ground: '#e9efe4' },
  { name: 'Pour-over set', unitAmount: 4900, symbol: 'dripper', ground: '#f3e9da' },
] as const;

/** Serves the page on a free port, with sessions for as many visitors as come. */
export async function openShop(sandbox: SandboxFacts, browser: Browser): Promise<Shop> {
  const ask = createAsk(sandbox);
  const images = await uploadPictures(ask, browser);
  const server = createServer((request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(sandbox));
      return;
    }
    ask('/checkout/sessions', {
      uiMode: 'embedded',
      lineItems: GOODS.map(({ name, unitAmount }, index) => ({
        priceData: { currency: 'USD', unitAmount, productData: { name, image: images[index] } },
      })),
      afterCompletion: { type: 'hosted_confirmation' },
    }).then(
      ({ clientSecret }) => response.writeHead(200).end(JSON.stringify({ clientSecret })),
      (error) => response.writeHead(502).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}/`, close: () => void server.close() };
}

type Ask = (path: string, body: object) => Promise<Readonly<Record<string, string>>>;

function createAsk({ api, secretKey }: SandboxFacts): Ask {
  return async (path, body) => {
    const response = await fetch(api + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as Readonly<Record<string, string>>;
  };
}

/** The demo shop's drawings as PNG, where the checkout may load them from. */
async function uploadPictures(ask: Ask, browser: Browser): Promise<readonly string[]> {
  const page = await browser.newPage({ viewport: { width: 160, height: 160 }, colorScheme: 'light' });
  const urls: string[] = [];
  for (const { symbol, ground } of GOODS) {
    await page.setContent(
      `<body style="margin:0;background:${ground}">${SPRITE}<svg width="160" height="160" style="position:absolute;inset:0"><use href="#${symbol}"/></svg>`,
    );
    const { uploadUrl = '', publicUrl = '' } = await ask('/upload-url', { contentType: 'image/png' });
    const body = new Uint8Array(await page.screenshot());
    await fetch(uploadUrl, { method: 'PUT', headers: { 'content-type': 'image/png' }, body });
    urls.push(publicUrl);
  }
  await page.close();
  return urls;
}

function pageOf({ checkout, publishableKey }: SandboxFacts): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Shop</title>
<style>
  body { margin: 0; padding: 24px; background: #e9ebf0; }
</style>
<div id="checkout"></div>
<script src="${checkout}/v1/xpay.js"></script>
<script type="module">
  const checkout = await XPay('${publishableKey}').initEmbeddedCheckout({
    locale: 'en',
    appearance: { theme: 'light' },
    fetchClientSecret: async () => (await (await fetch('/', { method: 'POST' })).json()).clientSecret,
  });
  checkout.mount('#checkout');
</script>`;
}
