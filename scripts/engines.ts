// `pnpm engines [firefox|webkit …]`: buyers' journeys in the engines besides Chromium, with real keys, in what this machine has or
// apt can install. A journey that fails leaves a picture in .engines/. `--pictures` takes one at the end of every journey.

import { mkdirSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findFirefox, startFirefox } from '../e2e/engines/firefox.ts';
import { JOURNEYS } from '../e2e/engines/journeys.ts';
import { type Servers, startServers } from '../e2e/engines/stage.ts';
import type { WebDriver } from '../e2e/engines/webdriver.ts';
import { findWebKit, startWebKit } from '../e2e/engines/webkit.ts';
import { canInstall, installPackages } from './browser.ts';
import { ROOT } from './run.ts';

interface Engine {
  /** Debian's packages. */
  readonly packages: readonly string[];
  /** Null where it is not on this machine. */
  readonly find: () => (() => Promise<WebDriver>) | null;
}

const ENGINES: Readonly<Record<string, Engine>> = {
  firefox: {
    packages: ['firefox-esr'],
    find: () => {
      const path = findFirefox();
      return path === null ? null : () => startFirefox(path);
    },
  },
  webkit: {
    packages: ['webkit2gtk-driver', 'xvfb'],
    find: () => {
      const paths = findWebKit();
      return paths === null ? null : () => startWebKit(paths);
    },
  },
};

const PICTURES = join(ROOT, '.engines');
const { values: options, positionals: wished } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'boolean' }, only: { type: 'string' } },
});
const names = wished.length > 0 ? wished : Object.keys(ENGINES);
const unknown = names.filter((name) => !(name in ENGINES));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no engine ${unknown.join(', ')}; there are ${Object.keys(ENGINES).join(', ')}.\n`,
  );
  process.exit(1);
}

rmSync(PICTURES, { recursive: true, force: true });
mkdirSync(PICTURES);
let passed = 0;
let failed = 0;
const servers = await startServers();
for (const name of names) {
  const start = await ensure(name);
  if (start === null) {
    console.log(
      `\n${name}: cannot be had on this machine (Debian: apt-get install ${ENGINES[name]?.packages.join(' ')})`,
    );
    failed += 1;
  } else {
    await play(name, await start(), servers);
  }
}
await servers.stop();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

/** Starts one that is here, or can be installed. */
async function ensure(name: string): Promise<(() => Promise<WebDriver>) | null> {
  const engine = ENGINES[name];
  if (engine === undefined) return null;
  if (engine.find() === null && canInstall()) await installPackages(...engine.packages);
  return engine.find();
}

/** Plays every journey in one browser. */
async function play(name: string, driver: WebDriver, { stageFor }: Servers): Promise<void> {
  console.log(`\n${driver.name}`);
  for (const [index, [title, journey]] of Object.entries(JOURNEYS).entries()) {
    if (options.only !== undefined && !title.includes(options.only)) continue;
    const stage = stageFor(driver);
    const began = Date.now();
    let reason = '';
    try {
      await journey(stage);
    } catch (error) {
      reason = tell(error);
    }
    const complaints = driver.complaints();
    if (reason === '' && complaints.length > 0) reason = complaints.join('\n');
    if (reason !== '' || options.pictures) {
      const picture = await stage.picture().catch(() => null);
      if (picture !== null) await writeFile(join(PICTURES, `${name}-${index + 1}.png`), picture);
    }
    const seconds = ((Date.now() - began) / 1_000).toFixed(1).padStart(6);
    console.log(
      `  ${reason === '' ? 'passed' : 'FAILED'}${seconds} s  ${title}${reason && `\n    ${reason}`}`,
    );
    if (reason === '') passed += 1;
    else failed += 1;
  }
  await driver.close();
}

function tell(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${tell(error.cause)}`;
}
