// `npm start`: the sandbox and the demo shop together, with their addresses; Ctrl-C stops both.

import { exitOf, firstLine, start } from './run.ts';

const SANDBOX_PORT = Number(process.env['SANDBOX_PORT'] ?? 4242);
const SHOP_PORT = Number(process.env['SHOP_PORT'] ?? 5173);

interface Sandbox {
  readonly api: string;
  readonly checkout: string;
  readonly threeds: string;
  readonly bank: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
}

const shopUrl = `http://localhost:${SHOP_PORT}`;
const sandboxArgs = ['--port', String(SANDBOX_PORT), '--webhook', `${shopUrl}/webhook`, '--json'];
const sandbox = start('tsx', ['packages/sandbox/src/cli.ts', ...sandboxArgs], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const settings = JSON.parse(await firstLine(sandbox, 'The sandbox')) as Sandbox;
const shop = start('tsx', ['demo/server.ts', '--json'], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: {
    PORT: String(SHOP_PORT),
    XPAY_API: settings.api,
    XPAY_CHECKOUT: settings.checkout,
    XPAY_PUBLISHABLE_KEY: settings.publishableKey,
    XPAY_SECRET_KEY: settings.secretKey,
    XPAY_WEBHOOK_SECRET: settings.webhookSecret,
  },
});
await firstLine(shop, 'The shop');

console.log(`
  Shop       ${shopUrl}        buy something with 4242 4242 4242 4242
  API        ${settings.api}        publishable key  ${settings.publishableKey}
                                          secret key       ${settings.secretKey}
  3-D Secure ${settings.threeds}
  Bank       ${settings.bank}

  Ctrl-C stops everything.
`);

let stopping = false;
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  shop.kill('SIGTERM');
  sandbox.kill('SIGTERM');
  await Promise.all([exitOf(shop), exitOf(sandbox)]);
  process.exit(code);
}
process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
sandbox.once('exit', () => void stop(1));
shop.once('exit', () => void stop(1));
