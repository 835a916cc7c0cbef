// The payment with a fake server and a clock that is told to move: what is sent, when, and what the buyer sees.

import type { PublicSession } from '@xpay/protocol/api';
import { beforeEach, describe, expect, it } from 'vitest';
import { aDeclinedSession, aPaidSession, aSession } from '../api/a-session.ts';
import type { Calls } from '../api/calls.ts';
import type { Answer } from '../api/http.ts';
import { settled } from '../fake-clock.ts';
import { aPayment, BROWSER, CARD, fails, never, ORDER, says } from './a-payment.ts';

let { payment, clock, presence, device, server, sent, calls } = aPayment();

beforeEach(() => {
  ({ payment, clock, presence, device, server, sent, calls } = aPayment());
});

const state = () => payment.state.value;

async function openAndRead(): Promise<void> {
  payment.open(calls);
  await settled();
}

describe('loading', () => {
  it('reads the session as soon as its secret has come', async () => {
    await openAndRead();
    expect(state()).toMatchObject({ name: 'ready', problem: null });
    expect(sent.read).toBe(1);
  });

  it('tries three times before it says that the server cannot be reached, and reads again on demand', async () => {
    server.read = fails('connection_failed');
    await openAndRead();
    expect(state()).toMatchObject({ name: 'loading' });
    await clock.advance(2_000);
    expect(state()).toEqual({ name: 'unreachable', code: 'connection_failed', retryable: true });
    expect(sent.read).toBe(3);
    server.read = says(aSession());
    payment.retry();
    await settled();
    expect(state().name).toBe('ready');
  });

  it('does not ask twice for what the server refuses', async () => {
    server.read = fails('not_found');
    await openAndRead();
    expect(state()).toEqual({ name: 'unreachable', code: 'not_found', retryable: false });
    expect(sent.read).toBe(1);
  });

  it('asks the shop again when the shop gave no secret', async () => {
    payment.withhold('no_client_secret', true);
    expect(state().name).toBe('unreachable');
    payment.retry();
    expect(sent.asked).toBe(1);
    await openAndRead();
    expect(state().name).toBe('ready');
  });

  it('loads a new session in place of an expired one, and drops a late answer about the old', async () => {
    let answerLate: (answer: Answer<PublicSession>) => void = () => {};
    server.read = () => new Promise((resolve) => (answerLate = resolve));
    await openAndRead();
    const next: Calls = { ...calls, readSession: says(aSession({ id: 'cs_test_2' })) };
    payment.open(next);
    await settled();
    answerLate({ value: aPaidSession(9) });
    await settled();
    expect(state()).toMatchObject({ name: 'ready', session: { id: 'cs_test_2' } });
  });
});

describe('paying', () => {
  beforeEach(openAndRead);

  it('sends one confirm for two presses at once', async () => {
    payment.pay(ORDER);
    payment.pay(ORDER);
    expect(state().name).toBe('confirming');
    await settled();
    expect(state().name).toBe('succeeded');
    expect(sent.confirm).toEqual([
      { attemptId: 'attempt-1', request: { expectedAmount: 4900, browser: BROWSER, paymentMethod: CARD } },
    ]);
  });

  it('says where a bank’s own page leads back to, word for word in every repeat', async () => {
    server.confirm = fails('connection_failed');
    payment.pay({ ...ORDER, returnUrl: 'https://shop.example/return' });
    await clock.advance(500);
    expect(sent.confirm).toHaveLength(2);
    expect(sent.confirm[0]?.request.returnUrl).toBe('https://shop.example/return');
    expect(sent.confirm[1]).toEqual(sent.confirm[0]);
  });

  it('goes back to the form after a decline, and pays with a new attempt', async () => {
    server.confirm = says(aDeclinedSession(2));
    payment.pay(ORDER);
    await settled();
    expect(state()).toMatchObject({ name: 'ready', problem: { declineCode: 'insufficient_funds' } });
    server.confirm = says(aPaidSession(3));
    payment.pay(ORDER);
    await settled();
    expect(state().name).toBe('succeeded');
    expect(sent.confirm.map(({ attemptId }) => attemptId)).toEqual(['attempt-1', 'attempt-2']);
  });

  it.each(['connection_failed', 'api_error', 'idempotency_in_progress'] as const)(
    'asks the server when a confirm ends with %s, and believes what it says',
    async (code) => {
      server.confirm = fails(code);
      server.read = says(aPaidSession());
      payment.pay(ORDER);
      await settled();
      expect(state()).toMatchObject({ name: 'checking', gaveUp: false });
      await clock.advance(500);
      expect(state().name).toBe('succeeded');
      expect(sent.confirm).toHaveLength(1);
    },
  );

  it('sends the same attempt again when the server never heard of it', async () => {
    server.confirm = fails('connection_failed');
    payment.pay(ORDER);
    await settled();
    server.confirm = says(aPaidSession());
    await clock.advance(500);
    expect(state().name).toBe('succeeded');
    expect(sent.confirm.map(({ attemptId }) => attemptId)).toEqual(['attempt-1', 'attempt-1']);
    expect(sent.confirm[1]).toEqual(sent.confirm[0]);
  });

  it('says of the browser what it said first when it sends again, though the device was turned', async () => {
    server.confirm = fails('connection_failed');
    payment.pay(ORDER);
    await settled();
    device.browser = { ...BROWSER, windowSize: '05' };
    await clock.advance(500);
    expect(sent.confirm).toHaveLength(2);
    expect(sent.confirm[1]).toEqual(sent.confirm[0]);
  });

  it('stops sending after three times and says that nothing was charged', async () => {
    server.confirm = fails('api_error');
    payment.pay(ORDER);
    await clock.advance(60_000);
    expect(state()).toMatchObject({ name: 'ready', problem: { code: 'connection_failed' } });
    expect(sent.confirm).toHaveLength(3);
  });

  it('says so when the device is offline before anything was sent', async () => {
    presence.set({ online: false });
    payment.pay(ORDER);
    await settled();
    expect(state()).toMatchObject({ name: 'ready', problem: { kind: 'error', code: 'connection_failed' } });
    expect(sent.confirm).toHaveLength(0);
  });

  it('reads the new total before it tells of it', async () => {
    server.confirm = fails('amount_changed');
    server.read = says(aSession({ version: 2, amountTotal: 5900 }));
    payment.pay(ORDER);
    await settled();
    expect(state()).toMatchObject({
      name: 'ready',
      problem: { code: 'amount_changed' },
      session: { amountTotal: 5900 },
    });
  });

  it('ignores an answer that is older than what it knows', async () => {
    payment.refresh();
    server.read = says(aSession({ version: 3, amountTotal: 5900 }));
    await settled();
    payment.refresh();
    await settled();
    server.read = says(aSession({ version: 2, amountTotal: 4900 }));
    payment.refresh();
    await settled();
    expect(state()).toMatchObject({ session: { version: 3, amountTotal: 5900 } });
  });

  it('reads once for a flood of wishes to read', async () => {
    sent.read = 0;
    server.read = never;
    for (let wish = 0; wish < 20; wish += 1) payment.refresh();
    await settled();
    expect(sent.read).toBe(1);
  });

  it('stops a read that is under way, so that an old word cannot interrupt the attempt', async () => {
    const aborted: boolean[] = [];
    server.read = (abort) => {
      abort?.addEventListener('abort', () => aborted.push(true));
      return never();
    };
    server.confirm = never;
    payment.refresh();
    payment.pay(ORDER);
    payment.refresh();
    await settled();
    expect(aborted).toEqual([true]);
    expect(sent.read).toBe(2);
    expect(state().name).toBe('confirming');
  });
});

describe('checking', () => {
  beforeEach(async () => {
    await openAndRead();
    server.confirm = fails('connection_failed');
    server.read = fails('connection_failed');
    payment.pay(ORDER);
    await settled();
    sent.read = 0;
  });

  it('asks less and less often, at most twelve times in any minute once it is slow', async () => {
    await clock.advance(60_000);
    const first = sent.read;
    await clock.advance(50_000);
    expect(first).toBeLessThanOrEqual(12);
    expect(sent.read - first).toBeLessThanOrEqual(4);
  });

  it('gives up after two minutes, stops asking, and asks again when the buyer does', async () => {
    await clock.advance(120_000);
    expect(state()).toMatchObject({ name: 'checking', gaveUp: true });
    await clock.advance(20_000);
    const before = sent.read;
    await clock.advance(600_000);
    expect(sent.read).toBe(before);
    server.read = says(aPaidSession());
    payment.checkAgain();
    await settled();
    expect(state().name).toBe('succeeded');
  });

  it('offers the form again when the server knows of nothing after it gave up, and sends nothing by itself', async () => {
    await clock.advance(140_000);
    server.read = says(aSession());
    payment.checkAgain();
    await settled();
    expect(state()).toMatchObject({ name: 'ready', problem: { code: 'connection_failed' } });
    expect(sent.confirm).toHaveLength(1);
  });

  it('does not read beside a repeated confirm, whose answer says more', async () => {
    server.read = says(aSession());
    server.confirm = never;
    await clock.advance(500);
    expect(sent.confirm).toHaveLength(2);
    const before = sent.read;
    payment.refresh();
    await settled();
    expect(sent.read).toBe(before);
  });

  it('is silent while the page is hidden, and asks at once when it is shown', async () => {
    presence.set({ hidden: true });
    await clock.advance(60_000);
    expect(sent.read).toBe(0);
    server.read = says(aPaidSession());
    presence.set({ hidden: false });
    await settled();
    expect(state().name).toBe('succeeded');
  });

  it('is silent while the device is offline, and asks at once when it is back', async () => {
    presence.set({ online: false });
    await clock.advance(60_000);
    expect(sent.read).toBe(0);
    server.read = says(aPaidSession());
    presence.set({ online: true });
    await settled();
    expect(state().name).toBe('succeeded');
  });
});

describe('processing', () => {
  it('asks until the bank has answered, and tells of a late decline', async () => {
    await openAndRead();
    server.confirm = says(aSession({ version: 2, intent: { status: 'processing' } }));
    server.read = says(aSession({ version: 2, intent: { status: 'processing' } }));
    payment.pay(ORDER);
    await clock.advance(600_000);
    expect(state().name).toBe('processing');
    server.read = says(aDeclinedSession(3));
    await clock.advance(30_000);
    expect(state()).toMatchObject({ name: 'ready', problem: { kind: 'declined' } });
  });
});

describe('expiry', () => {
  beforeEach(async () => {
    await openAndRead();
    sent.read = 0;
  });

  it('is asked of the server when the time by the server clock is up', async () => {
    server.read = says(aSession({ version: 2, status: 'expired', intent: { status: 'expired' } }));
    await clock.advance(30 * 60_000 - 1);
    expect(sent.read).toBe(0);
    await clock.advance(1);
    expect(state().name).toBe('expired');
  });

  it('is believed to be later when the server says so, without a stream of questions', async () => {
    server.read = says(aSession({ serverTime: '2026-11-21T12:29:59.999Z' }));
    await clock.advance(30 * 60_000);
    sent.read = 0;
    await clock.advance(3_000);
    expect(sent.read).toBeLessThanOrEqual(3);
    expect(state().name).toBe('ready');
  });
});
