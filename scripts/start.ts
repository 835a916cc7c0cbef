// `npm start`: the sandbox and the demo shop together, with their addresses; Ctrl-C stops both.

import { rmSync } from 'node:fs';
import { styleText } from 'node:util';
import { createGroup } from './group.ts';
import {
  needFreePorts,
  SANDBOX_ARGS,
  SANDBOX_PORT,
  type SandboxFacts,
  SHOP_ARGS,
  shopEnvironment,
} from './local.ts';
import { firstLine, READABLE, ROOT } from './run.ts';

const LOG = `.sandbox/sandbox-${SANDBOX_PORT}.log`;

await needFreePorts('npm start');
console.log('\n  Building what has changed, then starting the sandbox and the shop …');
rmSync(`${ROOT}${LOG}`, { force: true });
const group = createGroup();
const sandbox = group.start(
  'The sandbox',
  process.execPath,
  ['--import', 'tsx', 'packages/sandbox/src/cli.ts', ...SANDBOX_ARGS, '--log', LOG],
  READABLE,
);
const facts = JSON.parse(await firstLine(sandbox)) as SandboxFacts;
const shop = group.start('The shop', process.execPath, ['--import', 'tsx', 'demo/server.ts', ...SHOP_ARGS], {
  ...READABLE,
  env: shopEnvironment(facts),
});
const address = JSON.parse(await firstLine(shop)) as { readonly shop: string };

const rows = [
  ['Shop', styleText(['bold', 'underline'], address.shop)],
  ['', 'Buy something with 4242 4242 4242 4242, any date to come, any code.'],
  [],
  ['Dashboard', styleText(['underline'], `${facts.api}/dashboard`)],
  ['API', facts.api],
  ['Publishable key', facts.publishableKey],
  ['Secret key', facts.secretKey],
  ['Webhook secret', facts.webhookSecret],
  ['Script tag', `<script src="${facts.checkout}/v1/xpay.js"></script>`],
  [],
  ['Guide', 'docs/integrate.md'],
  ['API reference', `${facts.api}/openapi`],
  ['Log', LOG],
] as const;
const lines = rows.map(([name = '', value = '']) => `  ${name.padEnd(17)}${value}`.trimEnd());
console.log(`\n${lines.join('\n')}\n\n  Ctrl-C stops everything.\n`);
