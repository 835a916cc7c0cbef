// How an action is begun, by what this page can do and has done, and what a step of it has to be exact about.

import { describe, expect, it } from 'vitest';
import { A_DECOUPLED, aChallenge, anActingSession, anApproval, aSession } from '../api/a-session.ts';
import { begin } from './action.ts';
import { describeState, describeStep, step } from './described.ts';
import { APPROVAL, AUTHENTICATE, acting, CHALLENGE, EVENTS, METHOD, newsOf } from './every-event.ts';
import type { Effect, Event, Pending, State, Step } from './state.ts';

const STATES = {
  method: acting({ kind: 'method', action: METHOD }),
  authenticating: acting({ kind: 'authenticating', request: AUTHENTICATE, sends: 1 }),
  challenge: acting({ kind: 'challenge', action: CHALLENGE, isSilent: false }),
  interrupted: acting({ kind: 'interrupted', action: CHALLENGE }),
};

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
