// `pnpm capture`: films a payment that a bank asks about, with a sandbox of its own, into docs/checkout.gif, and takes the
// README's picture, docs/checkout.png.

import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { ONE_TIME_CODE, THREE_DS } from '../e2e/cards.ts';
import { CHROMIUM_FLAGS } from '../e2e/chromium.ts';
import { checkoutFrame } from '../e2e/pages/frame.ts';
import { ensureChromium } from './browser.ts';
import { createFilm } from './capture/film.ts';
import { encodeGif } from './capture/gif.ts';
import { openShop } from './capture/shop.ts';
import type { SandboxFacts } from './local.ts';
import { exitOf, firstLine, ROOT, start } from './run.ts';

const WIDTH = 960;
const HEIGHT = 520;
/** For screens that have more dots than CSS pixels. */
const SCALE = 1.5;
/** Between two keys of a quick hand, in milliseconds. */
const KEY_MS = 60;

const sandbox = start(
  process.execPath,
  [
    '--import',
    'tsx',
    'packages/sandbox/src/cli.ts',
    '--port',
    '0',
    '--db',
    ':memory:',
    '--merchant',
    'Northwind Coffee',
    '--json',
  ],
  { stdio: ['ignore', 'pipe', 'ignore'] },
);
const facts = JSON.parse(await firstLine(sandbox)) as SandboxFacts;
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...CHROMIUM_FLAGS] });
const shop = await openShop(facts, browser);
const page = await browser.newPage({
  viewport: { width: WIDTH, height: HEIGHT },
  locale: 'en-US',
  colorScheme: 'light',
  deviceScaleFactor: SCALE,
});

await page.goto(shop.url);
const { iframe, cardNumber, payButton, content, challenge, paid } = checkoutFrame(page);
await payButton.waitFor();
await page.evaluate(() => document.fonts.ready);
const film = createFilm(page);
await film.hold(800);

await type(page, cardNumber, THREE_DS.printedInShop.number);
await type(page, content.getByRole('textbox', { name: 'Expiry date', exact: true }), '1230');
await type(
  page,
  content.getByRole('textbox', { name: 'Security code', exact: true }),
  THREE_DS.printedInShop.code,
);
await film.hold(400);
await iframe.screenshot({ path: join(ROOT, 'docs/checkout.png') });
await payButton.click();
await film.follow(1200);
await challenge.bank.code.waitFor();
await film.hold(700);
await type(page, challenge.bank.code, ONE_TIME_CODE);
await film.hold(300);
await page.keyboard.press('Enter');
await film.follow(1000);
await paid.waitFor();
await film.follow(400);
await film.hold(1800);

const gif = join(ROOT, 'docs/checkout.gif');
writeFileSync(gif, encodeGif(film.pictures));
const seconds = film.pictures.reduce((sum, { ms }) => sum + ms, 0) / 1000;
console.log(
  `docs/checkout.gif: ${film.pictures.length} pictures, ${seconds.toFixed(1)} s, ${Math.round(statSync(gif).size / 1000)} kB`,
);

shop.close();
await browser.close();
sandbox.kill('SIGTERM');
process.exit(await exitOf(sandbox));

async function type(page: Page, field: ReturnType<typeof content.locator>, text: string): Promise<void> {
  await field.focus();
  for (const letter of text) {
    await page.keyboard.type(letter);
    await film.hold(KEY_MS);
  }
}
