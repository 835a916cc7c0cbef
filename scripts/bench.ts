// `pnpm bench`: time to the first key, beside Adyen's Drop-in, whose packages only this command installs.

import { ensureChromium } from './browser.ts';
import { run } from './run.ts';

const CHROMIUM_PATH = await ensureChromium();
process.exit(
  (await run('tsx', ['scripts/build.ts'])) ||
    (await run('tsx', ['e2e/bench/run.ts', ...process.argv.slice(2)], { env: { CHROMIUM_PATH } })),
);
