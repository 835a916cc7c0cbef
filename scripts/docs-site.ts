// `pnpm site`: builds the documentation's site and the gallery, as the preview serves them below /docs/ and /gallery/; a link that
// leads nowhere fails it. `--if-stale` builds what is older than its sources; `--watch` serves the documentation while it is
// written.

import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isStale } from '../demo/build-step.ts';
import { oneAtATime } from '../demo/one-at-a-time.ts';
import { ROOT, run } from './run.ts';
import { deadLinks } from './site-links.ts';

interface Site {
  readonly name: string;
  readonly folder: string;
  readonly command: readonly [command: string, ...args: string[]];
  /** The environment variable that says where to build. */
  readonly out: string;
  readonly sources: readonly string[];
}

const DOCS: Site = {
  name: 'documentation',
  folder: 'docs/.vitepress/dist',
  command: ['vitepress', 'build', 'docs'],
  out: 'DOCS_OUT',
  sources: [
    ...['docs', 'CONTRIBUTING.md', 'scripts/docs-data.ts', 'scripts/script-purposes.ts', 'pnpm-lock.yaml'],
    // Whose hashes it tells.
    ...['packages/xpay-js/dist/script.json', 'packages/checkout/dist/frame.json'],
  ],
};

const GALLERY: Site = {
  name: 'gallery',
  folder: 'packages/checkout/gallery/dist',
  command: ['vite', 'build', '--mode', 'gallery', '--logLevel', 'warn'],
  out: 'GALLERY_OUT',
  sources: [
    ...['packages/checkout/gallery', 'packages/checkout/src', 'packages/protocol/src'],
    ...['scripts/vite-gallery.ts', 'pnpm-lock.yaml'],
  ],
};

const { values: options } = parseArgs({
  options: { 'if-stale': { type: 'boolean' }, watch: { type: 'boolean' } },
});
if (options.watch === true) process.exit(await run('vitepress', ['dev', 'docs']));
const isEachBuilt: boolean[] = [];
for (const site of [GALLERY, DOCS]) isEachBuilt.push(await buildOnce(site));
process.exit(isEachBuilt.every(Boolean) ? 0 : 1);

/** One process at a time, so that two that start together build once. */
function buildOnce(site: Site): Promise<boolean> {
  return oneAtATime(join(ROOT, `${site.folder}.lock`), async () => {
    const result = `${site.folder}/index.html`;
    if (options['if-stale'] === true && !(await isStale(result, site.sources))) return true;
    return build(site);
  });
}

/**
 * Beside the old one, whose place it takes when it is whole: who reads meanwhile never finds half a site. The old one is kept for
 * pages that were opened before, which still ask for its files.
 */
async function build({ name, folder, command: [command, ...args], out }: Site): Promise<boolean> {
  const [now, next, old] = ['', '.next', '.old'].map((end) => join(ROOT, folder + end)) as [
    string,
    string,
    string,
  ];
  await rm(next, { recursive: true, force: true });
  const env = { [out]: next, NODE_ENV: 'production' };
  if ((await run(command, args, { env, stdio: ['ignore', 'ignore', 'inherit'] })) !== 0) {
    process.stderr.write(`The ${name} could not be built; why stands above.\n`);
    return false;
  }
  const dead = name === DOCS.name ? await deadLinks(next, '/docs/') : [];
  if (dead.length > 0) {
    process.stderr.write(`Links that lead nowhere:\n${dead.join('\n')}\n`);
    return false;
  }
  await rm(old, { recursive: true, force: true });
  if (existsSync(now)) await rename(now, old);
  await rename(next, now);
  return true;
}
