// Tells the bench how much processor time a server has used, which depends less on what else the machine is doing than rates.

import type { ChildProcess } from 'node:child_process';

const QUESTION = 'processor time';

/** In the server: answers the bench's question. */
export function tellUsage(): void {
  process.on('message', (message) => {
    const { user, system } = process.cpuUsage();
    if (message === QUESTION) process.send?.(user + system);
  });
}

/** In the bench: microseconds that a server has used since it was started. */
export function usageOf(server: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    server.once('message', (used) => resolve(Number(used)));
    server.send(QUESTION);
  });
}
