// A payment whose server is busy, whose page is hidden or reloaded, and whose session changes: what is sent, and what is said.

import type { ConfirmRequest } from '@xpay/protocol/api';
import { createError } from '@xpay/protocol/error-types';
import { beforeEach, describe, expect, it } from 'vitest';
import { aDeclinedSession, aMethod, anActingSession, aPaidSession, aSession } from '../api/a-session.ts';
import { settled } from '../fake-clock.ts';
import { aPayment, aServer, fails, never, ORDER, says } from './a-payment.ts';

let { payment, clock, presence, server, sent, calls, storage } = aPayment();
const state = () => payment.state.value;

beforeEach(async () => {
  ({ payment, clock, presence, server, sent, calls, storage } = aPayment());
  payment.open(calls);
  await settled();
  sent.read = 0;
});

const busy = (code: 'api_error' | 'rate_limited', retryAfterMs: number) => async () => ({
  error: createError(code, 'x'),
  retryAfterMs,
});

describe('a server that wants to be left alone', () => {
  it('is not read before its time, whoever asks', async () => {
    server.read = busy('api_error', 60_000);
    payment.refresh();
    await settled();
    expect(sent.read).toBe(1);
    server.read = says(aSession({ version: 2 }));
    for (let wish = 0; wish < 5; wish += 1) payment.refresh();
    await clock.advance(59_999);
    expect(sent.read).toBe(1);
    await clock.advance(1);
    expect(sent.read).toBe(2);
  });

  it('gets no repeat of an attempt before its time', async () => {
    server.confirm = busy('api_error', 30_000);
    payment.pay(ORDER);
    await settled();
    server.confirm = says(aPaidSession());
    await clock.advance(29_999);
    expect([sent.read, sent.confirm.length]).toEqual([0, 1]);
    await clock.advance(1);
    expect(state().name).toBe('succeeded');
  });

  it('gets no other attempt before its time, which the buyer is told at once', async () => {
    server.confirm = busy('rate_limited', 60_000);
    payment.pay(ORDER);
    await settled();
    expect(state()).toMatchObject({ name: 'ready', problem: { code: 'rate_limited' } });
    payment.pay(ORDER);
    await settled();
    expect(state()).toMatchObject({ name: 'ready', problem: { code: 'rate_limited' } });
    expect(sent.confirm).toHaveLength(1);
    await clock.advance(60_000);
    server.confirm = says(aPaidSession());
    payment.pay(ORDER);
    await settled();
    expect(state().name).toBe('succeeded');
  });
});

describe('a network that never comes back', () => {
  it.each(['checking', 'processing'])('costs at most ten requests in any minute while %s', async (name) => {
    server.confirm =
      name === 'checking'
        ? fails('connection_failed')
        : says(aSession({ version: 2, intent: { status: 'processing' } }));
    server.read = fails('connection_failed');
    payment.pay(ORDER);
    for (let minute = 0; minute < 10; minute += 1) {
      const before = sent.read;
      await clock.advance(60_000);
      expect(sent.read - before).toBeLessThanOrEqual(10);
      if (state().name === 'checking') payment.checkAgain();
    }
  });

  it('leaves nothing running when the browser knows of it and the buyer has been told', async () => {
    server.confirm = fails('connection_failed');
    payment.pay(ORDER);
    await settled();
    presence.set({ online: false });
    await clock.advance(120_000);
    expect(state()).toMatchObject({ name: 'checking', gaveUp: true });
    await clock.advance(3_600_000);
    expect(sent.read).toBe(0);
  });
});

describe('patience', () => {
  beforeEach(async () => {
    server.confirm = fails('connection_failed');
    server.read = fails('connection_failed');
    payment.pay(ORDER);
    await settled();
  });

  it('does not run out behind another page', async () => {
    presence.set({ hidden: true });
    await clock.advance(600_000);
    expect(state()).toMatchObject({ name: 'checking', gaveUp: false });
    presence.set({ hidden: false });
    await clock.advance(14_999);
    expect(state()).toMatchObject({ gaveUp: false });
    await clock.advance(1);
    expect(state()).toMatchObject({ gaveUp: true });
  });
});

describe('an attempt', () => {
  const remembered = () => [...storage.entries.values()];

  it('is remembered before its request leaves, without the card, and forgotten when it is over', async () => {
    const seen: string[][] = [];
    server.confirm = async () => {
      seen.push(remembered());
      return { value: aPaidSession() };
    };
    payment.pay(ORDER);
    await settled();
    expect(seen).toEqual([['{"attemptId":"attempt-1","version":1}']]);
    expect(remembered()).toEqual([]);
  });

  it('is forgotten when the server has refused it', async () => {
    server.confirm = fails('card_number_invalid');
    payment.pay(ORDER);
    await settled();
    expect(remembered()).toEqual([]);
  });
});

describe('a page that is reloaded while an attempt is on its way', () => {
  async function reload(answer: Parameters<typeof says>[0]) {
    server.confirm = never;
    payment.pay(ORDER);
    await settled();
    const next = aServer();
    next.read = says(answer);
    const page = aPayment({ server: next, storage, page: 'reloaded' });
    page.payment.open(page.calls);
    await settled();
    return { ...page, next, now: () => page.payment.state.value };
  }

  it('finds what came of it', async () => {
    const { now } = await reload(aPaidSession());
    expect(now().name).toBe('succeeded');
  });

  it('tells of its decline', async () => {
    const { now } = await reload(aDeclinedSession(2));
    expect(now()).toMatchObject({ name: 'ready', problem: { declineCode: 'insufficient_funds' } });
  });

  it('goes on with its bank’s check, under its id', async () => {
    const { now } = await reload(anActingSession(aMethod()));
    expect(now()).toMatchObject({ name: 'acting', attemptId: 'attempt-1', step: { kind: 'method' } });
  });

  it('says nothing for as long as it may arrive, and finds it then', async () => {
    const { now, next, clock: time } = await reload(aSession());
    expect(now()).toMatchObject({ name: 'checking', attemptId: 'attempt-1' });
    await time.advance(30_000);
    expect(now().name).toBe('checking');
    next.read = says(aPaidSession());
    await time.advance(15_000);
    expect(now().name).toBe('succeeded');
  });

  it('offers the form when it cannot arrive any more, and has sent nothing meanwhile', async () => {
    const { now, sent: asked, clock: time } = await reload(aSession());
    await time.advance(39_999);
    expect(now().name).toBe('checking');
    await time.advance(1);
    expect(now()).toMatchObject({ name: 'ready', problem: { code: 'connection_failed' } });
    expect(asked.confirm).toEqual([]);
  });

  it('says after two minutes that nobody knows, where nobody answers', async () => {
    const page = await reload(aSession());
    page.next.read = fails('connection_failed');
    await page.clock.advance(119_999);
    expect(page.now()).toMatchObject({ gaveUp: false });
    await page.clock.advance(1);
    expect(page.now()).toMatchObject({ name: 'checking', gaveUp: true });
  });
});

describe('a total that changes', () => {
  it('as Pay is pressed is not what the buyer meant: nothing is sent, and the new one is asked for', async () => {
    server.read = says(aSession({ version: 2, amountTotal: 5_900 }));
    payment.changed(2);
    await settled();
    payment.pay(ORDER);
    expect(state()).toMatchObject({ name: 'ready', problem: { code: 'amount_changed' } });
    expect(sent.confirm).toEqual([]);
    await clock.advance(1_000);
    payment.pay(ORDER);
    await settled();
    expect(sent.confirm.map(({ request }: { request: ConfirmRequest }) => request.expectedAmount)).toEqual([
      5_900,
    ]);
  });

  it('to what is known already is not read', async () => {
    payment.changed(1);
    await settled();
    expect(sent.read).toBe(0);
  });
});

describe('a read that fails while the form stands', () => {
  it('is repeated, as there was a reason for it', async () => {
    server.read = fails('connection_failed');
    payment.refresh();
    await settled();
    server.read = says(aSession({ version: 2, status: 'expired', intent: { status: 'expired' } }));
    await clock.advance(20_000);
    expect(state().name).toBe('expired');
  });
});

describe('another session', () => {
  it('takes the place of the present one while its form stands', async () => {
    let answer: (value: { value: ReturnType<typeof aSession> }) => void = () => {};
    const other = {
      ...calls,
      readSession: () => new Promise<never>((resolve) => (answer = resolve as never)),
    };
    payment.open(other);
    await settled();
    expect(state()).toMatchObject({ name: 'loading', before: { id: 'cs_test_1' } });
    payment.pay(ORDER);
    expect(sent.confirm).toEqual([]);
    answer({ value: aSession({ id: 'cs_test_2', amountTotal: 5_900 }) });
    await settled();
    expect(state()).toMatchObject({ name: 'ready', session: { id: 'cs_test_2' } });
    expect(payment.calls()).toBe(other);
  });

  it('is not taken while money may be moving', async () => {
    server.confirm = never;
    payment.pay(ORDER);
    payment.open({ ...calls });
    await settled();
    expect(state()).toMatchObject({ name: 'confirming', session: { id: 'cs_test_1' } });
  });
});
