// A check by the bank whose code is late, or does not come: nothing is lost, and nothing is said that nobody knows.

import type { NextAction } from '@xpay/protocol/next-action';
import { beforeEach, describe, expect, it } from 'vitest';
import { aChallenge, aDeclinedSession, aMethod, anActingSession, aPaidSession } from '../api/a-session.ts';
import { settled } from '../fake-clock.ts';
import { BANK, type BankCode } from '../threeds/bank.ts';
import { never, ORDER, says } from './a-payment.ts';
import { aTab } from './a-tab.ts';

const lost = () => Promise.reject<BankCode>(new TypeError('Failed to fetch'));

let tab: ReturnType<typeof aTab>;
let loads: number;

/** From now on the code comes like this. */
function serve(bank: () => Promise<BankCode>): void {
  tab.server.bank = () => {
    loads += 1;
    return bank();
  };
}

beforeEach(() => {
  tab = aTab();
  loads = 0;
});

/** Presses Pay; the bank wants this, and a read shows it without its CReq. */
async function payAndMeet(action: NextAction = aChallenge()): Promise<void> {
  tab.server.confirm = says(anActingSession(action));
  tab.server.read = says(anActingSession(aChallenge({ creq: null })));
  tab.page.payment.pay(ORDER);
  await settled();
}

describe('the code for a check', () => {
  it('is asked for when Pay is pressed, and not before', async () => {
    serve(async () => BANK);
    tab.server.confirm = never;
    await tab.open();
    expect(loads).toBe(0);
    tab.page.payment.pay(ORDER);
    expect(loads).toBe(1);
  });

  it('is asked for once, and kept', async () => {
    serve(async () => BANK);
    await tab.open();
    await payAndMeet();
    expect([tab.stepKind(), loads]).toEqual(['challenge', 1]);
  });

  it('is asked for by a page that was made for one action, beside its session', () => {
    serve(never);
    tab.server.read = never;
    tab.page.payment.takeOver(tab.page.calls);
    expect(loads).toBe(1);
  });

  it('is waited for with the busy button, and the check begins where it would have', async () => {
    let come = (_: BankCode) => {};
    serve(() => new Promise((resolve) => (come = resolve)));
    await tab.open();
    await payAndMeet();
    expect(tab.state().name).toBe('confirming');
    await tab.page.clock.advance(9_000);
    expect(tab.state().name).toBe('confirming');
    come(BANK);
    await settled();
    expect(tab.stepKind()).toBe('challenge');
    expect(tab.page.sent.confirm).toHaveLength(1);
  });

  it('is not needed where the bank asks for nothing', async () => {
    serve(lost);
    await tab.open();
    tab.server.confirm = says(aPaidSession());
    tab.page.payment.pay(ORDER);
    await settled();
    expect(tab.state().name).toBe('succeeded');
  });
});

describe.each<[string, () => Promise<BankCode>]>([
  ['cannot be had', lost],
  ['does not come in time', never],
])('code that %s', (_, bank) => {
  beforeEach(async () => {
    serve(bank);
    await tab.open();
    await payAndMeet();
    await tab.page.clock.advance(10_000);
  });

  it('leaves the payment unclear, never failed', () => {
    expect(tab.state()).toMatchObject({ name: 'checking', attemptId: 'attempt-1' });
  });

  it('does not keep the buyer from what the server says', async () => {
    tab.server.read = says(aDeclinedSession(3));
    await tab.page.clock.advance(30_000);
    expect(tab.state()).toMatchObject({ name: 'ready', problem: { kind: 'declined' } });
  });

  it('ends with words, not with a charge, when it stays so', async () => {
    await tab.page.clock.advance(150_000);
    expect(tab.state()).toMatchObject({ name: 'checking', gaveUp: true });
    expect(tab.page.sent.confirm).toHaveLength(1);
  });
});

describe('code that comes at a later try', () => {
  beforeEach(async () => {
    serve(lost);
    await tab.open();
  });

  it('asks for the lost answer with the same key, and opens the challenge that it holds', async () => {
    await payAndMeet();
    expect([tab.state().name, loads]).toEqual(['checking', 2]);
    serve(async () => BANK);
    await tab.page.clock.advance(500);
    expect(tab.stepKind()).toBe('challenge');
    expect(tab.page.sent.confirm[1]).toEqual(tab.page.sent.confirm[0]);
    expect(tab.page.sent.confirm).toHaveLength(2);
  });

  it('begins the look at the browser of this page’s own attempt', async () => {
    await payAndMeet(aMethod());
    tab.server.read = says(anActingSession(aMethod()));
    serve(async () => BANK);
    await tab.page.clock.advance(500);
    expect(tab.state()).toMatchObject({ attemptId: 'attempt-1', step: { kind: 'method' } });
    expect(tab.page.sent.confirm).toHaveLength(1);
  });

  it('comes when the buyer asks again, after giving up', async () => {
    await payAndMeet();
    await tab.page.clock.advance(150_000);
    serve(async () => BANK);
    tab.page.payment.checkAgain();
    await settled();
    expect(tab.state().name).toBe('acting');
  });
});

describe('a reload in the middle of a check', () => {
  it('waits for the code before anything is shown', async () => {
    await tab.open();
    await payAndMeet(aMethod());
    expect(tab.stepKind()).toBe('method');
    tab.server.read = says(anActingSession(aMethod()));
    let come = (_: BankCode) => {};
    tab.server.bank = () => new Promise((resolve) => (come = resolve));
    await tab.reload();
    expect(tab.state().name).toBe('loading');
    come(BANK);
    await settled();
    expect(tab.stepKind()).toBe('method');
  });

  it('that cannot have it waits and asks, and remembers how far it had gone', async () => {
    await tab.open();
    await payAndMeet();
    tab.server.bank = lost;
    await tab.reload();
    expect(tab.state().name).toBe('checking');
    tab.server.bank = async () => BANK;
    await tab.page.clock.advance(500);
    expect(tab.stepKind()).toBe('interrupted');
  });
});
