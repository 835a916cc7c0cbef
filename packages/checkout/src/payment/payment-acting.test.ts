// The payment while the bank checks, with a fake server and a fake clock.

import { beforeEach, describe, expect, it } from 'vitest';
import {
  A_DECOUPLED,
  aChallenge,
  aMethod,
  anActingSession,
  aPaidSession,
  aSession,
} from '../api/a-session.ts';
import { settled } from '../fake-clock.ts';
import { fails, never, ORDER, says } from './a-payment.ts';
import { aTab, id } from './a-tab.ts';

const REDIRECT_URL = 'https://3ds.example/3ds/redirect/auth_1';
const BEGUN = aChallenge({ creq: null });

/** A declined session as the bank's own check leaves it. */
const refusedAs = (declineCode: 'authentication_failed' | 'authentication_canceled') =>
  aSession({ version: 4, intent: { status: 'failed', lastError: { declineCode } } });

let tab: ReturnType<typeof aTab>;

beforeEach(() => {
  tab = aTab();
});

describe('the method step', () => {
  beforeEach(async () => {
    await tab.payAndMeet(aMethod());
    tab.server.authenticate = says(aPaidSession(4));
  });

  it('is over when the bank has answered: the server asks on, under the key of the attempt', async () => {
    expect(tab.stepKind()).toBe('method');
    tab.say('method_done');
    await settled();
    expect(tab.state().name).toBe('succeeded');
    expect(tab.page.sent.actions).toEqual([
      { name: 'authenticate', request: { id, methodCompletion: 'Y' }, attemptId: 'attempt-1' },
    ]);
    expect(tab.page.sent.confirm).toHaveLength(1);
  });

  it('is given up ten seconds after the bank was asked, and what comes later changes nothing', async () => {
    tab.server.authenticate = says(anActingSession(aChallenge(), 3));
    await tab.page.clock.advance(1_500);
    tab.page.payment.bankAsked(id);
    await tab.page.clock.advance(9_999);
    expect(tab.stepKind()).toBe('method');
    await tab.page.clock.advance(1);
    expect(tab.stepKind()).toBe('challenge');
    tab.say('method_done');
    await settled();
    expect(tab.page.sent.actions.map(({ request }) => request)).toEqual([{ id, methodCompletion: 'N' }]);
    expect(tab.stepKind()).toBe('challenge');
  });

  it('is given up ten seconds after it began when the bank cannot even be asked', async () => {
    await tab.page.clock.advance(10_000);
    expect(tab.page.sent.actions.map(({ request }) => request)).toEqual([{ id, methodCompletion: 'N' }]);
  });

  it.each([
    ['the bridge is lost', () => tab.page.payment.bridgeLost()],
    ["the bank's address is refused", () => tab.say('refused')],
  ])('is given up at once when %s', async (_, happen) => {
    happen();
    await settled();
    expect(tab.page.sent.actions.map(({ request }) => request)).toEqual([{ id, methodCompletion: 'N' }]);
  });

  it('takes no word about another verification', async () => {
    tab.say('method_done', 'auth_2');
    tab.say('look_again', 'auth_2');
    await settled();
    expect(tab.stepKind()).toBe('method');
    expect(tab.page.sent).toMatchObject({ read: 0, actions: [] });
  });
});

describe('the authentication', () => {
  beforeEach(async () => {
    await tab.payAndMeet(aMethod());
  });

  it('is sent again with the same key when its answer is lost, and goes on with that answer', async () => {
    tab.server.authenticate = fails('connection_failed');
    tab.server.read = says(anActingSession(BEGUN, 3));
    tab.say('method_done');
    await settled();
    expect(tab.stepKind()).toBe('authenticating');
    tab.server.authenticate = says(anActingSession(aChallenge(), 3));
    await tab.page.clock.advance(500);
    expect(tab.state()).toMatchObject({ step: { kind: 'challenge', action: { creq: 'eyJ9' } } });
    expect(tab.page.sent.actions).toHaveLength(2);
    expect(tab.page.sent.actions[1]).toEqual(tab.page.sent.actions[0]);
  });

  it('learns by reading what became of a payment whose answer was lost', async () => {
    tab.server.authenticate = fails('connection_failed');
    tab.server.read = says(aPaidSession(4));
    tab.say('method_done');
    await tab.page.clock.advance(500);
    expect(tab.state().name).toBe('succeeded');
    expect(tab.page.sent.actions).toHaveLength(1);
  });

  it('waits while the server is asking the bank', async () => {
    tab.server.authenticate = fails('idempotency_in_progress');
    tab.server.read = says(anActingSession(null, 3));
    tab.say('method_done');
    await tab.page.clock.advance(10_000);
    expect(tab.stepKind()).toBe('authenticating');
    expect(tab.page.sent.actions).toHaveLength(1);
  });

  it('is sent three times at most; then the buyer is asked whether to start again', async () => {
    tab.server.authenticate = fails('api_error');
    tab.say('method_done');
    await tab.page.clock.advance(60_000);
    expect(tab.page.sent.actions).toHaveLength(3);
    expect(tab.stepKind()).toBe('interrupted');
  });

  it('is sent when the device is online again', async () => {
    tab.page.presence.set({ online: false });
    tab.say('method_done');
    await tab.page.clock.advance(60_000);
    expect(tab.page.sent).toMatchObject({ actions: [], read: 0 });
    tab.server.authenticate = says(aPaidSession(4));
    tab.page.presence.set({ online: true });
    await settled();
    expect(tab.state().name).toBe('succeeded');
  });
});

describe('the challenge', () => {
  beforeEach(() => tab.payAndMeet(aChallenge({ redirectUrl: REDIRECT_URL })));

  it('is over when the server says so, which is asked at once when the bank has come back', async () => {
    tab.server.read = says(aPaidSession(4));
    await tab.page.clock.advance(1_000);
    tab.say('look_again');
    await settled();
    expect(tab.state().name).toBe('succeeded');
    expect(tab.page.sent.confirm).toHaveLength(1);
  });

  it('is over on time though the bank never comes back', async () => {
    await tab.page.clock.advance(4_999);
    expect(tab.page.sent.read).toBe(0);
    await tab.page.clock.advance(1);
    expect(tab.page.sent.read).toBe(1);
    tab.server.read = says(aPaidSession(4));
    await tab.page.clock.advance(5_000);
    expect(tab.state().name).toBe('succeeded');
  });

  it('is asked for quickly when the bank comes back before its result, and twice does no harm', async () => {
    tab.say('look_again');
    tab.say('look_again');
    await settled();
    expect(tab.page.sent.read).toBe(1);
    await tab.page.clock.advance(1_500);
    expect(tab.page.sent.read).toBe(3);
    tab.server.read = says(aPaidSession(4));
    await tab.page.clock.advance(2_000);
    expect(tab.state().name).toBe('succeeded');
    expect(tab.page.sent.confirm).toHaveLength(1);
  });

  it('comes back to the form when the bank refuses', async () => {
    tab.server.read = says(refusedAs('authentication_failed'));
    tab.say('look_again');
    await settled();
    expect(tab.state()).toMatchObject({ name: 'ready', problem: { declineCode: 'authentication_failed' } });
    tab.server.confirm = says(aPaidSession(6));
    tab.page.payment.pay(ORDER);
    await settled();
    expect(tab.page.sent.confirm.map(({ attemptId }) => attemptId)).toHaveLength(2);
    expect(tab.page.sent.confirm[1]?.attemptId).not.toBe(tab.page.sent.confirm[0]?.attemptId);
  });

  it('is silent while the page is hidden, and asks at once when it is shown', async () => {
    tab.page.presence.set({ hidden: true });
    await tab.page.clock.advance(60_000);
    expect(tab.page.sent.read).toBe(0);
    tab.server.read = says(aPaidSession(4));
    tab.page.presence.set({ hidden: false });
    await settled();
    expect(tab.state().name).toBe('succeeded');
  });

  it('offers the page of its own after ten seconds without a sign of life, until there is one', async () => {
    tab.page.payment.bankAsked(id);
    await tab.page.clock.advance(9_999);
    expect(tab.state()).toMatchObject({ step: { isSilent: false } });
    await tab.page.clock.advance(1);
    expect(tab.state()).toMatchObject({ step: { isSilent: true } });
    tab.say('bank_shown');
    expect(tab.state()).toMatchObject({ step: { isSilent: false } });
  });

  it('offers it too when a page has stood there for long: it may be blank', async () => {
    tab.page.payment.bankAsked(id);
    tab.say('bank_shown');
    await tab.page.clock.advance(44_999);
    expect(tab.state()).toMatchObject({ step: { isSilent: false } });
    await tab.page.clock.advance(1);
    expect(tab.state()).toMatchObject({ step: { isSilent: true } });
  });

  it('goes to the page of its own when the bridge is lost, and leaves when the buyer wants to', async () => {
    tab.page.payment.bridgeLost();
    expect(tab.stepKind()).toBe('redirect');
    tab.page.payment.leave();
    expect(tab.page.sent.left).toEqual([REDIRECT_URL]);
  });

  it("follows another page's new check and does not begin it a second time", async () => {
    tab.server.read = says(anActingSession(aMethod({ id: 'auth_2' }), 5));
    await tab.page.clock.advance(5_000);
    expect(tab.state()).toMatchObject({ step: { kind: 'interrupted', action: { id: 'auth_2' } } });
    tab.say('look_again', 'auth_1');
    await settled();
    expect(tab.page.sent.read).toBe(1);
  });
});

describe('canceling', () => {
  it('ends the check and comes back to the form', async () => {
    await tab.payAndMeet(aChallenge());
    tab.server.cancelAction = says(refusedAs('authentication_canceled'));
    tab.page.payment.cancelAction();
    tab.page.payment.cancelAction();
    expect(tab.stepKind()).toBe('canceling');
    await settled();
    expect(tab.state()).toMatchObject({ name: 'ready', problem: { declineCode: 'authentication_canceled' } });
    expect(tab.page.sent.actions).toEqual([
      { name: 'cancelAction', request: { id }, attemptId: 'attempt-1' },
    ]);
  });

  it('shows what the bank decided in the meantime', async () => {
    await tab.payAndMeet(aChallenge());
    tab.server.cancelAction = says(aPaidSession(4));
    tab.page.payment.cancelAction();
    await settled();
    expect(tab.state().name).toBe('succeeded');
  });

  it('is sent again when nobody knows whether it arrived', async () => {
    await tab.payAndMeet(aChallenge());
    tab.server.cancelAction = fails('connection_failed');
    tab.page.payment.cancelAction();
    await settled();
    tab.server.cancelAction = says(refusedAs('authentication_canceled'));
    await tab.page.clock.advance(500);
    expect(tab.state().name).toBe('ready');
    expect(tab.page.sent.actions).toHaveLength(2);
  });

  it('leaves nothing that a late answer could bring back', async () => {
    await tab.payAndMeet(aMethod());
    let answerLate = () => {};
    tab.server.authenticate = () =>
      new Promise((resolve) => {
        answerLate = () => resolve({ value: anActingSession(aChallenge(), 3) });
      });
    tab.say('method_done');
    tab.server.cancelAction = says(refusedAs('authentication_canceled'));
    tab.page.payment.cancelAction();
    await settled();
    expect(tab.state().name).toBe('ready');
    tab.server.confirm = never;
    tab.page.payment.pay(ORDER);
    answerLate();
    await settled();
    expect(tab.state().name).toBe('confirming');
  });
});

describe('a check in the bank’s app', () => {
  it('is waited for, and asked for at once when the buyer comes back', async () => {
    await tab.payAndMeet(A_DECOUPLED);
    expect(tab.stepKind()).toBe('decoupled');
    tab.page.presence.set({ hidden: true });
    await tab.page.clock.advance(3_000);
    tab.server.read = says(aPaidSession(4));
    tab.page.presence.set({ hidden: false });
    await settled();
    expect(tab.state().name).toBe('succeeded');
  });
});

describe('a lost answer to the confirm that began a challenge', () => {
  it('is asked for again with the same key, since only it holds what the bank needs', async () => {
    await tab.open();
    tab.server.confirm = fails('connection_failed');
    tab.server.read = says(anActingSession(BEGUN));
    tab.page.payment.pay(ORDER);
    await settled();
    tab.server.confirm = says(anActingSession(aChallenge()));
    await tab.page.clock.advance(500);
    expect(tab.stepKind()).toBe('challenge');
    expect(tab.page.sent.confirm).toHaveLength(2);
    expect(tab.page.sent.confirm[1]).toEqual(tab.page.sent.confirm[0]);
  });
});

describe('where no bank’s page can be nested', () => {
  beforeEach(() => {
    tab = aTab({ canNest: false });
  });

  it('skips the look at the browser, and leaves for the bank’s own page when the buyer wants to', async () => {
    tab.server.authenticate = says(anActingSession(aChallenge({ redirectUrl: REDIRECT_URL }), 3));
    await tab.payAndMeet(aMethod());
    expect(tab.page.sent.actions.map(({ request }) => request)).toEqual([{ id, methodCompletion: 'N' }]);
    expect(tab.stepKind()).toBe('redirect');
    expect(tab.page.sent.left).toEqual([]);
    tab.page.payment.leave();
    expect(tab.page.sent.left).toEqual([REDIRECT_URL]);
  });

  it('only waits when the buyer comes back with the check undone', async () => {
    await tab.payAndMeet(aChallenge({ redirectUrl: REDIRECT_URL }));
    tab.page.payment.leave();
    tab.server.read = says(anActingSession(aChallenge({ redirectUrl: REDIRECT_URL, creq: null }), 2));
    await tab.reload();
    expect(tab.stepKind()).toBe('interrupted');
  });
});

describe('a page that was made for one action', () => {
  it('runs an action that another page began', async () => {
    tab.server.read = says(anActingSession(aMethod()));
    tab.page.payment.takeOver(tab.page.calls);
    await settled();
    expect(tab.stepKind()).toBe('method');
    tab.server.authenticate = says(aPaidSession(4));
    tab.say('method_done');
    await settled();
    expect(tab.state().name).toBe('succeeded');
    expect(tab.page.sent.confirm).toEqual([]);
  });
});
