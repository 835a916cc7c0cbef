// `pnpm lighthouse`: what Lighthouse says of a session's own page, as a phone and as a desktop loads it; fails under 95.
//
// It starts a sandbox with a store of its own, which builds what is older than its sources, and opens a new session's page
// for each load. Times are simulated from what was loaded (a slow phone on a slow network): a busy machine costs points,
// and nothing gives any.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { CHROMIUM_FLAGS } from '../e2e/chromium.ts';
import { createApi } from '../e2e/servers/api.ts';
import { startSandbox } from '../e2e/servers/sandbox.ts';
import { freePort } from '../e2e/servers/service.ts';
import { ensureChromium } from './browser.ts';

const LEAST = 95;
const MOST_LOADS = 3;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];

const folder = await mkdtemp(join(tmpdir(), 'xpay-lighthouse-'));
const sandbox = await startSandbox({ folder });
const api = createApi(sandbox);
const port = await freePort();
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${port}`],
});

const shapes = [
  ['mobile', undefined],
  ['desktop', desktopConfig],
] as const;
const isGood: boolean[] = [];
for (const [shape, config] of shapes) isGood.push(await isGoodIn(shape, config));

await browser.close();
await sandbox.stop();
await rm(folder, { recursive: true });
process.exit(isGood.every(Boolean) ? 0 : 1);

/** Loads new pages until one of them is good: what else runs on a machine only ever takes points away. */
async function isGoodIn(shape: string, config: typeof desktopConfig | undefined): Promise<boolean> {
  for (let load = 1; load <= MOST_LOADS; load += 1) {
    const { id } = await api.createSession({ uiMode: 'hosted', cancelUrl: 'http://localhost:5173/' });
    const flags = { port, onlyCategories: CATEGORIES, logLevel: 'error' } as const;
    if (report(shape, await lighthouse(`${sandbox.checkout}/c/${id}`, flags, config))) return true;
  }
  return false;
}

/** Prints the scores of one load, and what was found where one of them is not whole. */
function report(shape: string, measured: Awaited<ReturnType<typeof lighthouse>>): boolean {
  if (measured === undefined) throw new Error(`Lighthouse says nothing of the ${shape} page.`);
  const { categories, audits } = measured.lhr;
  const scores = Object.values(categories).map(({ title, score, auditRefs }) => {
    const points = Math.round((score ?? 0) * 100);
    console.log(`${shape.padEnd(8)} ${title.padEnd(16)} ${String(points).padStart(3)}`);
    for (const { id, weight } of points === 100 ? [] : auditRefs) {
      const audit = audits[id];
      if (audit === undefined || weight === 0 || audit.score === null || audit.score >= 0.9) continue;
      console.log(`           ${audit.title} ${audit.displayValue ?? ''}`);
    }
    return points;
  });
  return scores.every((points) => points >= LEAST);
}
