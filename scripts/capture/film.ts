// Takes pictures of a page as time passes, and leaves out what looks like the one before.

import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import type { Picture } from './gif.ts';

export interface Film {
  /** A picture of the page as it is, shown for so many milliseconds. */
  hold(ms: number): Promise<void>;
  /** Pictures for so many milliseconds, as fast as they can be taken. */
  follow(ms: number): Promise<void>;
  readonly pictures: readonly Picture[];
}

/** What takes longer took the camera longer, not the page. */
const SLOWEST_MS = 200;

export function createFilm(page: Page): Film {
  const pictures: Picture[] = [];

  async function take(): Promise<Omit<Picture, 'ms'>> {
    const { width, height, data } = PNG.sync.read(await page.screenshot());
    return { width, height, data };
  }

  function add(picture: Omit<Picture, 'ms'>, ms: number): void {
    const last = pictures.at(-1);
    if (last !== undefined && Buffer.compare(last.data, picture.data) === 0)
      pictures[pictures.length - 1] = { ...last, ms: last.ms + ms };
    else pictures.push({ ...picture, ms });
  }

  return {
    pictures,
    async hold(ms) {
      add(await take(), ms);
    },
    async follow(ms) {
      const start = performance.now();
      for (let now = start; now - start < ms; ) {
        const picture = await take();
        const then = performance.now();
        add(picture, Math.min(then - now, SLOWEST_MS));
        now = then;
      }
    },
  };
}
