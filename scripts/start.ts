// `npm start`: the sandbox, the preview and the demo shop together, with their addresses; Ctrl-C stops all.

import { openSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { styleText } from 'node:util';
import { createGroup } from './group.ts';
import {
  needFreePorts,
  PREVIEW_ARGS,
  SANDBOX_ARGS,
  SANDBOX_PORT,
  type SandboxFacts,
  SHOP_ARGS,
  sandboxEnvironment,
} from './local.ts';
import { firstLine, READABLE, ROOT, start } from './run.ts';

const LOG = `.sandbox/sandbox-${SANDBOX_PORT}.log`;
const SITES_LOG = '.sandbox/site.log';

await needFreePorts('npm start');
console.log('\n  Building what has changed, then starting the sandbox, the preview and the shop …');
rmSync(`${ROOT}${LOG}`, { force: true });
const group = createGroup();
const sandbox = group.start(
  'The sandbox',
  process.execPath,
  ['--import', 'tsx', 'packages/sandbox/src/cli.ts', ...SANDBOX_ARGS, '--log', LOG],
  READABLE,
);
const facts = JSON.parse(await firstLine(sandbox)) as SandboxFacts;
const node = (name: string, ...args: readonly string[]) =>
  group.start(name, process.execPath, ['--import', 'tsx', ...args], {
    ...READABLE,
    env: sandboxEnvironment(facts),
  });
// Side by side: each may have something to build first.
const [preview, shop] = await Promise.all([
  firstLine(node('The preview', 'demo/preview/server.ts', ...PREVIEW_ARGS)),
  firstLine(node('The shop', 'demo/server.ts', ...SHOP_ARGS)),
]);
const address = { ...JSON.parse(preview), ...JSON.parse(shop) } as {
  readonly preview: string;
  readonly shop: string;
};

const rows = [
  ['Preview', styleText(['bold', 'underline'], address.preview)],
  ['', 'The checkout with every setting, and the code for what is on screen.'],
  [],
  ['Shop', styleText(['underline'], address.shop)],
  ['', 'Buy something with 4242 4242 4242 4242, any date to come, any code.'],
  [],
  ['Dashboard', styleText(['underline'], `${facts.api}/dashboard`)],
  ['API', facts.api],
  ['Publishable key', facts.publishableKey],
  ['Secret key', facts.secretKey],
  ['Webhook secret', facts.webhookSecret],
  ['Script tag', `<script src="${facts.checkout}/v1/xpay.js"></script>`],
  [],
  ['Documentation', `${address.preview}/docs/`],
  ['Gallery', `${address.preview}/gallery/`],
  ['API reference', `${facts.api}/openapi`],
  ['Log', LOG],
] as const;
const lines = rows.map(([name = '', value = '']) => `  ${name.padEnd(17)}${value}`.trimEnd());
console.log(`\n${lines.join('\n')}\n\n  Ctrl-C stops everything.\n`);
buildSites();

/** The documentation and the gallery: nobody waits for them, and the preview says so until they are there. */
function buildSites(): void {
  const log = openSync(`${ROOT}${SITES_LOG}`, 'w');
  const build = start(process.execPath, ['--import', 'tsx', 'scripts/docs-site.ts', '--if-stale'], {
    stdio: ['ignore', log, log],
  });
  if (build.pid !== undefined) setPriority(build.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  process.once('exit', () => build.kill());
  build.once('exit', (code) => {
    if (code === null || code === 0) return;
    process.stderr.write(`The documentation or the gallery could not be built; ${SITES_LOG} says why.\n`);
  });
}
