// How long lists and searches take with 1,000 payments and with 100,000: `npx tsx packages/sandbox/bench/lists.ts`, for minutes.

import { randomBytes } from 'node:crypto';
import { createIds } from '../src/domain/id.ts';
import { aSandbox, call, create, pay, type Sandbox } from '../src/test-sandbox.ts';
import { copyPayments } from './copy-payments.ts';

const SMALL = 1_000;
/** Or the first argument. */
const LARGE = Number(process.argv[2] ?? 100_000);
/** What the larger database may take of the smaller one's time, at most. */
const LIMIT = 5;
const ROUNDS = 31;

/** First and last pages, filters, and searches that find few and many. */
const PATHS = [
  '/checkout/sessions',
  '/checkout/sessions?order=desc',
  '/checkout/sessions?page=50',
  '/checkout/sessions?status=complete',
  '/checkout/sessions?status=expired',
  '/customers',
  '/customers?page=50',
  '/customers?search=ada77',
  '/customers?search=cus_',
  '/customers?search=lovelace,hopper',
  '/customers?email=ada77%40shop.example',
  '/refunds',
  '/balance-transactions',
  '/products',
  '/products?search=mug77',
  '/payment-links',
  '/payment-links?amount[gt]=500',
  '/coupons',
  '/discounts',
] as const;

const small = await measure(SMALL);
const large = await measure(LARGE);
let isSlow = false;
for (const path of PATHS) {
  const [few = 0, many = 0] = [small.get(path), large.get(path)];
  const isOver = many > few * LIMIT;
  isSlow ||= isOver;
  const times = `${few.toFixed(2).padStart(8)} ms ${many.toFixed(2).padStart(8)} ms`;
  process.stdout.write(
    `${path.padEnd(46)}${times}  × ${(many / few).toFixed(1)}${isOver ? '  TOO SLOW' : ''}\n`,
  );
}
process.exitCode = isSlow ? 1 : 0;

/** The median of each list's times, in milliseconds, with so many payments. */
async function measure(payments: number): Promise<ReadonlyMap<string, number>> {
  const sandbox = await aSandbox();
  const paid = await create(sandbox, {
    customerDetails: { email: 'ada@shop.example', name: 'Ada Lovelace' },
  });
  await pay(sandbox, paid);
  await copyPayments(sandbox, paid, payments, createIds(sandbox.clock, randomBytes));
  const medians = new Map<string, number>();
  for (const path of PATHS) medians.set(path, await median(sandbox, path));
  await sandbox.close();
  return medians;
}

async function median(sandbox: Sandbox, path: string): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    // Past the window of the rate limit, which goes by this clock.
    sandbox.clock.advance(1000);
    const startedAt = performance.now();
    const answer = await call(sandbox, path);
    times.push(performance.now() - startedAt);
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
