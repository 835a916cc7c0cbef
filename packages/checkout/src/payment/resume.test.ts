// What a tab remembers of the bank's check, and where each step comes back to after a reload.

import { beforeEach, describe, expect, it } from 'vitest';
import {
  A_DECOUPLED,
  aChallenge,
  aDeclinedSession,
  aMethod,
  anActingSession,
  anApproval,
  aPaidSession,
} from '../api/a-session.ts';
import { settled } from '../fake-clock.ts';
import { BROWSER, fails, says } from './a-payment.ts';
import { aTab, id } from './a-tab.ts';

const BEGUN = aChallenge({ creq: null });

let tab: ReturnType<typeof aTab>;

beforeEach(() => {
  tab = aTab();
});

describe('after a reload', () => {
  it('begins the method step again, under the same key', async () => {
    await tab.payAndMeet(aMethod());
    await tab.reload();
    expect(tab.stepKind()).toBe('method');
    tab.server.authenticate = says(aPaidSession(4));
    tab.say('method_done');
    await settled();
    expect(tab.page.sent.actions.map(({ attemptId }) => attemptId)).toEqual(['attempt-1']);
    expect(tab.state().name).toBe('succeeded');
  });

  it.each(['Y', 'N'] as const)('repeats an authentication word for word after %s', async (completion) => {
    await tab.payAndMeet(aMethod());
    if (completion === 'Y') tab.say('method_done');
    else tab.page.payment.bridgeLost();
    tab.server.read = says(anActingSession(BEGUN, 3));
    tab.server.authenticate = says(anActingSession(aChallenge(), 3));
    await tab.reload();
    expect(tab.stepKind()).toBe('challenge');
    expect(tab.page.sent.actions).toEqual([
      { name: 'authenticate', request: { id, methodCompletion: completion }, attemptId: 'attempt-1' },
    ]);
  });

  it('goes on inside the checkout when the buyer had not left for the page of its own yet', async () => {
    const challenge = aChallenge({ redirectUrl: 'https://3ds.example/3ds/redirect/auth_1' });
    await tab.payAndMeet(aMethod());
    tab.server.authenticate = says(anActingSession(challenge, 3));
    tab.page.payment.bridgeLost();
    await settled();
    expect(tab.stepKind()).toBe('redirect');
    tab.server.read = says(anActingSession({ ...challenge, creq: null }, 3));
    await tab.reload();
    expect(tab.stepKind()).toBe('challenge');
  });

  it('never posts a CReq again, whatever the server answers', async () => {
    await tab.payAndMeet(aMethod());
    tab.server.authenticate = says(anActingSession(aChallenge(), 3));
    tab.say('method_done');
    await settled();
    expect(tab.stepKind()).toBe('challenge');
    tab.server.read = says(anActingSession(BEGUN, 3));
    await tab.reload();
    expect(tab.stepKind()).toBe('interrupted');
    expect(tab.page.sent.actions).toEqual([]);
    tab.server.read = says(aPaidSession(5));
    await tab.page.clock.advance(5_000);
    expect(tab.state().name).toBe('succeeded');
  });

  it.each([
    ['decoupled', A_DECOUPLED],
    ['interrupted', aChallenge()],
  ])('waits on: %s', async (kind, action) => {
    await tab.payAndMeet(action);
    await tab.reload();
    expect(tab.stepKind()).toBe(kind);
  });

  it('waits for a bank that is just being asked', async () => {
    await tab.payAndMeet(aMethod());
    tab.say('method_done');
    tab.server.read = says(anActingSession(null, 3));
    await tab.reload();
    expect(tab.state().name).toBe('checking');
    tab.server.read = says(anActingSession(BEGUN, 4));
    tab.server.authenticate = says(anActingSession(aChallenge(), 4));
    await tab.page.clock.advance(500);
    expect(tab.stepKind()).toBe('challenge');
  });

  it('opens an approval again, as often as the page is reloaded', async () => {
    await tab.payAndMeet(anApproval());
    expect(tab.stepKind()).toBe('approval');
    await tab.reload();
    await tab.reload();
    expect(tab.stepKind()).toBe('approval');
    expect(tab.page.sent.actions).toEqual([]);
  });

  it('does not open an approval that the buyer may just have come back from', async () => {
    await tab.payAndMeet(anApproval({ redirectUrl: 'https://3ds.example/3ds/redirect/auth_1' }));
    tab.page.payment.leave();
    await tab.reload();
    expect(tab.stepKind()).toBe('interrupted');
    tab.page.payment.restartAction();
    expect(tab.stepKind()).toBe('approval');
    expect(tab.page.sent.actions).toEqual([]);
  });

  it('does not open an approval that another tab has begun, until the buyer wants it', async () => {
    tab.server.read = says(anActingSession(anApproval()));
    await tab.open();
    expect(tab.stepKind()).toBe('interrupted');
    await tab.reload();
    expect(tab.stepKind()).toBe('interrupted');
    tab.page.payment.restartAction();
    expect(tab.stepKind()).toBe('approval');
    await tab.reload();
    expect(tab.stepKind()).toBe('approval');
  });

  it('only waits for what another tab is doing, and offers to start again', async () => {
    tab.server.read = says(anActingSession(aMethod()));
    await tab.open();
    expect(tab.stepKind()).toBe('interrupted');
    expect(tab.page.sent.actions).toEqual([]);
  });

  it('only waits where nothing could be stored', async () => {
    const broken = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    tab = aTab({ storage: { entries: new Map(), getItem: broken, setItem: broken, removeItem: broken } });
    await tab.payAndMeet(aMethod());
    expect(tab.stepKind()).toBe('method');
    await tab.reload();
    expect(tab.stepKind()).toBe('interrupted');
  });

  it.each(['{', 'null', '[]', '{"attemptId":1}', '{"attemptId":"a","id":"auth_1","step":"X"}', '"posted"'])(
    'takes %s in its storage for nothing',
    async (text) => {
      tab.storage.entries.set('xpay.cs_test_1', text);
      tab.server.read = says(anActingSession(aMethod()));
      await tab.open();
      expect(tab.stepKind()).toBe('interrupted');
    },
  );
});

describe('what a page remembers', () => {
  it('is the attempt, the action and how far it went, before the CReq is shown to anybody', async () => {
    const seen: string[][] = [];
    tab.page.payment.state.subscribe(() => seen.push([tab.stepKind(), ...tab.storage.entries.values()]));
    await tab.payAndMeet(aMethod());
    tab.server.authenticate = says(anActingSession(aChallenge(), 3));
    tab.say('method_done');
    await settled();
    const memory = (step: string) => JSON.stringify({ attemptId: 'attempt-1', id, step });
    expect(seen.slice(-3)).toEqual([
      ['method', memory('begun')],
      ['authenticating', memory('Y')],
      ['challenge', memory('posted')],
    ]);
    expect([...tab.storage.entries.keys()]).toEqual(['xpay.cs_test_1']);
  });

  it('tells, once, what became of an attempt that ended elsewhere', async () => {
    await tab.payAndMeet(aChallenge());
    tab.server.read = says(aDeclinedSession(4));
    await tab.reload();
    const problem = { kind: 'declined', declineCode: 'insufficient_funds' };
    expect(tab.state()).toMatchObject({ name: 'ready', problem });
    await tab.reload();
    expect(tab.state()).toMatchObject({ name: 'ready', problem: null });
  });

  it('is nothing once the attempt is over', async () => {
    await tab.payAndMeet(aChallenge());
    expect(tab.storage.entries.size).toBe(1);
    tab.server.read = says(aDeclinedSession(4));
    tab.say('look_again');
    await settled();
    expect(tab.storage.entries.size).toBe(0);
  });
});

describe('starting again', () => {
  beforeEach(async () => {
    await tab.payAndMeet(aChallenge());
    await tab.reload();
  });

  it('makes a new attempt for the same card, and goes on with its action', async () => {
    tab.server.restartAction = says(anActingSession(aMethod({ id: 'auth_2' }), 5));
    tab.page.payment.restartAction();
    await settled();
    const [restart] = tab.page.sent.actions;
    expect(restart).toMatchObject({ name: 'restartAction', request: { id, browser: BROWSER } });
    expect(restart?.attemptId).not.toBe('attempt-1');
    expect(tab.state()).toMatchObject({ step: { kind: 'method', action: { id: 'auth_2' } } });
    tab.server.authenticate = says(aPaidSession(6));
    tab.say('method_done', 'auth_2');
    await settled();
    expect(tab.page.sent.actions[1]).toMatchObject({ attemptId: restart?.attemptId });
    expect(tab.state().name).toBe('succeeded');
  });

  it('is repeated with its key when its answer is lost, since only that holds the CReq', async () => {
    tab.server.restartAction = fails('connection_failed');
    tab.page.payment.restartAction();
    await settled();
    tab.server.read = says(anActingSession(aChallenge({ id: 'auth_2', creq: null }), 5));
    tab.server.restartAction = says(anActingSession(aChallenge({ id: 'auth_2' }), 5));
    await tab.page.clock.advance(500);
    expect(tab.state()).toMatchObject({ step: { kind: 'challenge', action: { id: 'auth_2' } } });
    expect(tab.page.sent.actions[1]).toEqual(tab.page.sent.actions[0]);
  });

  it('means nothing anywhere else', async () => {
    tab.server.read = says(aPaidSession(5));
    await tab.page.clock.advance(5_000);
    tab.page.payment.restartAction();
    expect(tab.page.sent.actions).toEqual([]);
  });
});
