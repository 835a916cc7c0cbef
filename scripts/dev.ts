// `pnpm dev`: sandbox, shop, preview and frame in watch mode; the frame reloads by itself when a source changes.

import { createGroup } from './group.ts';
import {
  needFreePorts,
  PREVIEW_ARGS,
  SANDBOX_ARGS,
  type SandboxFacts,
  SHOP_ARGS,
  sandboxEnvironment,
} from './local.ts';
import { firstLine, READABLE } from './run.ts';

const FRAME_PORT = 5175;
const WATCH = ['watch', '--clear-screen=false'];

await needFreePorts('pnpm dev', [FRAME_PORT]);
const group = createGroup();
group.start('The frame', 'vite', ['--mode', 'frame', '--port', String(FRAME_PORT), '--strictPort']);
for (const [name, mode] of [
  ['xpay.js', 'script'],
  ['the preview', 'preview'],
  ['the tap of its stage', 'tap'],
] as const) {
  group.start(`The build of ${name}`, 'vite', ['build', '--mode', mode, '--watch', '--logLevel', 'warn']);
}
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
const server = (name: string, ...args: readonly string[]) =>
  group.start(name, 'tsx', [...WATCH, ...args], { ...READABLE, env: sandboxEnvironment(facts) });
const [preview, shop] = await Promise.all([
  firstLine(server('The preview', 'demo/preview/server.ts', ...PREVIEW_ARGS)),
  firstLine(server('The shop', 'demo/server.ts', ...SHOP_ARGS)),
]);
const address = { ...JSON.parse(preview), ...JSON.parse(shop) } as {
  readonly preview: string;
  readonly shop: string;
};
console.log(`\n  Preview  ${address.preview}\n  Shop     ${address.shop}`);
console.log('\n  All in watch mode. Ctrl-C stops everything.\n');
