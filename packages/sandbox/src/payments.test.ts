// Payments end to end through the API: every card, retries, races, crashes and restarts.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAcquirer } from './bank/acquirer.ts';
import { atALine } from './bank/test-acquirer.ts';
import { manualClock } from './domain/clock.ts';
import type { Store } from './store/store.ts';
import {
  APPROVED,
  aConfirmBody,
  aSandbox,
  call,
  callClient,
  create,
  eventTypes,
  pay,
  type Sandbox,
} from './test-sandbox.ts';

const intentOf = async (sandbox: Sandbox, id: string) => (await call(sandbox, `/payment-intents/${id}`)).json;

const INTENT = z.object({ status: z.string(), charges: z.array(z.object({ status: z.string() })) });

describe('one attempt', () => {
  it.each([
    ['visa', APPROVED],
    ['mastercard', '5555555555554444'],
    ['amex', '378282246310005'],
    ['discover', '6011111111111117'],
    ['diners', '3056930009020004'],
    ['jcb', '3566002020360505'],
    ['unionpay', '6200000000000005'],
    ['maestro', '6759649826438453'],
    ['elo', '6362970000457013'],
    ['mir', '2200000000000004'],
    ['hipercard', '6062821086773091'],
    ['troy', '9792000000000003'],
  ])('approves %s', async (brand, number) => {
    const sandbox = await aSandbox();
    const session = await create(sandbox);
    const paid = await pay(sandbox, session, number);
    expect(paid.status).toBe(200);
    expect(paid.json).toMatchObject({
      status: 'complete',
      paymentStatus: 'paid',
      intent: { status: 'succeeded', lastError: null, card: { brand, last4: number.slice(-4) } },
    });
    expect(await eventTypes(sandbox)).toEqual([
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
    await sandbox.close();
  });

  it.each([
    ['4000000000000002', 'generic_decline', 'card_declined'],
    ['4000000000009995', 'insufficient_funds', 'insufficient_funds'],
    ['4000000000009987', 'lost_card', 'card_declined'],
    ['4000000000009979', 'stolen_card', 'card_declined'],
    ['4000000000000069', 'expired_card', 'expired_card'],
    ['4000000000000127', 'incorrect_cvc', 'incorrect_cvc'],
    ['4000000000000119', 'processing_error', 'processing_error'],
  ])('declines %s as %s, told to the buyer as %s', async (number, declineCode, publicCode) => {
    const sandbox = await aSandbox();
    const session = await create(sandbox);
    const declined = await pay(sandbox, session, number);
    expect(declined.status).toBe(200);
    expect(declined.json).toMatchObject({
      status: 'open',
      paymentStatus: 'unpaid',
      intent: { status: 'failed', lastError: { declineCode: publicCode } },
    });
    if (declineCode !== publicCode) expect(declined.text).not.toContain(declineCode);
    expect(await intentOf(sandbox, session.paymentIntentId)).toMatchObject({
      status: 'failed',
      amountReceived: 0,
      lastPaymentError: { declineCode },
      charges: [{ status: 'failed', failureCode: declineCode, paid: false }],
    });
    expect(await eventTypes(sandbox)).toEqual(['charge.failed', 'payment_intent.payment_failed']);
    await sandbox.close();
  });

  it('keeps a slow payment processing and settles it five seconds later, by itself', async () => {
    const sandbox = await aSandbox();
    const session = await create(sandbox);
    expect((await pay(sandbox, session, '4000000000005126')).json).toMatchObject({
      status: 'open',
      intent: { status: 'processing' },
    });
    sandbox.clock.advance(4_999);
    await sandbox.server.tick();
    expect(await intentOf(sandbox, session.paymentIntentId)).toMatchObject({ status: 'processing' });
    sandbox.clock.advance(1);
    await sandbox.server.tick();
    expect(await intentOf(sandbox, session.paymentIntentId)).toMatchObject({
      status: 'succeeded',
      amountReceived: 4900,
    });
    expect(await eventTypes(sandbox)).toEqual([
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
    await sandbox.close();
  });

  it('lets a payment in flight outlive the expiry, and its outcome decide', async () => {
    const sandbox = await aSandbox();
    const session = await create(sandbox, { expiresAfterMinutes: 5 });
    sandbox.clock.advance(299_000);
    await pay(sandbox, session, '4000000000005126');
    sandbox.clock.advance(4_000);
    await sandbox.server.tick();
    expect((await callClient(sandbox, '', session.clientSecret)).json).toMatchObject({ status: 'open' });
    sandbox.clock.advance(1_000);
    await sandbox.server.tick();
    expect((await callClient(sandbox, '', session.clientSecret)).json).toMatchObject({ status: 'complete' });
    await sandbox.close();
  });
});

describe('several attempts', () => {
  it('charges a decline and then a success: one intent, two charges, one completed event', async () => {
    const sandbox = await aSandbox();
    const session = await create(sandbox);
    await pay(sandbox, session, '4000000000009995');
    expect((await pay(sandbox, session)).json).toMatchObject({
      intent: { status: 'succeeded', lastError: null },
    });
    const intent = await intentOf(sandbox, session.paymentIntentId);
    expect(intent).toMatchObject({
      status: 'succeeded',
      lastPaymentError: null,
      charges: [{ status: 'failed' }, { status: 'succeeded', amountCaptured: 4900 }],
    });
    const completed = (await eventTypes(sandbox)).filter((type) => type === 'checkout.session.completed');
    expect(completed).toHaveLength(1);
    await sandbox.close();
  });

  it.each([
    ['decides in our transaction: the second comes to a session that is paid', () => ({}), 409],
    [
      'is asked in between: the second is told of the first',
      (store: Store) => atALine(store, manualClock()),
      200,
    ],
  ])('makes one charge of two confirms at once, where the acquirer %s', async (_where, acquirer, second) => {
    const sandbox = await aSandbox({ acquirer });
    const session = await create(sandbox);
    const answers = await Promise.all([pay(sandbox, session), pay(sandbox, session)]);
    expect(answers.map(({ status }) => status)).toEqual([200, second]);
    expect(await intentOf(sandbox, session.paymentIntentId)).toMatchObject({
      status: 'succeeded',
      charges: [{ status: 'succeeded' }],
    });
    await sandbox.close();
  });

  it.each([
    ['in our transaction', () => ({}), []],
    ['elsewhere', (store: Store) => atALine(store, manualClock()), ['processing, pending']],
  ])(
    'is never seen half done where the acquirer decides %s, whenever it is read',
    async (_where, acquirer, between) => {
      const sandbox = await aSandbox({ acquirer });
      const seen = new Set<string>();
      for (let moment = 0; moment < 120; moment += 1) {
        const session = await create(sandbox);
        const paid = pay(sandbox, session);
        for (let turn = 0; turn < moment; turn += 1) await Promise.resolve();
        for (let turn = 0; turn < moment / 10; turn += 1) await new Promise(setImmediate);
        const { status, charges } = INTENT.parse(await intentOf(sandbox, session.paymentIntentId));
        seen.add(`${status}, ${charges.at(-1)?.status ?? 'no charge'}`);
        await paid;
        sandbox.clock.advance(1000);
      }
      expect([...seen].sort()).toEqual([
        ...between,
        'requires_payment_method, no charge',
        'succeeded, succeeded',
      ]);
      await sandbox.close();
    },
  );

  it('refuses to repeat an attempt that is still running, and says when to ask again', async () => {
    let answerBank = (): void => {};
    const bankIsAsked = new Promise<void>((resolve) => {
      answerBank = resolve;
    });
    const sandbox = await aSandbox({
      acquirer: () => ({
        authorize: () => bankIsAsked.then(() => ({ type: 'approved' })),
        resolve: async () => ({ type: 'approved' }),
      }),
    });
    const session = await create(sandbox);
    const first = pay(sandbox, session, APPROVED, 'attempt-1');
    await expect
      .poll(async () => (await intentOf(sandbox, session.paymentIntentId))['status'])
      .toBe('processing');
    const second = await pay(sandbox, session, APPROVED, 'attempt-1');
    expect(second.status).toBe(409);
    expect(second.json).toMatchObject({ code: 'idempotency_in_progress' });
    expect(second.headers.get('Retry-After')).toBe('1');
    answerBank();
    expect((await first).json).toMatchObject({ status: 'complete' });
    await sandbox.close();
  });

  it('repeats the first answer byte for byte for the same key, and charges once', async () => {
    const sandbox = await aSandbox();
    const session = await create(sandbox);
    const first = await pay(sandbox, session, '4000000000000002', 'attempt-1');
    sandbox.clock.advance(60_000);
    const second = await pay(sandbox, session, '4000000000000002', 'attempt-1');
    expect(second.text).toBe(first.text);
    expect(first.headers.get('Idempotent-Replayed')).toBeNull();
    expect(second.headers.get('Idempotent-Replayed')).toBe('true');
    expect(await intentOf(sandbox, session.paymentIntentId)).toMatchObject({
      charges: [{ status: 'failed' }],
    });
    await sandbox.close();
  });

  it('refuses another card under a key that was used', async () => {
    const sandbox = await aSandbox();
    const session = await create(sandbox);
    await pay(sandbox, session, '4000000000000002', 'attempt-1');
    const other = await pay(sandbox, session, APPROVED, 'attempt-1');
    expect(other.status).toBe(422);
    expect(other.json).toMatchObject({ code: 'idempotency_mismatch' });
    await sandbox.close();
  });
});

describe('a process killed in the middle of a payment', () => {
  it.each([
    ['before the bank was asked', false, 'failed', 'processing_error'],
    ['after the bank approved', true, 'succeeded', null],
  ] as const)('heals when it died %s', async (_when, bankAnswers, status, declineCode) => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-crash-'));
    const path = join(folder, 'sandbox.db');
    const clock = manualClock();
    const dying = await aSandbox({
      path,
      clock,
      acquirer: (store) => ({
        async authorize(request) {
          if (bankAnswers) await createAcquirer(store, clock).authorize(request);
          throw new Error('killed');
        },
        resolve: () => Promise.reject(new Error('killed')),
      }),
    });
    const session = await create(dying);
    expect((await pay(dying, session, APPROVED, 'attempt-1')).json).toMatchObject({
      intent: { status: 'processing' },
    });
    await dying.close();

    const healed = await aSandbox({ path, clock });
    await healed.server.start();
    expect(await intentOf(healed, session.paymentIntentId)).toMatchObject({
      status,
      lastPaymentError: declineCode === null ? null : { declineCode },
      charges: [{ status }],
    });
    // The buyer's page repeats its attempt, and learns what became of it instead of paying twice.
    const repeated = await pay(healed, session, APPROVED, 'attempt-1');
    expect(repeated.headers.get('Idempotent-Replayed')).toBe('true');
    expect(repeated.json).toMatchObject({ intent: { status } });
    await healed.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('never lets a late answer of the bank move money after the attempt was given up', async () => {
    const clock = manualClock();
    const sandbox = await aSandbox({ clock });
    const bank = createAcquirer(sandbox.store, clock);
    expect(await bank.resolve('ch_1')).toEqual({ type: 'declined', code: 'processing_error' });
    const card = { number: APPROVED, expMonth: 3, expYear: 2027, cvc: '123' };
    const late = await bank.authorize({ chargeId: 'ch_1', amount: 1, currency: 'USD', card });
    expect(late).toEqual({ type: 'declined', code: 'processing_error' });
    await sandbox.close();
  });

  it('asks again for an outcome that is overdue, without a restart', async () => {
    const clock = manualClock();
    const sandbox = await aSandbox({
      clock,
      acquirer: (store) => ({
        authorize: () => Promise.reject(new Error('connection lost')),
        resolve: createAcquirer(store, clock).resolve,
      }),
    });
    const session = await create(sandbox);
    await pay(sandbox, session);
    clock.advance(14_999);
    await sandbox.server.tick();
    expect(await intentOf(sandbox, session.paymentIntentId)).toMatchObject({ status: 'processing' });
    clock.advance(1);
    await sandbox.server.tick();
    expect(await intentOf(sandbox, session.paymentIntentId)).toMatchObject({ status: 'failed' });
    await sandbox.close();
  });
});

describe('a restart', () => {
  it('keeps keys, sessions and payments', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-restart-'));
    const path = join(folder, 'sandbox.db');
    const clock = manualClock();
    const first = await aSandbox({ path, clock });
    const [open, paid] = [await create(first), await create(first)];
    await pay(first, paid);
    const before = await call(first, `/checkout/sessions/${paid.id}`);
    await first.close();
    const second = await aSandbox({ path, clock });
    expect(second.keys).toEqual(first.keys);
    expect((await call(second, `/checkout/sessions/${paid.id}`)).text).toBe(before.text);
    expect((await pay(second, open)).json).toMatchObject({ status: 'complete' });
    await second.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('knows the latest attempt also where the clock was set back meanwhile', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-clock-'));
    const path = join(folder, 'sandbox.db');
    const first = await aSandbox({ path, clock: manualClock('2026-01-15T12:00:00.000Z') });
    const session = await create(first);
    for (let i = 0; i < 10; i += 1) await pay(first, session, '4000000000000002');
    await first.close();
    const second = await aSandbox({ path, clock: manualClock('2026-01-15T11:00:00.000Z') });
    expect((await pay(second, session, '5555555555554444')).json).toMatchObject({
      status: 'complete',
      intent: { card: { brand: 'mastercard', last4: '4444' } },
    });
    const { charges } = INTENT.parse(await intentOf(second, session.paymentIntentId));
    expect(charges.map(({ status }) => status)).toEqual([...Array(9).fill('failed'), 'succeeded']);
    const told = await second.store.db
      .selectFrom('events')
      .select('payload')
      .where('type', '=', 'charge.succeeded')
      .execute();
    expect(told.map(({ payload }) => payload)).toEqual([expect.stringContaining('"last4":"4444"')]);
    await second.close();
    await rm(folder, { recursive: true, force: true });
  });
});

describe('card data', () => {
  it('is in no file, no log, no event and no answer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'xpay-pan-'));
    const path = join(folder, 'sandbox.db');
    const sandbox = await aSandbox({ path });
    const session = await create(sandbox);
    const cvc = '739';
    const send = (number: string, card: object = {}) =>
      callClient(sandbox, '/confirm', session.clientSecret, {
        body: aConfirmBody(number, { cvc, ...card }),
        headers: { 'Idempotency-Key': crypto.randomUUID() },
      });
    const answers = [
      await send('4000000000000002'),
      await send(APPROVED, { cvc: 739 }),
      await send('4242424242424241'),
      await send(APPROVED, { number: 4242424242424242 }),
      await send(APPROVED),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 400, 400, 200]);
    await sandbox.server.tick();
    expect(sandbox.received).not.toEqual([]);
    const texts = [...answers.map(({ text }) => text), ...sandbox.logs, ...sandbox.received];
    const names = await readdir(folder);
    const files = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
    await sandbox.close();
    expect(files.join('\n')).toContain(session.id);
    const everything = [...texts, ...files].join('\n');
    for (const secret of [APPROVED, '4000000000000002', '4242424242424241', `"${cvc}"`, `:${cvc}`]) {
      expect(everything).not.toContain(secret);
    }
    expect(everything).not.toContain(session.clientSecret);
    await rm(folder, { recursive: true, force: true });
  });
});
