// `pnpm dev`: sandbox, shop and frame in watch mode; the frame reloads by itself when a source changes.

import { exitOf, firstLine, start } from './run.ts';

const frame = start('vite', ['--mode', 'frame', '--port', '5174', '--strictPort']);
const script = start('vite', ['build', '--mode', 'script', '--watch', '--logLevel', 'warn']);
const sandbox = start(
  'tsx',
  [
    'watch',
    'packages/sandbox/src/cli.ts',
    '--webhook',
    'http://localhost:5173/webhook',
    '--frame-dev',
    'http://localhost:5174',
    '--json',
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const settings = JSON.parse(await firstLine(sandbox, 'The sandbox')) as Record<string, string>;
const shop = start('tsx', ['watch', 'demo/server.ts'], {
  env: {
    PORT: '5173',
    XPAY_API: settings['api'],
    XPAY_CHECKOUT: settings['checkout'],
    XPAY_PUBLISHABLE_KEY: settings['publishableKey'],
    XPAY_SECRET_KEY: settings['secretKey'],
    XPAY_WEBHOOK_SECRET: settings['webhookSecret'],
  },
});
const children = [frame, script, sandbox, shop];
process.on('SIGINT', () => {
  for (const child of children) child.kill('SIGTERM');
});
await Promise.all(children.map(exitOf));
