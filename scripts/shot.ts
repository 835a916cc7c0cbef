// One picture that `pnpm shots` takes: where, how wide, in which theme, and when the page is whole.

import type { Browser, Page } from '@playwright/test';

export interface Shot {
  readonly file: string;
  readonly url: string;
  readonly width: number;
  /** 640 unless told; the picture is as long as the page. */
  readonly height?: number;
  readonly theme: 'light' | 'dark';
  /** There when the page is whole. */
  readonly shows: string;
  /** Device pixels for each CSS pixel: a picture of what `shows` names, and of nothing around it. */
  readonly scale?: number;
  /** What is pressed before. The page may be one that is never done with asking. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** Takes the pictures that are left, one after another; several may do so together. */
export async function photograph(browser: Browser, pending: Shot[]): Promise<void> {
  for (let shot = pending.shift(); shot !== undefined; shot = pending.shift()) {
    const page = await browser.newPage({
      viewport: { width: shot.width, height: shot.height ?? 640 },
      colorScheme: shot.theme,
      deviceScaleFactor: shot.scale ?? 1,
    });
    // Some parts are fetched when a state needs them.
    await page.goto(shot.url, { waitUntil: shot.prepare === undefined ? 'networkidle' : 'load' });
    await page.locator(shot.shows).first().waitFor();
    await shot.prepare?.(page);
    const isPart = shot.scale !== undefined;
    const what = isPart ? page.locator(shot.shows).first() : page;
    await what.screenshot({ path: shot.file, animations: 'disabled', ...(isPart ? {} : { fullPage: true }) });
    await page.close();
  }
}
