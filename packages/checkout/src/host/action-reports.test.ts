// What the host page is told while the bank checks, and what an order to act is answered with.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { FrameMessage } from '@xpay/protocol/messages';
import { describe, expect, it } from 'vitest';
import {
  A_DECOUPLED,
  aChallenge,
  aDeclinedSession,
  aMethod,
  anActingSession,
  aPaidSession,
  aSession,
} from '../api/a-session.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import type { ActingStep, State } from '../payment/state.ts';
import { reportActed, reportAction } from './action-reports.ts';
import type { Host } from './host.ts';

const session = anActingSession(null);
const acting = (step: ActingStep): State => ({
  name: 'acting',
  session,
  attemptId: 'a',
  step,
  looks: 0,
  hurry: 0,
  canNest: true,
});
const asked = { ...aChallenge(), creq: 'eyJ9' };
const away = { ...aChallenge(), redirectUrl: 'https://3ds.example/3ds/redirect/auth_1' };

const METHOD = acting({ kind: 'method', action: aMethod() });
const AUTHENTICATING = acting({
  kind: 'authenticating',
  request: { type: 'authenticate', id: 'auth_1', methodCompletion: 'Y' },
  sends: 1,
});
const CHALLENGE = acting({ kind: 'challenge', action: asked, isSilent: false });
const SHOWN = acting({ kind: 'challenge', action: asked, isSilent: false });
const REDIRECT = acting({ kind: 'redirect', action: away, hasLeft: false });
const INTERRUPTED = acting({ kind: 'interrupted', action: aChallenge() });
const CANCELING = acting({ kind: 'canceling', request: { type: 'cancel', id: 'auth_1' }, sends: 1 });
const CHECKING: State = { name: 'checking', session, attemptId: null, sends: 0, looks: 0, gaveUp: false };
const SUCCEEDED: State = { name: 'succeeded', session: aPaidSession() };

function hear(report: (host: Host, state: ReadonlySignal<State>) => void, states: readonly State[]) {
  const told: FrameMessage[] = [];
  const host: Host = { connected: signal(true), send: (message) => told.push(message), connect: () => {} };
  const state = signal<State>({ name: 'loading', failures: 0 });
  report(host, state);
  for (const next of states) state.value = next;
  return told;
}

describe('the report of the action', () => {
  const opened = (kind: string) => ({ type: 'action', state: 'opened', kind });
  const closed = (kind: string) => ({ type: 'action', state: 'closed', kind });

  it.each([
    ['nothing that the buyer does not see', [METHOD, AUTHENTICATING, SUCCEEDED], []],
    ['a challenge once', [METHOD, CHALLENGE, SHOWN, SUCCEEDED], [opened('challenge'), closed('challenge')]],
    ['a challenge that is stopped', [CHALLENGE, CANCELING], [opened('challenge'), closed('challenge')]],
    [
      'a challenge that cannot be gone on with',
      [CHALLENGE, INTERRUPTED],
      [opened('challenge'), closed('challenge')],
    ],
    [
      'one that goes on elsewhere',
      [CHALLENGE, REDIRECT],
      [opened('challenge'), closed('challenge'), opened('redirect')],
    ],
    ['one in the bank’s app', [acting({ kind: 'decoupled', action: A_DECOUPLED })], [opened('decoupled')]],
  ] as const)('tells %s', (_, states, expected) => {
    const told = hear((host, state) => reportAction(host, { payment: { state } }), states);
    expect(told).toEqual(expected);
  });
});

describe('the answer to an order to act', () => {
  const answerTo = (...states: State[]) =>
    hear((host, state) => {
      const i18n = createI18n('en', en, async () => en);
      reportActed(host, { payment: { state }, i18n });
    }, states);

  it('waits as long as something is under way', () => {
    expect(answerTo(METHOD, AUTHENTICATING, CHALLENGE, INTERRUPTED, CANCELING, CHECKING)).toEqual([]);
  });

  it.each([
    ['succeeded', SUCCEEDED],
    ['processing', { name: 'processing', session: aSession({ intent: { status: 'processing' } }), looks: 0 }],
    ['failed', { name: 'ready', session: aDeclinedSession(), problem: null }],
  ] as const)('is the session when nothing is pending: %s', (status, state) => {
    const told = answerTo(state);
    expect(told).toMatchObject([{ type: 'acted', session: { paymentIntent: { status } } }]);
  });

  it('is the bank’s refusal, in the words that the buyer reads, once', () => {
    const problem = { kind: 'declined', declineCode: 'authentication_failed' } as const;
    const ready: State = { name: 'ready', session: aDeclinedSession(), problem };
    expect(answerTo(CHALLENGE, ready, SUCCEEDED)).toEqual([
      {
        type: 'acted',
        error: {
          type: 'card',
          code: 'card_declined',
          declineCode: 'authentication_failed',
          message: en.declined.authentication_failed,
          retryable: false,
        },
      },
    ]);
  });

  it.each([
    [{ name: 'unreachable', code: 'not_found', retryable: false }, 'not_found'],
    [{ ...CHECKING, gaveUp: true }, 'connection_failed'],
  ] as const)('is an error when nobody knows: %j', (state, code) => {
    const [answer, ...others] = answerTo(state);
    expect([answer, ...others]).toMatchObject([{ type: 'acted', error: { code } }]);
    expect(JSON.stringify(answer)).not.toContain('not been charged');
  });
});
