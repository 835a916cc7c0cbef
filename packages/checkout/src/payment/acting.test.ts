// Every step of an action against every event, and how an action is begun by what this page can do and has done.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { A_DECOUPLED, aChallenge, anActingSession, anApproval, aSession } from '../api/a-session.ts';
import { begin } from './action.ts';
import { describeState, describeStep, step } from './described.ts';
import {
  APPROVAL,
  AUTHENTICATE,
  CANCEL,
  CHALLENGE,
  EVENT_NAMES,
  EVENTS,
  type EventName,
  METHOD,
  newsOf,
  RESTART,
} from './every-event.ts';
import type { Acting, ActingStep, Effect, Event, Pending, State, Step } from './state.ts';

const acting = (present: ActingStep): Acting => ({
  name: 'acting',
  session: anActingSession('action' in present ? present.action : METHOD, 5),
  attemptId: 'a',
  step: present,
  looks: 0,
  hurry: 0,
  canNest: true,
});
const challenge = { kind: 'challenge', action: CHALLENGE, isSilent: false } as const;
const approval = { kind: 'approval', action: APPROVAL, isSilent: false } as const;
const AWAY = { ...APPROVAL, redirectUrl: CHALLENGE.redirectUrl };
const redirect = { kind: 'redirect', action: CHALLENGE, hasLeft: false } as const;

const STATES = {
  method: acting({ kind: 'method', action: METHOD }),
  authenticating: acting({ kind: 'authenticating', request: AUTHENTICATE, sends: 1 }),
  authenticatingSpent: acting({ kind: 'authenticating', request: AUTHENTICATE, sends: 3 }),
  restarting: acting({ kind: 'authenticating', request: RESTART, sends: 1 }),
  challenge: acting(challenge),
  challengeSilent: acting({ ...challenge, isSilent: true }),
  challengeBound: acting({ ...challenge, action: { ...CHALLENGE, redirectUrl: null } }),
  redirect: acting(redirect),
  redirectLeft: acting({ ...redirect, hasLeft: true }),
  approval: acting(approval),
  approvalSilent: acting({ ...approval, isSilent: true }),
  approvalBound: acting({ ...approval, action: anApproval() }),
  approvalRedirect: acting({ ...redirect, action: AWAY }),
  approvalRedirectLeft: acting({ ...redirect, action: AWAY, hasLeft: true }),
  approvalInterrupted: acting({ kind: 'interrupted', action: APPROVAL }),
  /** The bridge was lost before, and there is another way. */
  approvalUnnested: { ...acting({ kind: 'interrupted', action: APPROVAL }), canNest: false },
  /** The same without another way: nesting is tried once more. */
  approvalStuck: { ...acting({ kind: 'interrupted', action: anApproval() }), canNest: false },
  decoupled: acting({ kind: 'decoupled', action: A_DECOUPLED }),
  interrupted: acting({ kind: 'interrupted', action: CHALLENGE }),
  interruptedMethod: acting({ kind: 'interrupted', action: METHOD }),
  canceling: acting({ kind: 'canceling', request: CANCEL, sends: 1 }),
  cancelingSpent: acting({ kind: 'canceling', request: CANCEL, sends: 3 }),
} as const satisfies Record<string, Acting>;

type StateName = keyof typeof STATES;
type Steps = Partial<Record<EventName, string>>;

/** The server has the last word, in every step. */
const ENDS: Steps = {
  saidSame: 'ready > watch_expiry',
  saidNewer: 'ready > watch_expiry',
  saidPaid: 'succeeded',
  saidCaptured: 'succeeded',
  saidProcessing: 'processing > again',
  saidActing: 'checking > again be_patient',
  saidDeclined: 'ready insufficient_funds > watch_expiry',
  saidDeclinedBefore: 'ready insufficient_funds > watch_expiry',
  saidExpired: 'expired',
  saidCanceled: 'canceled',
  saidOther: 'interrupted > again',
};

/** What is waited for with the bank, or anywhere else: the server is asked in between. */
function waitingIn(name: string): Steps {
  return {
    ...ENDS,
    saidOlder: `${name} > again`,
    saidMethod: 'interrupted > again',
    saidChallenge: `${name} > again`,
    saidDecoupled: 'decoupled > again',
    saidApproval: 'interrupted > again',
    readFailed: `${name} > again`,
    readRefused: `${name} > again`,
    refresh: `${name} > look`,
    lookAgain: `${name} > look`,
    cancelAction: 'canceling > cancel:a',
  };
}

/** A request is out; while none is answered, it is repeated. */
function askingIn(name: string, request: string): Steps {
  const again = `${name} > ${request}:a`;
  return {
    ...waitingIn(name),
    saidActing: `${name} > again`,
    saidMethod: again,
    saidChallenge: again,
    saidDecoupled: again,
    saidApproval: again,
  };
}

/** It was repeated often enough: what the server shows is waited for. */
const SPENT: Steps = {
  saidMethod: 'interrupted > again',
  saidChallenge: 'interrupted > again',
  saidDecoupled: 'decoupled > again',
  saidApproval: 'interrupted > again',
};

const ANSWERED: Steps = {
  authenticated: 'challenge > again wait_for_bank',
  authenticatedPaid: 'succeeded',
  authenticatedDecoupled: 'decoupled > again',
  authenticatedNothing: 'authenticating Y > again',
  authenticatedOlder: 'authenticating Y > again',
  authenticateUnanswered: 'authenticating Y > again',
};

const CHALLENGE_STEPS: Steps = {
  bankAsked: 'challenge > wait_for_bank',
  bankShown: 'challenge > wait_for_bank',
  bankSilent: 'challenge silent',
  bankRefused: 'interrupted > again',
  bridgeLost: 'redirect > again',
  leave: 'redirect left > leave',
};

/** While a wallet's page is open, or could be: that one is the present action, and a challenge would be another. */
function approvingIn(name: string): Steps {
  return { ...waitingIn(name), saidChallenge: 'interrupted > again', saidApproval: `${name} > again` };
}

const APPROVAL_STEPS: Steps = {
  bankAsked: 'approval > wait_for_bank',
  bankShown: 'approval > wait_for_bank',
  bankSilent: 'approval silent',
  bankRefused: 'interrupted > again',
  bridgeLost: 'redirect > again',
  leave: 'redirect left > leave',
};

/** What each event does, `step > effects`; what is not listed changes nothing. */
const TABLE: Record<StateName, Steps> = {
  method: {
    ...ENDS,
    saidMethod: 'method',
    saidChallenge: 'interrupted > again',
    saidDecoupled: 'decoupled > again',
    saidApproval: 'interrupted > again',
    refresh: 'method > look',
    lookAgain: 'method > look',
    cancelAction: 'canceling > cancel:a',
    bankAsked: 'method > wait_for_bank',
    methodDone: 'authenticating Y > authenticate:a',
    bankRefused: 'authenticating N > authenticate:a',
    bankSilent: 'authenticating N > authenticate:a',
    bridgeLost: 'authenticating N > authenticate:a',
  },
  authenticating: {
    ...askingIn('authenticating Y', 'authenticate'),
    ...ANSWERED,
    bridgeLost: 'authenticating Y',
  },
  authenticatingSpent: {
    ...askingIn('authenticating Y', 'authenticate'),
    ...ANSWERED,
    ...SPENT,
    bridgeLost: 'authenticating Y',
  },
  restarting: {
    ...askingIn('restarting', 'restart'),
    saidOther: 'restarting > restart:a',
    restarted: 'method > wait_for_bank',
    restartUnanswered: 'restarting > again',
    bridgeLost: 'restarting',
  },
  challenge: { ...waitingIn('challenge'), ...CHALLENGE_STEPS },
  challengeSilent: {
    ...waitingIn('challenge silent'),
    ...CHALLENGE_STEPS,
    bankAsked: 'challenge silent > wait_for_bank',
  },
  challengeBound: {
    ...waitingIn('challenge'),
    ...CHALLENGE_STEPS,
    bridgeLost: 'interrupted > again',
    leave: 'challenge',
  },
  redirect: { ...waitingIn('redirect'), leave: 'redirect left > leave', bridgeLost: 'redirect' },
  redirectLeft: {
    ...waitingIn('redirect left'),
    refresh: 'interrupted > look',
    leave: 'redirect left > leave',
    bridgeLost: 'redirect left',
  },
  approval: { ...approvingIn('approval'), ...APPROVAL_STEPS },
  approvalSilent: {
    ...approvingIn('approval silent'),
    ...APPROVAL_STEPS,
    bankAsked: 'approval silent > wait_for_bank',
  },
  approvalBound: {
    ...approvingIn('approval'),
    ...APPROVAL_STEPS,
    bridgeLost: 'interrupted > again',
    leave: 'approval',
  },
  approvalRedirect: {
    ...approvingIn('redirect'),
    leave: 'redirect left > leave',
    bridgeLost: 'redirect',
  },
  approvalRedirectLeft: {
    ...approvingIn('redirect left'),
    refresh: 'interrupted > look',
    leave: 'redirect left > leave',
    bridgeLost: 'redirect left',
  },
  approvalInterrupted: {
    ...approvingIn('interrupted'),
    restartAction: 'approval > again wait_for_bank',
    bridgeLost: 'interrupted',
  },
  approvalUnnested: {
    ...approvingIn('interrupted'),
    restartAction: 'redirect > again',
    bridgeLost: 'interrupted',
  },
  approvalStuck: {
    ...approvingIn('interrupted'),
    restartAction: 'approval > again wait_for_bank',
    bridgeLost: 'interrupted',
  },
  decoupled: {
    ...waitingIn('decoupled'),
    saidChallenge: 'interrupted > again',
    bridgeLost: 'decoupled',
  },
  interrupted: {
    ...waitingIn('interrupted'),
    restartAction: 'restarting > restart:c',
    bridgeLost: 'interrupted',
  },
  interruptedMethod: {
    ...waitingIn('interrupted'),
    restartAction: 'restarting > restart:c',
    bridgeLost: 'interrupted',
  },
  canceling: {
    ...askingIn('canceling', 'cancel'),
    cancelAction: 'canceling',
    canceledByBuyer: 'ready insufficient_funds > watch_expiry',
    canceledTooLate: 'succeeded',
    cancelUnanswered: 'canceling > again',
    bridgeLost: 'canceling',
  },
  cancelingSpent: {
    ...askingIn('canceling', 'cancel'),
    ...SPENT,
    cancelAction: 'canceling',
    canceledByBuyer: 'ready insufficient_funds > watch_expiry',
    canceledTooLate: 'succeeded',
    cancelUnanswered: 'canceling > again',
    bridgeLost: 'canceling',
  },
};

const CASES = (Object.keys(STATES) as StateName[]).flatMap((state) =>
  EVENT_NAMES.map((event) => {
    // Whatever the step: that there is something new is a reason to read, and none to do anything else.
    const hinted = event === 'hinted' ? `${describeState(STATES[state])} > look` : undefined;
    return { state, event, expected: hinted ?? TABLE[state][event] };
  }),
);

describe('every step × event', () => {
  it.each(CASES)('$state × $event → $expected', ({ state, event, expected }) => {
    if (expected === undefined) expect(step(STATES[state], EVENTS[event])).toEqual([STATES[state]]);
    else expect(describeStep(STATES[state], EVENTS[event])).toBe(expected);
  });
});

describe('an action that is found', () => {
  const found = (action: Pending['action'], known: Partial<Pending>) =>
    describeBegun(begin(aSession(), { ...pendingOf(action), ...known }));
  const begun = aChallenge({ creq: null });
  const away = aChallenge({ creq: null, redirectUrl: CHALLENGE.redirectUrl });

  it.each([
    [METHOD, { progress: 'elsewhere' }, 'interrupted'],
    [METHOD, { progress: 'begun' }, 'method'],
    [METHOD, { progress: 'begun', canNest: false }, 'authenticating N'],
    [METHOD, { progress: 'Y' }, 'authenticating Y'],
    [METHOD, { progress: 'N' }, 'authenticating N'],
    [METHOD, { progress: 'posted' }, 'interrupted'],
    [begun, { progress: 'elsewhere' }, 'interrupted'],
    [begun, { progress: 'begun' }, 'interrupted'],
    [begun, { progress: 'Y' }, 'authenticating Y'],
    [begun, { progress: 'posted' }, 'interrupted'],
    [begun, { progress: 'begun', canNest: false }, 'interrupted'],
    [away, { progress: 'begun', canNest: false }, 'redirect'],
    [away, { progress: 'elsewhere', canNest: false }, 'redirect'],
    [away, { progress: 'posted', canNest: false }, 'interrupted'],
    [aChallenge(), { progress: 'begun' }, 'challenge'],
    [aChallenge(), { progress: 'posted' }, 'interrupted'],
    [aChallenge(), { progress: 'begun', canNest: false }, 'interrupted'],
    [APPROVAL, { progress: 'elsewhere' }, 'interrupted'],
    [APPROVAL, { progress: 'begun' }, 'approval'],
    [APPROVAL, { progress: 'posted' }, 'interrupted'],
    [APPROVAL, { progress: 'begun', canNest: false }, 'redirect'],
    [anApproval(), { progress: 'begun', canNest: false }, 'interrupted'],
    [A_DECOUPLED, { progress: 'elsewhere' }, 'decoupled'],
    [A_DECOUPLED, { progress: 'posted', canNest: false }, 'decoupled'],
  ] as const)('%j known as %j is %s', (action, known, expected) => {
    expect(found(action, known)).toBe(expected);
  });

  it('is spoken of under the attempt that led to it, else under the remembered one', () => {
    const pending = { ...pendingOf(METHOD), progress: 'begun' } as const;
    expect(begin(aSession(), pending)[0]).toMatchObject({ attemptId: 'r' });
    expect(begin(aSession(), pending, 'own')[0]).toMatchObject({ attemptId: 'own' });
  });
});

describe('the details of a step', () => {
  it('asks after five seconds, then at random up to fifteen', () => {
    expect(pausesOf(EVENTS.authenticated, ...Array<Event>(4).fill(EVENTS.saidChallenge))).toEqual([
      [5_000, 0],
      [0, 5_000],
      [0, 10_000],
      [0, 15_000],
      [0, 15_000],
    ]);
  });

  it('hurries for four looks when the bank has come back', () => {
    const looks = Array<Event>(5).fill(EVENTS.saidChallenge);
    expect(pausesOf(EVENTS.authenticated, EVENTS.lookAgain, ...looks).slice(1)).toEqual([
      [0, 500],
      [0, 1_000],
      [0, 2_000],
      [0, 4_000],
      [0, 5_000],
    ]);
  });

  it('keeps the CReq that it was given when a read shows none', () => {
    expect(step(STATES.challenge, EVENTS.saidChallenge)[0]).toMatchObject({
      session: { version: 6 },
      step: { kind: 'challenge', action: { creq: CHALLENGE.creq } },
    });
  });

  it('does not nest a challenge whose bridge was lost while the browser was looked at, and tries again after a restart', () => {
    let state: State = STATES.method;
    for (const event of [
      EVENTS.bridgeLost,
      { ...EVENTS.authenticated, request: requestOf(state) },
    ] as Event[]) {
      const request = requestOf(state);
      [state] = step(state, event.type === 'action_answered' && request ? { ...event, request } : event);
    }
    expect(describeState(state)).toBe('redirect');
    const [restarting] = step(STATES.interrupted, EVENTS.restartAction);
    expect(restarting).toMatchObject({ attemptId: 'c', canNest: true });
  });

  it('takes a repeated answer that is older than what was read since, while its action is still the one', () => {
    const known = { ...STATES.authenticating, session: anActingSession(aChallenge({ creq: null }), 9) };
    expect(describeStep(known, EVENTS.authenticated)).toBe('challenge > again wait_for_bank');
  });

  it('never posts a CReq that this page has posted', () => {
    const event = {
      ...EVENTS.authenticated,
      pending: { ...pendingOf(CHALLENGE), progress: 'posted' },
    } as const;
    expect(describeStep(STATES.authenticating, event)).toBe('interrupted > again');
  });
});

describe('whatever happens while the bank asks', () => {
  it('starts no attempt by itself, and ends only on a word of the server', () => {
    const anyEvents = fc.array(fc.constantFrom(...EVENT_NAMES), { maxLength: 25 });
    const anyState = fc.constantFrom(...(Object.keys(STATES) as StateName[]));
    fc.assert(
      fc.property(anyState, anyEvents, (from, names) => {
        let state: State = STATES[from];
        for (const name of names) {
          if (state.name !== 'acting') break;
          const event: Event = EVENTS[name];
          const [next, ...effects] = step(state, event);
          expect(effects.map(({ type }) => type)).not.toContain('confirm');
          if (next.name !== 'acting') expect(['server_said', 'action_answered']).toContain(event.type);
          state = next;
        }
      }),
    );
  });
});

function pendingOf(action: Pending['action']): Pending {
  const { pending } = newsOf(anActingSession(action));
  if (pending === null) throw new Error('An acting session has an action.');
  return pending;
}

function describeBegun([state]: Step): string {
  return describeState(state);
}

function requestOf(state: State) {
  return state.name === 'acting' && 'request' in state.step ? state.step.request : null;
}

/** From `authenticating`: the fixed and the random part of every pause. */
function pausesOf(...events: Event[]): (readonly [afterMs: number, withinMs: number])[] {
  let state: State = STATES.authenticating;
  return events.flatMap((event) => {
    const [next, ...effects] = step(state, event);
    state = next;
    const later = effects.find(
      (effect): effect is Extract<Effect, { type: 'look_later' }> => effect.type === 'look_later',
    );
    return later === undefined ? [] : [[later.afterMs ?? 0, later.withinMs] as const];
  });
}
