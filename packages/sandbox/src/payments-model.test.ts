// Payments through the API over a real store, as commands in any order and at the same time: after each the tables, the
// ledger and the acquirer's own book agree, and in the end the shop has heard of everything, and of nothing that is not so.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPROVED,
  aConfirmBody,
  aSandbox,
  type Created,
  call,
  callClient,
  create,
  pay,
  type Sandbox,
} from './test-sandbox.ts';

/** A failure says which; `MODEL_SEED` has it again, or tries another. */
const SEED = Number(process.env['MODEL_SEED'] ?? 1);
const RUNS = 40;

/** What must not be forgotten about one payment: ends that were seen, answers that were given. */
interface Memory {
  ended: string | null;
  readonly answers: Map<string, string>;
  steps: number;
}

interface Shop {
  readonly sandbox: Sandbox;
  readonly created: Created;
}

type Act = (shop: Shop, memory: Memory) => Promise<unknown>;

describe('payments over a store', () => {
  it('move money once, keep their books, and tell of it', async () => {
    const sandbox = await aSandbox();
    let steps = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('automatic', 'manual'),
        fc.commands(COMMANDS, { maxCommands: 40, size: 'max' }),
        async (captureMethod, commands) => {
          const created = await create(sandbox, { captureMethod });
          const memory: Memory = { ended: null, answers: new Map(), steps: 0 };
          await fc.asyncModelRun(() => ({ model: memory, real: { sandbox, created } }), commands);
          await expectAllTold({ sandbox, created }, memory);
          steps += memory.steps;
        },
      ),
      { seed: SEED, numRuns: RUNS },
    );
    console.log(`payments over a store: ${steps} steps in ${RUNS} payments, seed ${SEED}`);
    expect(steps).toBeGreaterThan(400);
    await sandbox.close();
  }, 120_000);
});

class Step implements fc.AsyncCommand<Memory, Shop> {
  readonly #name: string;
  readonly #act: Act;

  constructor(name: string, act: Act) {
    this.#name = name;
    this.#act = act;
  }

  check(): boolean {
    return true;
  }

  async run(memory: Memory, shop: Shop): Promise<void> {
    memory.steps += 1;
    await this.#act(shop, memory);
    await expectBooksToAgree(shop, memory);
  }

  toString(): string {
    return this.#name;
  }
}

async function expectBooksToAgree({ sandbox: { store }, created }: Shop, memory: Memory): Promise<void> {
  const { db } = store;
  const own = created.paymentIntentId;
  const intent = await db
    .selectFrom('payment_intents')
    .selectAll()
    .where('id', '=', own)
    .executeTakeFirstOrThrow();
  const session = await db
    .selectFrom('checkout_sessions')
    .selectAll()
    .where('id', '=', created.id)
    .executeTakeFirstOrThrow();
  const charges = await db.selectFrom('charges').selectAll().where('payment_intent_id', '=', own).execute();
  const refunds = await db.selectFrom('refunds').selectAll().where('payment_intent_id', '=', own).execute();
  const movements = await db
    .selectFrom('movements')
    .selectAll()
    .where('payment_intent_id', '=', own)
    .execute();
  const ids = movements.map(({ id }) => id);
  const entries =
    ids.length === 0
      ? []
      : await db.selectFrom('ledger_entries').selectAll().where('movement_id', 'in', ids).execute();

  const paid = charges.filter(({ status }) => status === 'succeeded');
  assert.ok(paid.length <= 1, 'one charge has succeeded');
  assert.equal(paid.length === 1, intent.status === 'succeeded', 'money has moved if and only if succeeded');
  assert.equal(session.status === 'expired', intent.status === 'expired');
  const captured = sum(paid.map((charge) => charge.amount_captured));
  const refunded = sum(refunds.filter(({ status }) => status !== 'failed').map(({ amount }) => amount));
  assert.equal(intent.amount_received, captured);
  assert.ok(refunded <= captured, 'no more goes back than came');
  assert.equal(sum(entries.map(({ amount }) => amount)), 0, 'the ledger sums to zero');
  for (const { id, gross, fee, net } of movements) {
    assert.equal(sum(entries.filter((entry) => entry.movement_id === id).map(({ amount }) => amount)), 0);
    assert.equal(gross - fee, net);
  }
  const buyer = entries.filter(({ account }) => account === 'customer_funds').map(({ amount }) => amount);
  assert.equal(sum(buyer), refunded - captured);
  await expectAcquirerToAgree(
    db,
    charges.map(({ id }) => id),
    {
      captured,
      isHeld: charges.some(({ status }) => status === 'authorized'),
      isManual: session.capture_method === 'manual',
    },
  );
  if (memory.ended !== null) assert.equal(intent.status, memory.ended, 'an end never changes');
  if (['succeeded', 'canceled', 'expired'].includes(intent.status)) memory.ended = intent.status;
}

interface Known {
  readonly captured: number;
  readonly isHeld: boolean;
  readonly isManual: boolean;
}

/** Its book is its own: nothing of ours joins it. */
async function expectAcquirerToAgree(
  db: Sandbox['store']['db'],
  charges: readonly string[],
  { captured, isHeld, isManual }: Known,
): Promise<void> {
  if (charges.length === 0) return;
  const yes = (
    await db.selectFrom('authorizations').selectAll().where('charge_id', 'in', charges).execute()
  ).filter(({ fate, settles_at: settlesAt }) => fate.startsWith('approve') && settlesAt === null);
  const orders = await db
    .selectFrom('acquirer_orders')
    .selectAll()
    .where('charge_id', 'in', charges)
    .execute();
  const taken = orders.filter(({ type }) => type === 'capture');
  assert.ok(yes.length <= 1, 'the acquirer has said yes once');
  if (!isManual) {
    assert.ok(yes.length === 0 || captured > 0, 'what the acquirer has moved is known here');
    return;
  }
  assert.equal(sum(taken.map(({ amount }) => amount)), captured, 'the acquirer has captured what we say');
  if (isHeld) assert.equal(taken.length, 0);
}

/** What an event of each end says, a read of now has to say too. XPay's sessions know no cancellation: they expire. */
const LASTING: Readonly<Record<string, readonly string[]>> = {
  'payment_intent.succeeded': ['succeeded'],
  'payment_intent.canceled': ['canceled'],
  'checkout.session.expired': ['expired', 'canceled'],
};

async function expectAllTold(shop: Shop, memory: Memory): Promise<void> {
  const { sandbox, created } = shop;
  const { clock, server, store, received } = sandbox;
  // Longer in all than a verification that nobody finishes.
  for (let round = 0; round < 5; round += 1) {
    clock.advance(5 * 60_000);
    await server.tick();
  }
  const { charges, status } = await readIntent(shop);
  const about = [created.id, created.paymentIntentId, ...charges];
  const events = await store.db.selectFrom('events').selectAll().where('object_id', 'in', about).execute();
  const heard = new Set(received.map((body) => (JSON.parse(body) as { readonly id: string }).id));
  for (const { id, type } of events) {
    assert.ok(heard.has(id), `the shop has received ${type}`);
    assert.ok(LASTING[type]?.includes(status) ?? true, `${type} still holds: ${status}`);
  }
  for (const type of Object.keys(LASTING))
    assert.ok(events.filter((event) => event.type === type).length <= 1, `${type} is told once`);
  const isTold = events.some((event) => LASTING[event.type]?.includes(status));
  assert.equal(isTold, memory.ended !== null, 'an end is told of');
  assert.ok(!['processing', 'requires_action'].includes(status), 'nothing is left hanging');
}

async function readIntent({ sandbox, created }: Shop) {
  const { json } = await call(sandbox, `/payment-intents/${created.paymentIntentId}`);
  const { status, charges } = json as {
    readonly status: string;
    readonly charges: readonly { id: string }[];
  };
  return { status, charges: charges.map(({ id }) => id) };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

const CARD = fc.constantFrom(
  APPROVED,
  APPROVED,
  '4000000000000002',
  '4000000000009995',
  // Settles five seconds later; is refunded later; loses its refund.
  '4000000000005126',
  '4000000000007726',
  '4000000000007734',
  // Verified by their banks, without a page.
  '4000000000003055',
  '4000000000003022',
);
const AMOUNT = fc.option(fc.constantFrom(1, 700, 2_450, 4_900, 4_901), { nil: undefined });

/** The same key again answers the same bytes, however long ago and whatever has become of the payment. */
const payByKey =
  (number: string, key: string): Act =>
  async ({ sandbox, created }, { answers }) => {
    const { status, text } = await pay(sandbox, created, number, key);
    if (status !== 200) return;
    const id = `${number} ${key}`;
    const before = answers.get(id);
    const isDone = !/"status":"(processing|requires_action)"/.test(text);
    if (before !== undefined) assert.equal(text, before);
    else if (isDone) answers.set(id, text);
  };

const post =
  (path: (shop: Shop) => string, body?: (shop: Shop) => object): Act =>
  async (shop) => {
    const answer = await call(shop.sandbox, path(shop), {
      method: 'POST',
      ...(body && { body: body(shop) }),
    });
    assert.ok(answer.status < 500, answer.text);
  };

const intentPath = (name: string) => (shop: Shop) =>
  `/payment-intents/${shop.created.paymentIntentId}/${name}`;
const refundOf = (amount: number | undefined) => (shop: Shop) => ({
  paymentIntentId: shop.created.paymentIntentId,
  ...(amount === undefined ? {} : { amount }),
});
const step = (name: string, act: Act) => new Step(name, act);

const COMMANDS = [
  CARD.map((number) => step(`pay with ${number}`, ({ sandbox, created }) => pay(sandbox, created, number))),
  fc
    .tuple(CARD, fc.constantFrom('a', 'b'))
    .map(([number, key]) => step(`pay with ${number}, key ${key}`, payByKey(number, `${key}-${number}`))),
  fc
    .tuple(CARD, CARD)
    .map(([one, other]) =>
      step(`pay with ${one} and ${other} at once`, ({ sandbox, created }) =>
        Promise.all([pay(sandbox, created, one), pay(sandbox, created, other)]),
      ),
    ),
  fc.constant(
    step('pay another price', ({ sandbox, created: { clientSecret } }) =>
      callClient(sandbox, '/confirm', clientSecret, {
        body: { ...aConfirmBody(), expectedAmount: 1 },
        headers: { 'Idempotency-Key': crypto.randomUUID() },
      }),
    ),
  ),
  AMOUNT.map((amount) =>
    step(
      `capture ${amount ?? 'all'}`,
      post(intentPath('capture'), () => (amount === undefined ? {} : { amount })),
    ),
  ),
  fc.constant(
    step(
      'cancel',
      post(intentPath('cancel'), () => ({})),
    ),
  ),
  AMOUNT.map((amount) =>
    step(
      `refund ${amount ?? 'all'}`,
      post(() => '/refunds', refundOf(amount)),
    ),
  ),
  fc.constant(
    step('refund all, twice at once', (shop, memory) =>
      Promise.all([
        post(() => '/refunds', refundOf(undefined))(shop, memory),
        post(() => '/refunds', refundOf(undefined))(shop, memory),
      ]),
    ),
  ),
  fc.constant(
    step('expire while a buyer pays', ({ sandbox, created }) =>
      Promise.all([
        call(sandbox, `/checkout/sessions/${created.id}/expire`, { method: 'POST' }),
        pay(sandbox, created),
      ]),
    ),
  ),
  fc.constantFrom(100, 6_000, 20_000).map((ms) =>
    step(`${ms} ms pass`, async ({ sandbox: { clock, server } }) => {
      clock.advance(ms);
      await server.tick();
    }),
  ),
];
