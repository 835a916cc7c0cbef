// The sandbox as it is served, of many merchants: each of them is allowed a hundred requests a second.

import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { systemClock, systemWait } from '../src/domain/clock.ts';
import { createIds } from '../src/domain/id.ts';
import { createLogger } from '../src/http/request-log.ts';
import { bindPorts } from '../src/ports.ts';
import { createSandboxClock } from '../src/sandbox-clock.ts';
import { createServer } from '../src/server.ts';
import { seedMerchant } from '../src/store/seed.ts';
import { openStore } from '../src/store/store.ts';
import { tellUsage } from './usage.ts';

const MERCHANTS = 64;

const [path = ':memory:'] = process.argv.slice(2);
const ports = await bindPorts(0);
const origin = (port: number): string => `http://localhost:${port}`;
const settings = {
  apiOrigin: origin(ports.first),
  checkoutOrigin: origin(ports.first),
  threedsOrigin: origin(ports.first + 1),
  bankOrigin: origin(ports.first + 2),
  merchantOrigins: [],
  frameDir: '/nonexistent',
  scriptDir: '/nonexistent',
  dashboardDir: '/nonexistent',
};
const clock = createSandboxClock({ ...systemClock(), wait: systemWait });
const logger = createLogger(pino.destination({ dest: `${path}.log`, sync: true }));
const store = await openStore(path);
const ids = createIds(clock, randomBytes);
const keys: { readonly secret: string; readonly publishable: string }[] = [];
for (let index = 0; index < MERCHANTS; index += 1) {
  const { secretKey, publishableKey } = await seedMerchant(store, settings, ids, clock, `merchant-${index}`);
  keys.push({ secret: secretKey, publishable: publishableKey });
}
const server = createServer({ store, clock, settings, logger, closeIdle: ports.closeIdle });
await server.start();
ports.answer([server.api.fetch, server.threeds.fetch, server.bank.fetch]);
tellUsage();
process.send?.({ port: ports.first, keys });
