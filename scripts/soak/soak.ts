// `pnpm soak [--payments N] [--seed S]`: payments by the checkout's own client over HTTP against a sandbox that is told to
// fail and killed at random; at the end every screen is compared with the server, the acquirer's book and the webhooks.

import { parseArgs } from 'node:util';
import { runSoak } from './run-soak.ts';

const USAGE = `Usage: pnpm soak [options]

  --payments N   how many payments                                         (2000)
  --seed S       has the same buyers, faults and kills again               (a new one)
  --at-once N    how many buyers there are at a time                       (80)
  --speed N      how much quicker than the clock buyers and checkouts are  (4)
`;

const { values } = parseArgs({
  // pnpm hands a lone `--` through when it is used to end its own options.
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    payments: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'at-once': { type: 'string', default: '80' },
    speed: { type: 'string', default: '4' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

if (values.help) process.stdout.write(USAGE);
else {
  const isClean = await runSoak({
    payments: toNumber('payments', values.payments, 1),
    seed: toNumber('seed', values.seed, 0),
    atOnce: toNumber('at-once', values['at-once'], 1),
    speed: toNumber('speed', values.speed, 1),
    say: (line) => process.stdout.write(`${line}\n`),
  });
  process.exit(isClean ? 0 : 1);
}

function toNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  process.stderr.write(`--${name}: got '${text}', expected a whole number, ${least} or more.\n\n${USAGE}`);
  process.exit(2);
}
