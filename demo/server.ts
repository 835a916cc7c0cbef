// Starts the demo shop on its own port, beside a payment API that runs already.

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { readStart, type Start } from './settings.ts';
import { createShop } from './shop/shop.ts';
import { buildSpaIfStale } from './spa-build.ts';

const GRACE_MS = 500;

function start({ settings, port, host, json }: Start): void {
  const app = createShop(settings);
  const server = serve({ fetch: app.fetch, port, hostname: host }, (info: AddressInfo) => {
    const shop = `http://${host === '127.0.0.1' ? 'localhost' : host}:${info.port}`;
    process.stdout.write(json ? `${JSON.stringify({ shop })}\n` : `The shop is open: ${shop}\n`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    const busy = error.code === 'EADDRINUSE';
    fail(
      busy ? `Port ${port} is taken. Choose another one with --port, or 0 for any free one.` : error.message,
    );
  });
  const stop = (): void => {
    server.close(() => process.exit(0));
    // What is being answered may finish; event streams would hold the server for as long as their pages stay open.
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

try {
  const settings = readStart(process.argv.slice(2), process.env);
  // A shop without its React pages sells all the same.
  await buildSpaIfStale().catch(({ message }) => process.stderr.write(`${message}\n`));
  start(settings);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
