// `pnpm packages`: builds and packs what npm would get, and has it judged as a stranger's package manager sees it.

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run } from './run.ts';

/** In the order in which they need one another; of a wildcard, the entries that the others import. */
const PACKAGES = {
  protocol: ['./appearance', './channel', './checks', './errors', './messages', './nonce', './wire'],
  'xpay-js': [],
  react: [],
} as const;

const tarballs = mkdtempSync(join(tmpdir(), 'xpay-packages-'));
let failed = 0;

async function step(command: string, args: readonly string[], folder = ''): Promise<void> {
  const code = await run(command, args, { cwd: ROOT + folder });
  if (code !== 0) failed += 1;
}

try {
  for (const [name, entries] of Object.entries(PACKAGES)) {
    const folder = `packages/${name}`;
    console.log(`\n── @xpay/${name}`);
    rmSync(`${ROOT}${folder}/dist`, { recursive: true, force: true });
    // The script `prepack` builds it.
    await step('npx', ['-y', 'pnpm@12', 'pack', '--pack-destination', tarballs], folder);
    const tarball = readdirSync(tarballs).find((file) => file.startsWith(`xpay-${name}-`));
    if (tarball === undefined) {
      failed += 1;
      continue;
    }
    const path = join(tarballs, tarball);
    await step('publint', ['--strict', path]);
    // All of it is ESM, for Node from 20.19 and for bundlers; what is older cannot run it anyway.
    const more = entries.length > 0 ? ['--include-entrypoints', ...entries] : [];
    await step('attw', [path, '--profile', 'esm-only', '--format', 'ascii', ...more]);
  }
} finally {
  rmSync(tarballs, { recursive: true });
}

process.exit(failed === 0 ? 0 : 1);
