// For tests: every part is at hand at once, or cannot be had.

import * as advice from './advice.ts';
import * as fullSize from './full-size.ts';
import * as headless from './headless.ts';
import * as openLink from './open-link.ts';
import * as overlay from './overlay.ts';
import { createPartLoader, type LoadPart, type Parts } from './parts.ts';
import * as payment from './payment.ts';
import * as tag from './tag.ts';

const PARTS: Parts = {
  advice,
  'full-size': fullSize,
  headless,
  'open-link': openLink,
  overlay,
  payment,
  tag,
};

export const loadPart: LoadPart = createPartLoader(async (name) => PARTS[name]);

/** As on a page that blocks every part. */
export const noPart: LoadPart = createPartLoader(() => Promise.reject(new TypeError('Failed to fetch')));

/** Lets a part that is at hand do what it was fetched for. */
export async function partDone(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}
