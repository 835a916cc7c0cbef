// `pnpm gallery [state …]`: photographs every state of the checkout (or those) in each width and theme, into .gallery/, in
// four languages that look different. `--lang=fi,th`, `--width=320` and `--theme=light` say which instead; `--lang=all` is
// every language.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { createServer } from 'vite';
import { CHROMIUM_FLAGS } from '../e2e/chromium.ts';
import { ensureChromium } from './browser.ts';
import { ROOT } from './run.ts';

const FOLDER = join(ROOT, '.gallery');
const THEMES = ['light', 'dark'] as const;
/** Pages that are photographed at the same time. */
const AT_ONCE = 4;

/** Left to right and right to left, long words and no spaces. */
const LANGUAGES = ['en', 'de', 'ar', 'ja'];

const { values: options, positionals: wished } = parseArgs({
  allowPositionals: true,
  options: { lang: { type: 'string' }, width: { type: 'string' }, theme: { type: 'string' } },
});
const isWished = (option: keyof typeof options, value: string) =>
  options[option] === undefined || options[option].split(',').includes(value);
const languages = options.lang === 'all' ? SHIPPED_LOCALES : (options.lang?.split(',') ?? LANGUAGES);
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER);

const server = await createServer({
  configFile: false,
  root: join(ROOT, 'packages/checkout/gallery'),
  logLevel: 'error',
  server: { port: 0 },
});
await server.listen();
const [address] = server.resolvedUrls?.local ?? [];
if (address === undefined) throw new Error('The gallery has no address.');

const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: [...CHROMIUM_FLAGS],
});
const pictures = await findPictures(browser, address);
const pending = [...pictures];
await Promise.all(Array.from({ length: AT_ONCE }, () => photograph(browser, pending)));
await browser.close();
await server.close();
console.log(`${pictures.length} pictures in .gallery/`);

interface Picture {
  readonly name: string;
  readonly url: string;
  readonly width: number;
}

/** The gallery's own list of states and widths, in the themes and languages wished for. */
async function findPictures(browser: Browser, gallery: string): Promise<readonly Picture[]> {
  const page = await browser.newPage();
  await page.goto(gallery);
  await page.getByRole('heading', { name: 'Gallery' }).waitFor();
  const links = await page
    .getByRole('link')
    .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href));
  await page.close();
  return links.flatMap((link) => {
    const query = new URL(link).searchParams;
    const [state, width] = [query.get('state') ?? '', Number(query.get('width'))];
    if ((wished.length > 0 && !wished.includes(state)) || !isWished('width', String(width))) return [];
    return THEMES.filter((theme) => isWished('theme', theme)).flatMap((theme) =>
      languages.map((locale) => ({
        name: `${state}-${width}-${theme}-${locale}`,
        url: `${link}&theme=${theme}&lang=${locale}`,
        width,
      })),
    );
  });
}

async function photograph(browser: Browser, pending: Picture[]): Promise<void> {
  const page = await browser.newPage();
  for (let picture = pending.shift(); picture !== undefined; picture = pending.shift()) {
    await page.setViewportSize({ width: picture.width, height: 640 });
    // Some parts are fetched when a state needs them.
    await page.goto(picture.url, { waitUntil: 'networkidle' });
    await page.locator('.xp-checkout').first().waitFor();
    await page.screenshot({
      path: join(FOLDER, `${picture.name}.png`),
      fullPage: true,
      animations: 'disabled',
    });
  }
}
