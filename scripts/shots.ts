// `pnpm shots [state …]`: photographs every state of the checkout (or those) in each width and theme, into .shots/, in four
// languages that look different; then the preview, which `preview` in the place of a state takes alone, and each page of the
// documentation, where its site is built. `--lang=fi,th`, `--width=320` and `--theme=light` say which instead; `--lang=all` is
// every language. `--hero` takes the two pictures on the site's start.

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import { createServer } from 'vite';
import { CHROMIUM_FLAGS } from '../e2e/chromium.ts';
import { ensureChromium } from './browser.ts';
import { openPreviewStudio } from './preview-shots.ts';
import { ROOT } from './run.ts';
import { photograph, type Shot } from './shot.ts';
import { serveFolders } from './static-site.ts';

const FOLDER = join(ROOT, '.shots');
const SITE = join(ROOT, 'docs/.vitepress/dist');
const THEMES = ['light', 'dark'] as const;
const WIDTHS = [320, 480, 960] as const;
/** Pages that are photographed at the same time. */
const AT_ONCE = 4;

/** Left to right and right to left, long words and no spaces. */
const LANGUAGES = ['en', 'de', 'ar', 'ja'];

const { values: options, positionals: wished } = parseArgs({
  allowPositionals: true,
  options: {
    lang: { type: 'string' },
    width: { type: 'string' },
    theme: { type: 'string' },
    hero: { type: 'boolean' },
  },
});
const isWished = (option: 'width' | 'theme', value: string | number) =>
  options[option] === undefined || options[option].split(',').includes(String(value));
const isPreviewWished = options.hero !== true && (wished.length === 0 || wished.includes('preview'));
const languages = options.lang === 'all' ? SHIPPED_LOCALES : (options.lang?.split(',') ?? LANGUAGES);

const gallery = await createServer({
  configFile: false,
  root: join(ROOT, 'packages/checkout/gallery'),
  logLevel: 'error',
  server: { port: 0 },
});
await gallery.listen();
const [address] = gallery.resolvedUrls?.local ?? [];
if (address === undefined) throw new Error('The gallery has no address.');
const site = await serveFolders({ '/docs/': SITE });
const studio = isPreviewWished ? await openPreviewStudio(FOLDER) : null;
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: [...CHROMIUM_FLAGS],
});

const shots = options.hero === true ? heroShots(address) : await allShots(browser, address);
const pending = [...shots];
await Promise.all(Array.from({ length: AT_ONCE }, () => photograph(browser, pending)));
await browser.close();
await Promise.all([gallery.close(), site.close(), studio?.close()]);
console.log(`${shots.length} pictures in ${options.hero === true ? 'docs/public/' : '.shots/'}`);

async function allShots(browser: Browser, address: string): Promise<readonly Shot[]> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  const names = await findStates(browser, address);
  const states = names.filter((name) => wished.length === 0 || wished.includes(name));
  const pictures = states.flatMap((state) =>
    WIDTHS.filter((width) => isWished('width', width)).flatMap((width) =>
      THEMES.filter((theme) => isWished('theme', theme)).flatMap((theme) =>
        languages.map((lang) => stateShot(address, { state, width, theme, lang })),
      ),
    ),
  );
  return [...pictures, ...previewShots(), ...(wished.length === 0 ? docsShots() : [])];
}

/** The gallery's own list. */
async function findStates(browser: Browser, address: string): Promise<readonly string[]> {
  const page = await browser.newPage();
  await page.goto(`${address}?state=ready`);
  const stage = await page.waitForFunction(() => window.stage?.states);
  const states = (await stage.jsonValue()) ?? [];
  await page.close();
  return states;
}

interface Wish {
  readonly state: string;
  readonly width: number;
  readonly theme: Shot['theme'];
  readonly lang: string;
}

function stateShot(address: string, { state, width, theme, lang }: Wish): Shot {
  return {
    file: join(FOLDER, `${state}-${width}-${theme}-${lang}.png`),
    url: `${address}?${new URLSearchParams({ state, width: String(width), theme, lang })}`,
    ...{ width, theme, shows: '.xp-checkout' },
  };
}

function heroShots(address: string): readonly Shot[] {
  return THEMES.map((theme) => ({
    ...stateShot(address, { state: 'filled', width: 400, theme, lang: 'en' }),
    file: join(ROOT, `docs/public/hero-${theme}.png`),
    scale: 2,
  }));
}

/** Those that are wished for, in the languages that the preview has. */
function previewShots(): readonly Shot[] {
  return (studio?.shots ?? []).filter(
    ({ file, width, theme }) =>
      isWished('width', width) &&
      isWished('theme', theme) &&
      languages.some((lang) => file.endsWith(`-${lang}.png`)),
  );
}

function docsShots(): readonly Shot[] {
  const pages = existsSync(SITE) ? readdirSync(SITE).filter((name) => name.endsWith('.html')) : [];
  return pages.flatMap((name) =>
    THEMES.flatMap((theme) =>
      [390, 1280].map((width) => ({
        file: join(FOLDER, `docs-${name.replace('.html', '')}-${width}-${theme}.png`),
        url: `${site.origin}/docs/${name}`,
        ...{ width, theme, shows: 'h1' },
      })),
    ),
  );
}
