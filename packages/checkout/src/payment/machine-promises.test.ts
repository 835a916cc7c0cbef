// What holds whatever happens, and in whatever order: with the rules for a check by the bank, and before they are there.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeState, step } from './described.ts';
import { EVENT_NAMES, EVENTS, session } from './every-event.ts';
import { step as stepBy } from './machine.ts';
import type { Event, State } from './state.ts';

const STATES = {
  loading: { name: 'loading', failures: 0 },
  ready: { name: 'ready', session, problem: null },
  confirming: { name: 'confirming', session, attemptId: 'a', refused: null },
  checking: { name: 'checking', session, attemptId: 'a', sends: 1, looks: 2, gaveUp: false },
  processing: { name: 'processing', session, looks: 1 },
} as const satisfies Record<string, State>;

const ANSWERS = ['server_said', 'confirm_answered', 'action_answered', 'refused', 'not_sent'];

describe('whatever happens', () => {
  const anyEvents = fc.array(fc.constantFrom(...EVENT_NAMES), { maxLength: 25 });

  it('ends only on a word of the server', () => {
    fc.assert(
      fc.property(anyEvents, (names) => {
        let state: State = STATES.loading;
        for (const name of names) {
          const event: Event = EVENTS[name];
          const [next] = step(state, event);
          const isNew = next.name !== state.name;
          if (isNew && (next.name === 'succeeded' || next.name === 'expired' || next.name === 'canceled'))
            expect(['server_said', 'confirm_answered', 'action_answered']).toContain(event.type);
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
          const isSent = state.name === 'confirming' && state.refused === null;
          if ((isSent || state.name === 'acting' || state.name === 'checking') && next.name === 'ready')
            expect(ANSWERS).toContain(event.type);
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

describe('without the rules for a check by the bank', () => {
  const alone = (state: State, event: Event) => {
    const [next, ...effects] = stepBy(state, event, null);
    return [describeState(next), ...effects.map(({ type }) => type)].join(' ');
  };
  const waits = 'checking look_later be_patient';

  it.each([
    ['loading', 'saidMethod', waits],
    ['loading', 'saidChallenge', waits],
    ['ready', 'saidDecoupled', waits],
    ['confirming', 'answeredMethod', waits],
    ['confirming', 'answeredChallenge', waits],
    ['checking', 'answeredChallenge', waits],
    ['checking', 'saidMethod', 'checking look_later'],
    ['checking', 'saidChallenge', 'checking look_later'],
    ['processing', 'saidDecoupled', waits],
  ] as const)('%s × %s waits and asks, since nobody here can act', (state, event, expected) => {
    expect(alone(STATES[state], EVENTS[event])).toBe(expected);
  });

  it('is the same machine for everything else: no attempt is lost, none is made twice', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENT_NAMES), { maxLength: 25 }), (names) => {
        let state: State = STATES.confirming;
        for (const name of names) {
          const event: Event = EVENTS[name];
          const [next] = stepBy(state, event, null);
          expect(next.name).not.toBe('acting');
          const isSent = state.name === 'confirming' && state.refused === null;
          if ((isSent || state.name === 'checking') && next.name === 'ready')
            expect(ANSWERS).toContain(event.type);
          state = next;
        }
      }),
    );
  });
});
