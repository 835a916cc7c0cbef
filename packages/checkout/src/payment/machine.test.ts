// Every state against every event, and the rules that must hold whatever happens.

import type { PublicSession } from '@xpay/protocol/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aDeclinedSession, aPaidSession, aSession } from '../api/a-session.ts';
import { step } from './machine.ts';
import type { Checking, Event, State } from './state.ts';

const session = aSession({ version: 5 });
const newer = aSession({ version: 6, amountTotal: 5900 });
const older = aPaidSession(4);
const processing = aSession({ version: 6, intent: { status: 'processing' } });
const acting = aSession({ version: 6, intent: { status: 'requires_action' } });
const expired = aSession({ version: 6, status: 'expired', intent: { status: 'expired' } });
const canceled = aSession({ version: 6, status: 'canceled', intent: { status: 'canceled' } });
const captured = aSession({ version: 6, status: 'open', intent: { status: 'requires_capture' } });
const declined = aDeclinedSession(6);
const declinedBefore = aDeclinedSession(5);
const paid = aPaidSession(6);

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
  gaveUp: { ...checking, sends: 3, gaveUp: true },
  processing: { name: 'processing', session, looks: 1 },
  succeeded: { name: 'succeeded', session: paid },
  expired: { name: 'expired', session: expired },
  canceled: { name: 'canceled', session: canceled },
  unreachable: { name: 'unreachable', code: 'connection_failed', retryable: true },
  withheld: { name: 'unreachable', code: 'no_client_secret', retryable: true },
} as const satisfies Record<string, State>;

const said = (about: PublicSession): Event => ({ type: 'server_said', session: about });
const answer = (about: PublicSession): Event => ({ type: 'confirm_answered', session: about });
const refusal = (
  code: 'card_number_invalid' | 'amount_changed' | 'session_expired' | 'rate_limited',
): Event => ({
  type: 'refused',
  code,
});
const failed = (retryable: boolean): Event => ({
  type: 'read_failed',
  code: retryable ? 'connection_failed' : 'not_found',
  retryable,
});

const EVENTS = {
  pay: { type: 'pay', attemptId: 'b' },
  retry: { type: 'retry' },
  checkAgain: { type: 'check_again' },
  refresh: { type: 'refresh' },
  offered: { type: 'session_offered' },
  withheld: { type: 'session_withheld', code: 'no_client_secret', retryable: true },
  saidSame: said(session),
  saidNewer: said(newer),
  saidOlder: said(older),
  saidPaid: said(paid),
  saidCaptured: said(captured),
  saidProcessing: said(processing),
  saidActing: said(acting),
  saidDeclined: said(declined),
  saidDeclinedBefore: said(declinedBefore),
  saidExpired: said(expired),
  saidCanceled: said(canceled),
  readFailed: failed(true),
  readRefused: failed(false),
  answeredPaid: answer(paid),
  answeredDeclined: answer(declined),
  answeredProcessing: answer(processing),
  answeredActing: answer(acting),
  answeredNothing: answer(session),
  answeredOlder: answer(older),
  refusedInput: refusal('card_number_invalid'),
  refusedAmount: refusal('amount_changed'),
  refusedEnded: refusal('session_expired'),
  refusedRate: refusal('rate_limited'),
  lost: { type: 'connection_lost' },
  notSent: { type: 'not_sent' },
  patienceOver: { type: 'patience_over' },
} as const satisfies Record<string, Event>;

type StateName = keyof typeof STATES;
type EventName = keyof typeof EVENTS;

type Steps = Partial<Record<EventName, string>>;

/** Where a session belongs that is read when nothing is known yet. */
const ARRIVAL: Steps = {
  saidSame: 'ready > watch_expiry',
  saidNewer: 'ready > watch_expiry',
  saidOlder: 'succeeded',
  saidPaid: 'succeeded',
  saidCaptured: 'succeeded',
  saidProcessing: 'processing > again',
  saidActing: 'checking > again be_patient',
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
  refresh: 'checking > look',
  saidSame: 'checking > confirm',
  saidNewer: 'checking > confirm',
  saidOlder: 'checking > again',
  saidPaid: 'succeeded',
  saidCaptured: 'succeeded',
  saidProcessing: 'processing > again',
  saidActing: 'checking > again',
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
    refresh: 'ready > look',
    offered: 'loading > adopt_session look',
    saidSame: 'ready > watch_expiry',
    saidNewer: 'ready > watch_expiry',
    saidPaid: 'succeeded',
    saidCaptured: 'succeeded',
    saidProcessing: 'processing > again',
    saidActing: 'checking > again be_patient',
    saidDeclined: 'ready > watch_expiry',
    saidDeclinedBefore: 'ready > watch_expiry',
    saidExpired: 'expired',
    saidCanceled: 'canceled',
  },
  confirming: {
    ...END_OF_CONFIRM,
    saidPaid: 'succeeded',
    saidCaptured: 'succeeded',
    saidExpired: 'expired',
    saidCanceled: 'canceled',
  },
  rereading: {
    ...END_OF_CONFIRM,
    saidSame: 'ready amount_changed > watch_expiry',
    saidNewer: 'ready amount_changed > watch_expiry',
    saidPaid: 'succeeded',
    saidCaptured: 'succeeded',
    saidProcessing: 'processing > again',
    saidActing: 'checking > again be_patient',
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
  },
  checkingForeign: {
    ...CHECKING,
    saidSame: 'ready > watch_expiry',
    saidNewer: 'ready > watch_expiry',
    saidDeclinedBefore: 'ready > watch_expiry',
    refusedAmount: 'checking > again be_patient',
  },
  gaveUp: {
    checkAgain: 'checking > look be_patient',
    refresh: 'checking gaveUp > look',
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
    answeredNothing: 'checking > again be_patient',
    answeredOlder: 'checking > again be_patient',
    refusedInput: 'ready card_number_invalid',
    refusedAmount: 'confirming amount_changed > look',
    refusedEnded: 'checking > again be_patient',
  },
  processing: {
    refresh: 'processing > look',
    saidSame: 'ready > watch_expiry',
    saidNewer: 'ready > watch_expiry',
    saidOlder: 'processing > again',
    saidPaid: 'succeeded',
    saidCaptured: 'succeeded',
    saidProcessing: 'processing > again',
    saidActing: 'checking > again be_patient',
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

function describeStep(state: State, event: Event): string {
  const [next, ...effects] = step(state, event);
  const words = effects.map(({ type }) => (type === 'look_later' ? 'again' : type)).join(' ');
  return words === '' ? describeState(next) : `${describeState(next)} > ${words}`;
}

function describeState(state: State): string {
  if (state.name === 'ready' && state.problem !== null)
    return `ready ${state.problem.kind === 'declined' ? state.problem.declineCode : state.problem.code}`;
  if (state.name === 'unreachable') return `unreachable ${state.code}`;
  if (state.name === 'confirming' && state.refused !== null) return `confirming ${state.refused}`;
  if (state.name === 'checking' && state.gaveUp) return 'checking gaveUp';
  return state.name;
}

const stateNames = Object.keys(STATES) as StateName[];
const eventNames = Object.keys(EVENTS) as EventName[];
const CASES = stateNames.flatMap((state) =>
  eventNames.map((event) => ({ state, event, expected: TABLE[state][event] })),
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
    expect(next).toEqual({ name: 'ready', session: newer, problem });
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
    const [next] = step(STATES.confirming, answer(bare));
    expect(next).toMatchObject({ problem: { kind: 'declined', declineCode: 'card_declined' } });
  });
});

describe('whatever happens', () => {
  const anyEvents = fc.array(fc.constantFrom(...eventNames), { maxLength: 25 });

  it('ends only on a word of the server', () => {
    fc.assert(
      fc.property(anyEvents, (names) => {
        let state: State = STATES.loading;
        for (const name of names) {
          const event: Event = EVENTS[name];
          const [next] = step(state, event);
          const isNew = next.name !== state.name;
          if (isNew && (next.name === 'succeeded' || next.name === 'expired' || next.name === 'canceled'))
            expect(['server_said', 'confirm_answered']).toContain(event.type);
          state = next;
        }
      }),
    );
  });

  it('never leaves an attempt for the form unless the server spoke or nothing was sent', () => {
    fc.assert(
      fc.property(anyEvents, (names) => {
        let state: State = STATES.confirming;
        for (const name of names) {
          const event: Event = EVENTS[name];
          const [next] = step(state, event);
          const wasOut = state.name === 'checking' || (state.name === 'confirming' && state.refused === null);
          if (wasOut && next.name === 'ready')
            expect(['server_said', 'confirm_answered', 'refused', 'not_sent']).toContain(event.type);
          state = next;
        }
      }),
    );
  });

  it('starts a new attempt only from the form', () => {
    fc.assert(
      fc.property(anyEvents, (names) => {
        let state: State = STATES.loading;
        for (const name of names) {
          const [next, ...effects] = step(state, EVENTS[name]);
          for (const effect of effects) {
            if (effect.type === 'confirm' && effect.attemptId === 'b' && state.name !== 'checking')
              expect(state.name).toBe('ready');
          }
          state = next;
        }
      }),
    );
  });

  it('never sends one attempt more than three times', () => {
    fc.assert(
      fc.property(anyEvents, (names) => {
        let state: State = STATES.confirming;
        let sends = 1;
        for (const name of names) {
          const [next, ...effects] = step(state, EVENTS[name]);
          sends += effects.filter((effect) => effect.type === 'confirm' && effect.attemptId === 'a').length;
          state = next;
        }
        expect(sends).toBeLessThanOrEqual(3);
      }),
    );
  });
});
