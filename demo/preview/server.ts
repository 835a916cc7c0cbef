// Starts the preview on its own port, beside a payment server that may run already or come up later.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { buildPreviewIfStale } from './build.ts';
import { createPreview } from './server/preview.ts';
import { readStart, type Start } from './server/start.ts';

const GRACE_MS = 500;

function start({ settings, port, host, json }: Start): void {
  let answer = (_request: IncomingMessage, response: ServerResponse): unknown =>
    response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  server.once('error', (error: NodeJS.ErrnoException) => {
    const busy = error.code === 'EADDRINUSE';
    fail(
      busy ? `Port ${port} is taken. Choose another one with --port, or 0 for any free one.` : error.message,
    );
  });
  server.listen(port, host, () => {
    // Only now is the address known where the sandbox is to send its events.
    const info = server.address() as AddressInfo;
    const origin = `http://${host === '127.0.0.1' ? 'localhost' : host}:${info.port}`;
    answer = getRequestListener(createPreview({ ...settings, origin }).fetch);
    process.stdout.write(
      json ? `${JSON.stringify({ preview: origin })}\n` : `The preview is open: ${origin}\n`,
    );
  });
  const stop = (): void => {
    server.close(() => process.exit(0));
    // What is being answered may finish; event streams would hold the server for as long as their pages stay open.
    setTimeout(() => server.closeAllConnections(), GRACE_MS);
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
  await buildPreviewIfStale().catch(({ message }) => process.stderr.write(`${message}\n`));
  start(settings);
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
