// A page whose pictures can be compared: the gallery in the project's own fonts, and whether this machine draws as the one
// that took the pictures.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page, TestInfo } from '@playwright/test';
import { PNG } from 'pngjs';
import { fontFaces } from './fonts.ts';
import { test as base } from './gallery.ts';

export interface Drawing {
  readonly page: Page;
  /** The picture of `calibration.html`, which holds nothing of the product. */
  readonly calibration: Buffer;
  /** Of the browser. */
  readonly version: string;
}

export const test = base.extend<object, { readonly drawing: Drawing }>({
  drawing: [
    async ({ gallery }, use) => {
      const page = await gallery.context().newPage();
      const fonts = fontFaces();
      await page.setViewportSize({ width: 320, height: 400 });
      await page.setContent(readFileSync(`${import.meta.dirname}/calibration.html`, 'utf8'));
      await page.addStyleTag({ content: fonts });
      await haveFonts(page);
      const calibration = await page.screenshot();
      await page.goto(gallery.url());
      await page.waitForFunction(() => window.stage !== undefined);
      await page.addStyleTag({ content: `${fonts} :root { --xp-font-family: "Looks", "Looks Arabic"; }` });
      await haveFonts(page);
      await use({ page, calibration, version: page.context().browser()?.version() ?? '' });
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

/** Loaded before the first picture: a font that comes late would be in some and not in others. */
export async function haveFonts(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all([...document.fonts].map((font) => font.load())));
}

/**
 * Why this machine cannot be held to the pictures; null where it can. Where pictures are taken anew, `calibration` and the
 * browser's version are written beside them.
 */
export function whyNotComparable({ calibration, version }: Drawing, info: TestInfo): string | null {
  const file = info.snapshotPath('calibration.png');
  const note = file.replace(/\.png$/, '.json');
  if (isTaking(info)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, calibration);
    writeFileSync(note, `${JSON.stringify({ chromium: version }, null, 2)}\n`);
    return null;
  }
  if (!existsSync(file)) return `There are no pictures for ${process.platform}.`;
  const differing = countDiffering(PNG.sync.read(readFileSync(file)), PNG.sync.read(calibration));
  if (differing === 0) return null;
  const { chromium } = JSON.parse(readFileSync(note, 'utf8')) as { readonly chromium: string };
  return `Chromium ${version} on this machine draws letters and corners otherwise than Chromium ${chromium}, which took the pictures: ${differing} pixels of the calibration differ.`;
}

/** Whether pictures are being taken anew: `--update-snapshots`. */
export function isTaking({ config: { updateSnapshots } }: TestInfo): boolean {
  return updateSnapshots === 'all' || updateSnapshots === 'changed';
}

/** Of 255: the same browser on the same machine draws a rounded corner one step lighter or darker from one time to the next. */
const SAME_COLOUR = 8;

function countDiffering(one: PNG, other: PNG): number {
  if (one.width !== other.width || one.height !== other.height) return one.width * one.height;
  const isOff = (at: number) => Math.abs((one.data[at] ?? 0) - (other.data[at] ?? 0)) > SAME_COLOUR;
  let count = 0;
  for (let at = 0; at < one.data.length; at += 4) if ([at, at + 1, at + 2].some(isOff)) count += 1;
  return count;
}
