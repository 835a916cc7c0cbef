// What the host page is told while the bank checks, and what a frame that was made for one action answers.

import { effect, untracked } from '@preact/signals';
import type { ActionKind, FrameMessage } from '@xpay/protocol/messages';
import { summarizeSession } from '@xpay/protocol/wire';
import type { I18n } from '../i18n/i18n.ts';
import type { State } from '../payment/state.ts';
import { unreachable } from '../unreachable.ts';
import type { Host } from './host.ts';
import { errorOf, type Told, unconfirmedError, unreachableError } from './reports.ts';

/** Tells when the buyer is asked by their bank, and how, and when no longer. */
export function reportAction(host: Host, { payment }: Pick<Told, 'payment'>): void {
  let open: ActionKind | null = null;
  effect(() => {
    const kind = kindOf(payment.state.value);
    if (kind === open) return;
    if (open !== null) host.send({ type: 'action', state: 'closed', kind: open });
    if (kind !== null) host.send({ type: 'action', state: 'opened', kind });
    open = kind;
  });
}

function kindOf(state: State): ActionKind | null {
  if (state.name !== 'acting') return null;
  const { kind } = state.step;
  const isAsked = kind === 'challenge' || kind === 'approval' || kind === 'decoupled' || kind === 'redirect';
  return isAsked ? kind : null;
}

/** Tells once what the pending action came to; at once when none is pending. */
export function reportActed(host: Host, { payment, i18n }: Told): void {
  let isTold = false;
  effect(() => {
    const state = payment.state.value;
    const answer = isTold ? null : untracked(() => answerOf(state, i18n));
    if (answer === null) return;
    isTold = true;
    host.send(answer);
  });
}

/** Null while something is under way. */
function answerOf(state: State, i18n: I18n): Extract<FrameMessage, { type: 'acted' }> | null {
  switch (state.name) {
    case 'loading':
    case 'confirming':
    case 'acting':
      return null;
    case 'checking':
      return state.gaveUp ? { type: 'acted', error: unconfirmedError(i18n) } : null;
    case 'ready':
      if (state.problem !== null) return { type: 'acted', error: errorOf(state.problem, i18n) };
      return { type: 'acted', session: summarizeSession(state.session) };
    case 'processing':
    case 'succeeded':
    case 'expired':
    case 'canceled':
      return { type: 'acted', session: summarizeSession(state.session) };
    case 'unreachable':
      return { type: 'acted', error: unreachableError(state, i18n) };
    default:
      return unreachable(state);
  }
}
