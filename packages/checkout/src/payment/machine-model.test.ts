// The machine's whole reachable state space: from the first state by every event there is, again and again, until nothing
// new comes. What must hold is asserted of every single transition.

import type { PublicSession } from '@xpay/protocol/api';
import { describe, expect, it } from 'vitest';
import { anActingSession } from '../api/a-session.ts';
import { whileActing } from './acting.ts';
import { begin } from './action.ts';
import { describeState } from './described.ts';
import {
  APPROVAL,
  CHALLENGE,
  canceled,
  declined,
  EVENTS,
  expired,
  METHOD,
  newsOf,
  paid,
} from './every-event.ts';
import { INITIAL, step } from './machine.ts';
import type { ActionRequest, BankRules, Effect, Event, State } from './state.ts';

const RULES: BankRules = { begin, whileActing };
/** Every pause is at its longest by then: more looks make no other state. */
const LOOKS_MAX = 7;
const ENDS: readonly State['name'][] = ['succeeded', 'expired', 'canceled'];
/** Of the buyer. */
const WISHES: readonly Event['type'][] = [
  'pay',
  'retry',
  'check_again',
  'cancel_action',
  'restart_action',
  'leave',
];
/** An attempt is under way, or may be. */
const BUSY: readonly State['name'][] = ['confirming', 'acting', 'checking', 'processing'];

/** What the server may say to a request about an action. */
const ANSWERS: readonly PublicSession[] = [
  paid,
  declined,
  expired,
  canceled,
  ...[4, 6].flatMap((version) =>
    [METHOD, CHALLENGE, APPROVAL, null].map((action) => anActingSession(action, version)),
  ),
];

interface Transition {
  readonly from: State;
  readonly fromKey: string;
  readonly event: Event;
  readonly to: State;
  readonly toKey: string;
  readonly effects: readonly Effect[];
}

interface Space {
  readonly states: ReadonlyMap<string, State>;
  /** Those that change or do something. */
  readonly transitions: readonly Transition[];
  /** All, with those that an event leads to nothing in. */
  readonly tried: number;
}

const withRules = explore(RULES);
const withoutRules = explore(null);

describe.each([
  ['with the rules for a bank', withRules],
  ['while they are not there', withoutRules],
])('the machine, %s', (title, { states, transitions, tried }) => {
  it('has a state space that is finite and known', () => {
    console.log(`machine, ${title}: ${states.size} states, ${tried} transitions, all of them`);
    const names = new Set([...states.values()].map(({ name }) => name));
    const all: readonly State['name'][] = [
      'loading',
      'ready',
      'confirming',
      'checking',
      'processing',
      'unreachable',
    ];
    expect([...names].sort()).toEqual(
      [...all, ...ENDS, ...(title.startsWith('with') ? ['acting'] : [])].sort(),
    );
    expect(tried).toBeGreaterThan(10_000);
  });

  it('never leaves an end, but for a new session that the shop offers', () => {
    const left = transitions.filter(({ from, to }) => ENDS.includes(from.name) && to !== from);
    expect(kindsOf(left.filter(({ to }) => to.name !== 'loading'))).toEqual([]);
    expect(kindsOf(left.filter(({ from }) => from.name === 'succeeded'))).toEqual([]);
    expect(new Set(left.map(({ event }) => event.type))).toEqual(new Set(['retry', 'session_offered']));
  });

  it('comes to an end by the server’s own words alone, and only to the one that they say', () => {
    const entered = transitions.filter(({ from, to }) => ENDS.includes(to.name) && to.name !== from.name);
    expect(entered.length).toBeGreaterThan(100);
    expect(kindsOf(entered.filter(({ event, to }) => endSaidBy(event) !== to.name))).toEqual([]);
  });

  it('leaves an attempt under way for the form only when the server has said something, or nothing was sent', () => {
    const back = transitions.filter(({ from, to }) => BUSY.includes(from.name) && to.name === 'ready');
    const reasons = new Set(back.map(({ event }) => event.type));
    const fair = ['server_said', 'confirm_answered', 'action_answered', 'refused', 'not_sent', 'read_failed'];
    expect([...reasons].filter((type) => !fair.includes(type))).toEqual([]);
    // A read that fails says nothing of the attempt: but this one was refused before, and nothing happened.
    const unread = back.filter(({ event }) => event.type === 'read_failed');
    expect(kindsOf(unread.filter(({ from }) => from.name !== 'confirming' || from.refused === null))).toEqual(
      [],
    );
    // Unsent once is unsent; sent before, it may have arrived.
    const unsent = back.filter(({ event }) => event.type === 'not_sent');
    expect(kindsOf(unsent.filter(({ from }) => from.name !== 'confirming'))).toEqual([]);
  });

  it('never says that a payment failed while the newest word is that it runs or is done', () => {
    const running = (session: PublicSession) =>
      session.status === 'complete' ||
      ['processing', 'requires_action', 'succeeded'].includes(session.intent.status);
    const wrong = [...states.values()].filter((state) => state.name === 'ready' && running(state.session));
    expect(wrong.map(describeState)).toEqual([]);
  });

  it('sends one attempt at a time: a press counts in the form alone, and what is sent again is the same attempt', () => {
    const sent = transitions.flatMap((transition) =>
      transition.effects.map((effect) => ({ ...transition, effect })),
    );
    const confirms = sent.filter(({ effect }) => effect.type === 'confirm');
    expect(confirms.length).toBeGreaterThan(10);
    const wrong = confirms.filter(({ from, event, to, effect }) => {
      if (effect.type !== 'confirm') return true;
      if (from.name === 'ready') return event.type !== 'pay' || effect.attemptId !== event.attemptId;
      if (from.name !== 'checking' || to.name !== 'checking') return true;
      return (
        effect.attemptId !== from.attemptId || to.sends !== from.sends + 1 || to.sends > 3 || from.gaveUp
      );
    });
    expect(kindsOf(wrong)).toEqual([]);
    const pressed = transitions.filter(({ event }) => event.type === 'pay');
    expect(kindsOf(pressed.filter(({ from, to }) => from.name !== 'ready' && to !== from))).toEqual([]);
  });

  it('goes by the later of two answers: a lower version ends nothing, opens no form and is not kept', () => {
    const late = transitions.filter(
      ({ from, event }) =>
        'session' in from && 'session' in event && event.session.version < from.session.version,
    );
    expect(late.length).toBeGreaterThan(100);
    const wrong = late.filter(({ from, to, event }) => {
      if (!('session' in from && 'session' in to && 'session' in event)) return true;
      // An answer repeated by its key may be older than what was read since, and still hold the CReq of the action at hand.
      const isOwnAction = event.session.intent.nextAction?.id === from.session.intent.nextAction?.id;
      if (event.type === 'action_answered' && isOwnAction && to.name === 'acting') return false;
      const hasMoved = to.name !== from.name && to.name !== 'checking';
      return hasMoved || to.session.version < from.session.version;
    });
    expect(kindsOf(wrong)).toEqual([]);
  });

  it('answers no answer with a look at once: every look but the asked-for ones has a pause before it', () => {
    const answers = [
      'server_said',
      'read_failed',
      'confirm_answered',
      'action_answered',
      'action_unanswered',
    ];
    const looping = transitions.filter(
      ({ event, effects }) =>
        answers.includes(event.type) &&
        effects.some(
          (effect) =>
            effect.type === 'look' ||
            (effect.type === 'look_later' && (effect.afterMs ?? 0) + effect.withinMs < 500),
        ),
    );
    expect(kindsOf(looping)).toEqual([]);
  });

  it('is never stuck: an end can be reached from every state, and without the buyer too', () => {
    const paidFrom = reaching(transitions, ({ name }) => name === 'succeeded');
    expect([...states.keys()].filter((key) => !paidFrom.has(key))).toEqual([]);
    const facts = transitions.filter(({ event }) => !WISHES.includes(event.type));
    const restsFrom = reaching(facts, ({ name }) => [...ENDS, 'ready'].includes(name));
    expect([...states.keys()].filter((key) => !restsFrom.has(key))).toEqual([]);
  });
});

/** Breadth first, until there is nothing new: a map that grows while it is gone through gives what was added, too. */
function explore(rules: BankRules | null): Space {
  const states = new Map<string, State>([[keyOf(INITIAL), INITIAL]]);
  const transitions: Transition[] = [];
  let tried = 0;
  for (const [fromKey, from] of states) {
    for (const event of eventsIn(from)) {
      const [next, ...effects] = step(from, event, rules);
      tried += 1;
      if (next === from && effects.length === 0) continue;
      const to = next === from ? from : clamped(next);
      const toKey = to === from ? fromKey : keyOf(to);
      transitions.push({ from, fromKey, event, to, toKey, effects });
      if (!states.has(toKey)) states.set(toKey, to);
    }
  }
  return { states, transitions, tried };
}

function clamped(state: State): State {
  return 'looks' in state && state.looks > LOOKS_MAX ? { ...state, looks: LOOKS_MAX } : state;
}

/** Every event, and every answer to the very request that this state waits for. */
function eventsIn(state: State): readonly Event[] {
  const all: readonly Event[] = Object.values(EVENTS);
  if (state.name !== 'acting' || !('request' in state.step)) return all;
  const { request } = state.step;
  return [
    ...all,
    { type: 'action_unanswered', request },
    ...ANSWERS.map((about) => answerTo(request, about)),
  ];
}

function answerTo(request: ActionRequest, about: PublicSession): Event {
  return { type: 'action_answered', request, ...newsOf(about) };
}

/** Two states with one key behave alike: sessions count by what the machine reads of them. */
function keyOf(state: State): string {
  return JSON.stringify(state, (name, value: unknown) => {
    if (name !== 'session' && name !== 'before') return value;
    const { version, status, amountTotal, intent } = value as PublicSession;
    return [version, status, amountTotal, intent.status, intent.nextAction, intent.lastError];
  });
}

/** The end that an event's session tells of; undefined for an event that tells of none. */
function endSaidBy(event: Event): State['name'] | undefined {
  if (!('session' in event)) return undefined;
  const { status, intent } = event.session;
  if (status === 'expired' || status === 'canceled') return status;
  const isPaid =
    status === 'complete' || intent.status === 'succeeded' || intent.status === 'requires_capture';
  return isPaid ? 'succeeded' : undefined;
}

/** All states from which such a one can be reached. */
function reaching(
  transitions: readonly Transition[],
  isGoal: (state: State) => boolean,
): ReadonlySet<string> {
  const sources = new Map<string, Set<string>>();
  const found = new Set<string>();
  for (const { fromKey, toKey, from, to } of transitions) {
    sources.set(toKey, (sources.get(toKey) ?? new Set()).add(fromKey));
    if (isGoal(from)) found.add(fromKey);
    if (isGoal(to)) found.add(toKey);
  }
  for (const goal of found) for (const source of sources.get(goal) ?? []) found.add(source);
  return found;
}

/** What to print of transitions that should not be: each kind once. */
function kindsOf(transitions: readonly Transition[]): readonly string[] {
  return [
    ...new Set(
      transitions.map(
        ({ from, event, to }) => `${describeState(from)} -- ${event.type} --> ${describeState(to)}`,
      ),
    ),
  ].slice(0, 10);
}
