// `pnpm dev`: sandbox, shop and frame in watch mode; the frame reloads by itself when a source changes.

import { createGroup } from './group.ts';
import { needFreePorts, SANDBOX_ARGS, type SandboxFacts, SHOP_ARGS, shopEnvironment } from './local.ts';
import { firstLine, READABLE } from './run.ts';

const FRAME_PORT = 5174;
const WATCH = ['watch', '--clear-screen=false'];

await needFreePorts('pnpm dev', [FRAME_PORT]);
const group = createGroup();
group.start('The frame', 'vite', ['--mode', 'frame', '--port', String(FRAME_PORT), '--strictPort']);
group.start('The build of xpay.js', 'vite', [
  ...['build', '--mode', 'script', '--watch', '--logLevel', 'warn'],
]);
const sandbox = group.start(
  'The sandbox',
  'tsx',
  [
    ...WATCH,
    'packages/sandbox/src/cli.ts',
    ...SANDBOX_ARGS,
    ...['--frame-dev', `http://localhost:${FRAME_PORT}`],
  ],
  READABLE,
);
const facts = JSON.parse(await firstLine(sandbox)) as SandboxFacts;
const shop = group.start('The shop', 'tsx', [...WATCH, 'demo/server.ts', ...SHOP_ARGS], {
  ...READABLE,
  env: shopEnvironment(facts),
});
const address = JSON.parse(await firstLine(shop)) as { readonly shop: string };
console.log(`\n  Shop  ${address.shop}, in watch mode. Ctrl-C stops everything.\n`);
