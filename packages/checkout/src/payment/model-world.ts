// For tests: the machine with a network and a server around it, small enough to be explored as a whole. What a browser, a
// network, a bank and a shop can do next is a list of moves; which of them happens, the test decides.
//
// It leaves out what the bank asks of the buyer (3-D Secure), and keeps to one assumption: a request whose connection is cut
// before it has arrived never arrives. Of a page that was reloaded it may still, for as long as a confirm may take.

import type { IntentStatus, PublicSession, SessionStatus } from '@xpay/protocol/api';
import { INITIAL, step } from './machine.ts';
import type { Effect, Event, News, SentAttempt, State } from './state.ts';

/** What the server has. */
export interface Server {
  readonly status: SessionStatus;
  readonly intent: IntentStatus;
  readonly version: number;
  readonly amount: number;
  /** What each key has been answered with; null while its charge is with the bank. */
  readonly answers: Readonly<Record<string, PublicSession | null>>;
  /** Of the charge that is with the bank. */
  readonly pending: string | null;
  /** Attempts for which money has moved. */
  readonly paidBy: readonly string[];
}

/** A confirm, and how far it has come. */
export interface Confirm {
  readonly attemptId: string;
  readonly expectedAmount: number;
  readonly at: 'network' | 'server' | 'answered';
  /** Null for a refusal. */
  readonly answer?: PublicSession | 'amount_changed' | 'session_expired';
}

export interface World {
  readonly state: State;
  readonly server: Server;
  readonly reading: { readonly answer: News | null } | null;
  readonly confirm: Confirm | null;
  /** A confirm that nobody waits for any more, or a copy of one. */
  readonly stray: Confirm | null;
  readonly timers: { readonly look: boolean; readonly patience: boolean };
  readonly remembered: SentAttempt | null;
  /** What may still happen, so that the world is finite. */
  readonly left: Budget;
}

export interface Budget {
  readonly presses: number;
  readonly reloads: number;
  readonly strays: number;
  readonly prices: number;
  readonly expiries: number;
}

export interface Move {
  readonly name: string;
  /** It takes time, or somebody wants it: without it nothing goes on by itself. */
  readonly isAnswer: boolean;
  readonly make: () => World;
}

/** One thing that can happen. */
export const move = (name: string, isAnswer: boolean, make: () => World): Move => ({ name, isAnswer, make });

export function aWorld(left: Budget): World {
  const server: Server = {
    status: 'open',
    intent: 'requires_payment_method',
    version: 1,
    amount: 4900,
    answers: {},
    pending: null,
    paidBy: [],
  };
  return {
    state: INITIAL,
    server,
    reading: { answer: null },
    confirm: null,
    stray: null,
    timers: { look: false, patience: false },
    remembered: null,
    left,
  };
}

/** As `bank.ts` reads it: with what the tab remembers. */
export function newsOf(session: PublicSession, remembered: SentAttempt | null): News {
  return { session, pending: null, ...(remembered === null ? {} : { isAwaited: true, sent: remembered }) };
}

/** The event, and what the machine wants done about it, as `payment.ts` does it. */
export function tell(world: World, event: Event, isOffline = false): World {
  const [next, ...effects] = step(world.state, event, null);
  const isUnderWay = next.name === 'confirming' || next.name === 'checking';
  const told: World = {
    ...world,
    state: next,
    timers: isUnderWay ? world.timers : { ...world.timers, patience: false },
    remembered: rememberedIn(next, world.remembered),
  };
  return effects.reduce((now, effect) => (isOffline ? now : run(now, effect)), told);
}

function rememberedIn(state: State, before: SentAttempt | null): SentAttempt | null {
  if (state.name === 'confirming' && state.refused === null)
    return { attemptId: state.attemptId, version: state.session.version };
  return 'session' in state && state.name !== 'confirming' && state.name !== 'checking' ? null : before;
}

function run(world: World, effect: Effect): World {
  const { timers } = world;
  switch (effect.type) {
    case 'look':
      return startReading({
        ...world,
        reading: effect.afresh ? null : world.reading,
        timers: { ...timers, look: false },
      });
    case 'look_later':
      return { ...world, timers: { ...timers, look: true } };
    case 'be_patient':
      return { ...world, timers: { ...timers, patience: true } };
    case 'confirm': {
      if (world.confirm !== null) throw new Error('Two confirms of one page at once.');
      const { attemptId, expectedAmount } = effect;
      // Whatever was being read is dropped: the answer to come says more.
      return {
        ...world,
        reading: null,
        timers: { ...timers, look: false },
        confirm: { attemptId, expectedAmount, at: 'network' },
      };
    }
    default:
      return world;
  }
}

/** One read at a time, and none beside a confirm. */
export function startReading(world: World): World {
  return world.reading !== null || world.confirm !== null ? world : { ...world, reading: { answer: null } };
}
