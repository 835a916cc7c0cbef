// The browser's clock, stopped: what happens then was not brought by time.

import { expect, type Page } from '@playwright/test';

/** From here on no timer runs, in any document of the page, as after so many milliseconds. `page.clock` has to be installed. */
export async function stopClock(page: Page, inMs: number): Promise<void> {
  // No clock goes back: where the browser took longer to be told, it stands by then, and goes on to the next moment.
  await expect(async () => page.clock.pauseAt(await page.evaluate((ms) => Date.now() + ms, inMs))).toPass();
}
