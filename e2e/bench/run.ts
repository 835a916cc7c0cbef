// Time to the first key, weight and work of our checkout beside Adyen's Drop-in, alternating, medians of seven.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build } from 'vite';
import { findChromium } from '../../scripts/browser.ts';
import { CHROMIUM_FLAGS } from '../chromium.ts';
import { createApi } from '../servers/api.ts';
import { startSandbox } from '../servers/sandbox.ts';
import { type Conditions, type Contender, measure, type Reading } from './measure.ts';
import { type Bar, medianOf, type Series, tableOf } from './report.ts';
import { serve } from './serve.ts';

const RUNS = 7;

/** A middling phone on a slow mobile network. */
const THROTTLED: Conditions = {
  name: 'throttled',
  cpuSlowdown: 4,
  network: { latencyMs: 150, bitsPerSecond: 1_600_000 },
};
const PLAIN: Conditions = { name: 'plain', cpuSlowdown: 1, network: null };

const TIME_LIMIT = 0.65;
const BYTES_LIMIT = 0.45;

const HERE = new URL('./', import.meta.url);
const BUILT_ADYEN = new URL('dist/adyen/', HERE);

async function main(): Promise<number> {
  installAdyen();
  await build({
    configFile: false,
    root: fileURLToPath(new URL('adyen/', HERE)),
    base: '/adyen/',
    build: { outDir: fileURLToPath(BUILT_ADYEN), emptyOutDir: true, target: 'es2022' },
    logLevel: 'warn',
  });
  const folder = await mkdtemp(join(tmpdir(), 'xpay-bench-'));
  const sandbox = await startSandbox({ folder });
  const server = await serve(sandbox, createApi(sandbox), BUILT_ADYEN);
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium to measure in.');
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
  try {
    const ours: Contender = {
      name: 'XPay Checkout',
      url: server.ours,
      readySelector: 'input[autocomplete~="cc-number"]',
    };
    const adyen: Contender = {
      name: 'Adyen Drop-in',
      url: server.adyen,
      readySelector: '.adyen-checkout__payment-method',
    };
    const series: Series[] = [];
    for (const conditions of [PLAIN, THROTTLED]) {
      const readings = new Map<Contender, Reading[]>([
        [ours, []],
        [adyen, []],
      ]);
      // The first of each fills the servers' and the system's caches and is thrown away.
      for (let run = 0; run <= RUNS; run += 1) {
        for (const [contender, list] of readings) {
          const reading = await measure(browser, contender, conditions);
          if (run > 0) list.push(reading);
        }
      }
      for (const [contender, list] of readings) {
        series.push({ conditions: conditions.name, contender: contender.name, readings: list });
      }
    }
    return await conclude(series, browser.version());
  } finally {
    await browser.close();
    await server.close();
    await sandbox.stop();
    await rm(folder, { recursive: true });
  }
}

function installAdyen(): void {
  if (existsSync(new URL('node_modules/@adyen/adyen-web/package.json', HERE))) return;
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: fileURLToPath(HERE),
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('npm could not install what the benchmark compares with.');
}

/** Prints and keeps the result; 1 when a bar is missed. */
async function conclude(series: readonly Series[], chromiumVersion: string): Promise<number> {
  const median = (conditions: string, contender: string): Reading =>
    medianOf(
      series.find((one) => one.conditions === conditions && one.contender === contender)?.readings ?? [],
    );
  const ratio = (conditions: string, pick: (reading: Reading) => number): number =>
    pick(median(conditions, 'XPay Checkout')) / pick(median(conditions, 'Adyen Drop-in'));
  const bars: readonly Bar[] = [
    { what: 'time, throttled', ratio: ratio('throttled', ({ readyMs }) => readyMs), limit: TIME_LIMIT },
    { what: 'bytes', ratio: ratio('throttled', ({ bytes }) => bytes), limit: BYTES_LIMIT },
  ];
  console.log(`\nChromium ${chromiumVersion}, medians of ${RUNS}, alternating\n\n${tableOf(series)}\n`);
  for (const { what, ratio: measured, limit } of bars) {
    const verdict = measured <= limit ? 'within' : 'OVER';
    console.log(`${what}: ${measured.toFixed(2)} of Adyen's (${verdict} the bar of ${limit})`);
  }
  const results = new URL('dist/', HERE);
  await mkdir(results, { recursive: true });
  await writeFile(
    new URL('results.json', results),
    `${JSON.stringify({ chromium: chromiumVersion, runs: RUNS, bars, series }, null, 2)}\n`,
  );
  return bars.every(({ ratio: measured, limit }) => measured <= limit) ? 0 : 1;
}

process.exit(await main());
