// The pictures of the preview: each of its parts at each size, and every instrument after a payment, from a sandbox of their own.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startPreview } from '../e2e/servers/preview.ts';
import { startSandbox } from '../e2e/servers/sandbox.ts';
import type { Shot } from './shot.ts';

/** Desktop, tablet, phone, and the narrowest phone. */
const SIZES = [
  [1440, 900],
  [768, 1024],
  [390, 844],
  [320, 640],
] as const;
const THEMES = ['light', 'dark'] as const;
const LANGUAGES = ['en', 'ar'] as const;
/** One at a time where it is narrow. */
const PANELS = ['settings', 'stage', 'code', 'instruments'] as const;
const INSTRUMENTS = ['events', 'channel', 'requests', 'state', 'webhooks'] as const;

export interface PreviewStudio {
  readonly shots: readonly Shot[];
  readonly close: () => Promise<void>;
}

/** Starts sandbox and preview. `folder` is where the pictures are to be. */
export async function openPreviewStudio(folder: string): Promise<PreviewStudio> {
  const store = await mkdtemp(join(tmpdir(), 'xpay-shots-'));
  const sandbox = await startSandbox({ folder: store });
  const { url, stop } = await startPreview(sandbox, store);
  const views = SIZES.flatMap(([width, height]) =>
    THEMES.flatMap((theme) =>
      LANGUAGES.flatMap((lang) => viewShots(url, folder, { width, height, theme, lang })),
    ),
  );
  return {
    shots: [...views, ...INSTRUMENTS.map((name, index) => instrumentShot(url, folder, name, index))],
    close: async () => {
      await stop();
      await sandbox.stop();
      await rm(store, { recursive: true });
    },
  };
}

interface View {
  readonly width: number;
  readonly height: number;
  readonly theme: Shot['theme'];
  readonly lang: (typeof LANGUAGES)[number];
}

function viewShots(url: string, folder: string, view: View): readonly Shot[] {
  const { theme, lang, width, height } = view;
  const query = new URLSearchParams({
    lang,
    locale: lang,
    dir: lang === 'ar' ? 'rtl' : 'ltr',
    scheme: theme,
  });
  const shot = (name: string, prepare: Shot['prepare']): Shot => ({
    file: join(folder, `preview-${name}${width}-${theme}-${lang}.png`),
    url: `${url}/?${query}`,
    ...{ width, height, theme, shows: '.pv-frame__page' },
    ...(prepare === undefined ? {} : { prepare }),
  });
  if (width >= 900) return [shot('', whole)];
  return PANELS.map((panel) =>
    shot(`${panel}-`, async (page) => {
      await whole(page);
      await page.locator(`#tab-${panel}`).click();
    }),
  );
}

function instrumentShot(url: string, folder: string, name: string, index: number): Shot {
  return {
    file: join(folder, `preview-${name}-1440-light-en.png`),
    url: `${url}/?lang=en&locale=en&scheme=light`,
    ...{ width: 1440, height: 900, theme: 'light', shows: '.pv-frame__page' },
    prepare: async (page) => {
      await whole(page);
      await pay(page);
      await page.locator('.pv-instruments [role="tab"]').nth(index).click();
    },
  };
}

const checkoutIn = (page: Page) =>
  page.locator('.pv-frame__page').contentFrame().locator('iframe').contentFrame();

/** The form stands. */
async function whole(page: Page): Promise<void> {
  await checkoutIn(page).locator('button[type="submit"]').waitFor();
}

async function pay(page: Page): Promise<void> {
  const checkout = checkoutIn(page);
  const field = (name: string) => checkout.locator(`input[autocomplete="${name}"]`);
  await field('cc-number').fill('4242 4242 4242 4242');
  await field('cc-exp').fill('12 / 34');
  await field('cc-csc').fill('123');
  await checkout.locator('button[type="submit"]').click();
  const webhooks = page.locator('.pv-instruments [role="tab"]').last();
  // The last of what is told of it.
  await webhooks.getByText('3', { exact: true }).waitFor();
}
