// How long lists and searches take with 1,000 payments and with 100,000: `pnpm bench:lists`, for minutes.

import { randomBytes } from 'node:crypto';
import { createIds } from '../src/domain/id.ts';
import { aSandbox, call, create, pay, type Sandbox } from '../src/test-sandbox.ts';
import { copyPayments } from './copy-payments.ts';
import { PATHS } from './list-paths.ts';
import { medianOf } from './report.ts';

const SMALL = 1_000;
/** Or the first argument. */
const LARGE = Number(process.argv[2] ?? 100_000);
/** What the larger database may take of the smaller one's time, at most. */
const LIMIT = 5;
const ROUNDS = 31;

const small = await aShop(SMALL);
const large = await aShop(LARGE);
const within: string[] = [];
for (const path of PATHS) {
  const [few, many] = await timesOf(path);
  const isWithin = many <= few * LIMIT;
  const times = `${few.toFixed(2).padStart(8)} ms ${many.toFixed(2).padStart(8)} ms`;
  const verdict = `× ${(many / few).toFixed(1)}${isWithin ? '' : '  TOO SLOW'}`;
  process.stdout.write(`${path.padEnd(54)}${times}  ${verdict}\n`);
  if (isWithin) within.push(path);
}
await small.sandbox.close();
await large.sandbox.close();
process.stdout.write(`${within.length} of ${PATHS.length} lists within ${LIMIT}×\n`);
process.exitCode = within.length === PATHS.length ? 0 : 1;

interface Shop {
  readonly sandbox: Sandbox;
  /** What stands for the names in the paths. */
  readonly names: Readonly<Record<string, string>>;
}

/** A sandbox with so many payments. */
async function aShop(payments: number): Promise<Shop> {
  const sandbox = await aSandbox();
  await makeOneOfEach(sandbox);
  // The first of each is the one that was made: its copies have later ids.
  sandbox.clock.advance(1000);
  await copyPayments(sandbox, payments, createIds(sandbox.clock, randomBytes));
  return { sandbox, names: await namesOf(sandbox, payments) };
}

/** The medians for a list, in milliseconds. Both shops are asked by turns, so that a busy machine slows both. */
async function timesOf(path: string): Promise<readonly [few: number, many: number]> {
  const [few, many]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    few.push(await timeOf(small, path));
    many.push(await timeOf(large, path));
  }
  return [medianOf(few), medianOf(many)];
}

async function timeOf({ sandbox, names }: Shop, path: string): Promise<number> {
  // Past the window of the rate limit, which goes by this clock.
  sandbox.clock.advance(1000);
  const named = path.replace(/\{(\w+)\}/g, (_, name) => names[name] ?? '');
  const startedAt = performance.now();
  const answer = await call(sandbox, named);
  const took = performance.now() - startedAt;
  if (answer.status !== 200) throw new Error(`${named}: ${answer.text}`);
  return took;
}

/** A payment with a coupon, half of it refunded, a payment by MaxFi, and what they are made of. */
async function makeOneOfEach(sandbox: Sandbox): Promise<void> {
  const make = async (path: string, body: object) => {
    const answer = await call(sandbox, path, { body });
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return String(answer.json['id']);
  };
  const priceData = { currency: 'USD', unitAmount: 500 };
  await make('/products', { name: 'Mug', metadata: { set: 'tea' } });
  await make('/payment-links', {
    lineItems: [{ priceData: { ...priceData, productData: { name: 'Mug' } }, quantity: 1 }],
  });
  const coupon = await make('/coupons', { name: 'Spring', amountOff: 700, currency: 'USD' });
  await make('/promotion-codes', { coupon, code: 'CODE0' });
  const paid = await create(sandbox, {
    amount: 5600,
    discounts: [{ coupon }],
    customerDetails: { email: 'ada@shop.example', name: 'Ada Lovelace' },
  });
  await pay(sandbox, paid);
  await make('/refunds', { paymentIntentId: paid.paymentIntentId, amount: 2450 });
  await make('/v2/payments/checkout', { amount: 4900, currency: 'USD' });
}

async function namesOf({ store }: Sandbox, payments: number): Promise<Readonly<Record<string, string>>> {
  const idIn = async (table: 'customers' | 'charges' | 'coupons' | 'payment_links' | 'webhook_endpoints') =>
    (await store.db.selectFrom(table).select('id').orderBy('id').executeTakeFirstOrThrow()).id;
  return {
    last: String(Math.floor(payments / 20)),
    middle: String(Math.floor(payments / 40)),
    // A charge and a refund each.
    lastMoved: String(Math.floor(payments / 10)),
    customer: await idIn('customers'),
    charge: await idIn('charges'),
    coupon: await idIn('coupons'),
    link: await idIn('payment_links'),
    endpoint: await idIn('webhook_endpoints'),
  };
}
