// How the servers of the demo listen, say where, and stop.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Place } from './start-settings.ts';

const GRACE_MS = 500;

type Answer = (request: Request) => Response | Promise<Response>;

/**
 * Listens until the process is told to stop, and prints the address: in the sentence, or as JSON by the name.
 *
 * @param makeAnswer Called when the address is known, and before anything is answered.
 */
export function listen(
  { port, host, json }: Place,
  name: string,
  sentence: string,
  makeAnswer: (origin: string) => Answer,
): void {
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
    const info = server.address() as AddressInfo;
    const origin = `http://${host === '127.0.0.1' ? 'localhost' : host}:${info.port}`;
    answer = getRequestListener(makeAnswer(origin));
    process.stdout.write(json ? `${JSON.stringify({ [name]: origin })}\n` : `${sentence}: ${origin}\n`);
  });
  const stop = (): void => {
    server.close(() => process.exit(0));
    // What is being answered may finish; event streams would hold the server for as long as their pages stay open.
    setTimeout(() => server.closeAllConnections(), GRACE_MS);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Ends the process with a sentence on standard error. */
export function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
