// Every step of an action against every event, and what holds whatever happens meanwhile.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { A_DECOUPLED, anApproval } from '../api/a-session.ts';
import { describeState, describeStep, step } from './described.ts';
import {
  APPROVAL,
  AUTHENTICATE,
  acting,
  CANCEL,
  CHALLENGE,
  EVENT_NAMES,
  EVENTS,
  type EventName,
  METHOD,
  RESTART,
} from './every-event.ts';
import type { Acting, Event, State } from './state.ts';

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
