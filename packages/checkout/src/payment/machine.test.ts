// Every state against every event, and what a step has to be exact about.

import { describe, expect, it } from 'vitest';
import { aSession } from '../api/a-session.ts';
import { describeStep, step } from './described.ts';
import {
  canceled,
  EVENT_NAMES,
  EVENTS,
  type EventName,
  expired,
  newsOf,
  paid,
  session,
} from './every-event.ts';
import type { Checking, Event, State } from './state.ts';

const checking: Checking = { name: 'checking', session, attemptId: 'a', sends: 1, looks: 2, gaveUp: false };
const STATES = {
  loading: { name: 'loading', failures: 0 },
  loadingAgain: { name: 'loading', failures: 2 },
  ready: { name: 'ready', session, problem: null },
  confirming: { name: 'confirming', session, attemptId: 'a', refused: null },
  rereading: { name: 'confirming', session, attemptId: 'a', refused: 'amount_changed' },
  checking,
  checkingSpent: { ...checking, sends: 3 },
  checkingForeign: { ...checking, attemptId: null, sends: 0 },
  checkingSent: { ...checking, sends: 3, mayArrive: true },
  gaveUp: { ...checking, sends: 3, gaveUp: true },
  processing: { name: 'processing', session, looks: 1 },
  succeeded: { name: 'succeeded', session: paid },
  expired: { name: 'expired', session: expired },
  canceled: { name: 'canceled', session: canceled },
  unreachable: { name: 'unreachable', code: 'connection_failed', retryable: true },
  withheld: { name: 'unreachable', code: 'no_client_secret', retryable: true },
} as const satisfies Record<string, State>;

type StateName = keyof typeof STATES;
type Steps = Partial<Record<EventName, string>>;

/** An action that another page began is waited for. */
const FOUND_ACTION: Steps = {
  saidMethod: 'interrupted > again',
  saidChallenge: 'interrupted > again',
  saidApproval: 'interrupted > again',
  saidDecoupled: 'decoupled > again',
  saidOther: 'interrupted > again',
};

/** This page's own is begun. */
const OWN_ACTION: Steps = {
  answeredMethod: 'method > wait_for_bank',
  answeredChallenge: 'challenge > again wait_for_bank',
  answeredApproval: 'approval > again wait_for_bank',
  answeredDecoupled: 'decoupled > again',
};

/** Where a session belongs that is read when nothing is known yet. */
const ARRIVAL: Steps = {
  saidSame: 'ready > watch_expiry',
  saidNewer: 'ready > watch_expiry',
  saidOlder: 'succeeded',
  saidPaid: 'succeeded',
  saidCaptured: 'succeeded',
  saidProcessing: 'processing > again',
  saidActing: 'checking > again be_patient',
  ...FOUND_ACTION,
  saidDeclined: 'ready > watch_expiry',
  saidDeclinedBefore: 'ready > watch_expiry',
  saidExpired: 'expired',
  saidCanceled: 'canceled',
};

/** What the end of a confirm means. */
const END_OF_CONFIRM: Steps = {
  answeredPaid: 'succeeded',
  answeredDeclined: 'ready insufficient_funds > watch_expiry',
  answeredProcessing: 'processing > again',
  answeredActing: 'checking > again be_patient',
  ...OWN_ACTION,
  answeredNothing: 'checking > again be_patient',
  answeredOlder: 'checking > again be_patient',
  refusedInput: 'ready card_number_invalid',
  refusedAmount: 'confirming amount_changed > look',
  refusedEnded: 'checking > again be_patient',
  refusedRate: 'ready rate_limited',
  lost: 'checking > again be_patient',
  notSent: 'ready connection_failed',
};

const CHECKING: Steps = {
  hinted: 'checking > look',
  refresh: 'checking > look',
  saidSame: 'checking > confirm',
  saidNewer: 'checking > confirm',
  saidOlder: 'checking > again',
  saidPaid: 'succeeded',
  saidCaptured: 'succeeded',
  saidProcessing: 'processing > again',
  saidActing: 'checking > again',
  saidMethod: 'method > wait_for_bank',
  saidChallenge: 'checking > confirm',
  saidApproval: 'approval > again wait_for_bank',
  saidDecoupled: 'decoupled > again',
  saidOther: 'method > wait_for_bank',
  saidDeclined: 'ready insufficient_funds > watch_expiry',
  saidDeclinedBefore: 'checking > confirm',
  saidExpired: 'expired',
  saidCanceled: 'canceled',
  readFailed: 'checking > again',
  readRefused: 'checking > again',
  answeredPaid: 'succeeded',
  answeredDeclined: 'ready insufficient_funds > watch_expiry',
  answeredProcessing: 'processing > again',
  answeredActing: 'checking > again be_patient',
  ...OWN_ACTION,
  answeredNothing: 'checking > again be_patient',
  answeredOlder: 'checking > again be_patient',
  refusedInput: 'ready card_number_invalid',
  refusedAmount: 'confirming amount_changed > look',
  refusedEnded: 'checking > again be_patient',
  refusedRate: 'checking > again',
  lost: 'checking > again',
  notSent: 'checking > again',
  patienceOver: 'checking gaveUp',
};

/** What each event does, `state > effects`; what is not listed changes nothing. `again`: a look after a pause. */
const TABLE: Record<StateName, Steps> = {
  loading: {
    ...ARRIVAL,
    refresh: 'loading > look',
    offered: 'loading > adopt_session look',
    withheld: 'unreachable no_client_secret',
    readFailed: 'loading > again',
    readRefused: 'unreachable not_found',
  },
  loadingAgain: {
    ...ARRIVAL,
    refresh: 'loading > look',
    offered: 'loading > adopt_session look',
    withheld: 'unreachable no_client_secret',
    readFailed: 'unreachable connection_failed',
    readRefused: 'unreachable not_found',
  },
  ready: {
    pay: 'confirming > confirm',
    misread: 'ready amount_changed',
    hinted: 'ready > look',
    readFailed: 'ready > again',
    refresh: 'ready > look',
    offered: 'loading > adopt_session look',
    saidSame: 'ready > watch_expiry',
    saidNewer: 'ready > watch_expiry',
    saidPaid: 'succeeded',
    saidCaptured: 'succeeded',
    saidProcessing: 'processing > again',
    saidActing: 'checking > again be_patient',
    ...FOUND_ACTION,
    saidDeclined: 'ready > watch_expiry',
    saidDeclinedBefore: 'ready > watch_expiry',
    saidExpired: 'expired',
    saidCanceled: 'canceled',
  },
  confirming: {
    ...END_OF_CONFIRM,
    hinted: 'confirming > look',
    saidPaid: 'succeeded',
    saidCaptured: 'succeeded',
    saidExpired: 'expired',
    saidCanceled: 'canceled',
  },
  rereading: {
    ...END_OF_CONFIRM,
    hinted: 'confirming amount_changed > look',
    saidSame: 'ready amount_changed > watch_expiry',
    saidNewer: 'ready amount_changed > watch_expiry',
    saidPaid: 'succeeded',
    saidCaptured: 'succeeded',
    saidProcessing: 'processing > again',
    saidActing: 'checking > again be_patient',
    ...FOUND_ACTION,
    saidDeclined: 'ready amount_changed > watch_expiry',
    saidDeclinedBefore: 'ready amount_changed > watch_expiry',
    saidExpired: 'expired',
    saidCanceled: 'canceled',
    readFailed: 'ready connection_failed',
    readRefused: 'ready connection_failed',
  },
  checking: CHECKING,
  checkingSpent: {
    ...CHECKING,
    saidSame: 'ready connection_failed > watch_expiry',
    saidNewer: 'ready connection_failed > watch_expiry',
    saidDeclinedBefore: 'ready connection_failed > watch_expiry',
    saidChallenge: 'interrupted > again',
  },
  checkingForeign: {
    ...CHECKING,
    ...FOUND_ACTION,
    saidSame: 'ready > watch_expiry',
    saidNewer: 'ready > watch_expiry',
    saidDeclinedBefore: 'ready > watch_expiry',
    refusedInput: 'checking > again',
    refusedAmount: 'checking > again',
    refusedEnded: 'checking > again',
    answeredMethod: 'interrupted > again',
    answeredApproval: 'interrupted > again',
  },
  checkingSent: {
    ...CHECKING,
    saidSame: 'checking > again',
    saidNewer: 'checking > again',
    saidDeclinedBefore: 'checking > again',
    saidChallenge: 'interrupted > again',
    patienceOver: 'checking > look be_patient',
  },
  gaveUp: {
    hinted: 'checking gaveUp > look',
    checkAgain: 'checking > look be_patient',
    refresh: 'checking gaveUp > look',
    saidMethod: 'method > wait_for_bank',
    saidApproval: 'approval > again wait_for_bank',
    saidChallenge: 'interrupted > again',
    saidDecoupled: 'decoupled > again',
    saidOther: 'method > wait_for_bank',
    saidSame: 'ready connection_failed > watch_expiry',
    saidNewer: 'ready connection_failed > watch_expiry',
    saidPaid: 'succeeded',
    saidCaptured: 'succeeded',
    saidProcessing: 'processing > again',
    saidDeclined: 'ready insufficient_funds > watch_expiry',
    saidDeclinedBefore: 'ready connection_failed > watch_expiry',
    saidExpired: 'expired',
    saidCanceled: 'canceled',
    answeredPaid: 'succeeded',
    answeredDeclined: 'ready insufficient_funds > watch_expiry',
    answeredProcessing: 'processing > again',
    answeredActing: 'checking > again be_patient',
    ...OWN_ACTION,
    ...OWN_ACTION,
    answeredNothing: 'checking > again be_patient',
    answeredOlder: 'checking > again be_patient',
    refusedInput: 'ready card_number_invalid',
    refusedAmount: 'confirming amount_changed > look',
    refusedEnded: 'checking > again be_patient',
  },
  processing: {
    hinted: 'processing > look',
    refresh: 'processing > look',
    saidSame: 'ready > watch_expiry',
    saidNewer: 'ready > watch_expiry',
    saidOlder: 'processing > again',
    saidPaid: 'succeeded',
    saidCaptured: 'succeeded',
    saidProcessing: 'processing > again',
    saidActing: 'checking > again be_patient',
    ...FOUND_ACTION,
    saidDeclined: 'ready insufficient_funds > watch_expiry',
    saidDeclinedBefore: 'ready insufficient_funds > watch_expiry',
    saidExpired: 'expired',
    saidCanceled: 'canceled',
    readFailed: 'processing > again',
    readRefused: 'processing > again',
  },
  succeeded: {},
  expired: { retry: 'loading > ask_host', offered: 'loading > adopt_session look' },
  canceled: { offered: 'loading > adopt_session look' },
  unreachable: {
    ...ARRIVAL,
    retry: 'loading > look',
    refresh: 'loading > look',
    offered: 'loading > adopt_session look',
    withheld: 'unreachable no_client_secret',
  },
  withheld: {
    ...ARRIVAL,
    retry: 'loading > ask_host',
    offered: 'loading > adopt_session look',
    withheld: 'unreachable no_client_secret',
  },
};

const stateNames = Object.keys(STATES) as StateName[];
const CASES = stateNames.flatMap((state) =>
  EVENT_NAMES.map((event) => ({ state, event, expected: TABLE[state][event] })),
);

describe('every state × event', () => {
  it.each(CASES)('$state × $event → $expected', ({ state, event, expected }) => {
    if (expected === undefined) expect(step(STATES[state], EVENTS[event])).toEqual([STATES[state]]);
    else expect(describeStep(STATES[state], EVENTS[event])).toBe(expected);
  });
});

describe('the details of a step', () => {
  it('confirms the total that the buyer saw', () => {
    const [, effect] = step(STATES.ready, EVENTS.pay);
    expect(effect).toEqual({ type: 'confirm', attemptId: 'b', expectedAmount: 4900 });
  });

  it('sends an attempt again with its own key and the total of the press, though the total has changed', () => {
    const [next, effect] = step(STATES.checking, EVENTS.saidNewer);
    expect(effect).toEqual({ type: 'confirm', attemptId: 'a', expectedAmount: 4900 });
    expect(next).toMatchObject({ sends: 2, session: { version: 5 } });
  });

  it('keeps the message while the session is read again', () => {
    const problem = { kind: 'declined', declineCode: 'card_declined' } as const;
    const [next] = step({ ...STATES.ready, problem }, EVENTS.saidNewer);
    expect(next).toMatchObject({ name: 'ready', session: { amountTotal: 5900 }, problem });
  });

  it('shows the new total beside the words that it changed', () => {
    const [next] = step(STATES.rereading, EVENTS.saidNewer);
    expect(next).toMatchObject({ session: { amountTotal: 5900 }, problem: { code: 'amount_changed' } });
  });

  it('measures the time left on the server clock alone', () => {
    const [, effect] = step(STATES.loading, EVENTS.saidSame);
    expect(effect).toEqual({ type: 'watch_expiry', inMs: 30 * 60_000 });
  });

  it('lengthens the pauses up to fifteen seconds', () => {
    let state: State = STATES.confirming;
    const pauses: number[] = [];
    for (const event of [EVENTS.lost, ...Array<Event>(7).fill(EVENTS.readFailed)]) {
      const [next, effect] = step(state, event);
      state = next;
      if (effect?.type === 'look_later') pauses.push(effect.withinMs);
    }
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
  });

  it('takes any reason that it was given for a declined card', () => {
    const bare = aSession({ version: 6, intent: { status: 'failed' } });
    const [next] = step(STATES.confirming, { type: 'confirm_answered', ...newsOf(bare) });
    expect(next).toMatchObject({ problem: { kind: 'declined', declineCode: 'card_declined' } });
  });
});
