// Pictures of every step while the bank wants something of the buyer. A step without a picture is a type error here.

import type { PublicSession } from '@xpay/protocol/api';
import type { ActingStep } from '../src/payment/state.ts';

const BANK = 'https://bank.example/acs';

const CHALLENGE = {
  type: 'three_ds_challenge',
  id: 'a',
  acsUrl: BANK,
  creq: 'e30',
  sessionData: 'YQ',
  redirectUrl: 'https://3ds.example/3ds/redirect/a',
} as const;

const APPROVAL = {
  type: 'approval',
  id: 'a',
  method: 'wallet',
  url: BANK,
  redirectUrl: 'https://3ds.example/3ds/redirect/a',
} as const;

const DECOUPLED: ActingStep = {
  kind: 'decoupled',
  action: { type: 'three_ds_decoupled', id: 'a', expiresAt: '2026-11-21T12:05:00Z' },
};

/** `session` has an intent that requires action, `card` was typed before. */
export function actingPictures(session: PublicSession, card: Readonly<Record<string, string>>) {
  const of = (step: ActingStep, seen: PublicSession = session) => ({
    name: 'acting' as const,
    session: seen,
    attemptId: 'a',
    step,
    looks: 0,
    hurry: 0,
    canNest: true,
  });
  return {
    method: {
      state: of({
        kind: 'method',
        action: { type: 'three_ds_method', id: 'a', methodUrl: BANK, methodData: 'e30' },
      }),
      typed: card,
    },
    authenticating: {
      state: of({
        kind: 'authenticating',
        request: { type: 'authenticate', id: 'a', methodCompletion: 'Y' },
        sends: 1,
      }),
      typed: card,
    },
    challenge: { state: of(challenge(false)), typed: card },
    silent: { state: of(challenge(true)), typed: card },
    redirect: { state: of({ kind: 'redirect', action: CHALLENGE, hasLeft: false }) },
    approval: { state: of({ kind: 'approval', action: APPROVAL, isSilent: false }), typed: card },
    approval_silent: { state: of({ kind: 'approval', action: APPROVAL, isSilent: true }), typed: card },
    approval_redirect: { state: of({ kind: 'redirect', action: APPROVAL, hasLeft: false }) },
    approval_interrupted: { state: of({ kind: 'interrupted', action: APPROVAL }) },
    decoupled: { state: of(DECOUPLED) },
    urgent: { state: of(DECOUPLED, { ...session, serverTime: '2026-11-21T12:04:10Z' }) },
    interrupted: { state: of({ kind: 'interrupted', action: CHALLENGE }) },
    canceling: {
      state: of({ kind: 'canceling', request: { type: 'cancel', id: 'a' }, sends: 1 }),
    },
  } satisfies Readonly<Record<ActingStep['kind'] | 'silent' | 'urgent' | `approval_${string}`, object>>;
}

function challenge(isSilent: boolean): ActingStep {
  return { kind: 'challenge', action: CHALLENGE, isSilent };
}
