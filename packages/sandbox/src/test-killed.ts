// A process of its own that pays and is killed at a statement, for tests of what the operating system leaves behind.
// Arguments: the database, how many statements it has to live, the client secret.

import { manualClock } from './domain/clock.ts';
import { aConfirmBody, aSandbox, callClient } from './test-sandbox.ts';

const [path = '', statements = '', clientSecret = ''] = process.argv.slice(2);
let left = Number.POSITIVE_INFINITY;
const sandbox = await aSandbox({
  path,
  clock: manualClock(),
  onStatement() {
    left -= 1;
    if (left < 0) process.kill(process.pid, 'SIGKILL');
  },
});
left = Number(statements);
await callClient(sandbox, '/confirm', clientSecret, {
  body: aConfirmBody(),
  headers: { 'Idempotency-Key': 'attempt-1' },
});
await sandbox.server.tick();
// Whoever is never killed has ended its work, and dies with its connection open.
process.kill(process.pid, 'SIGKILL');
