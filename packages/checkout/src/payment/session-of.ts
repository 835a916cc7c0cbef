// The session that is on screen, where one is.

import type { PublicSession } from '@xpay/protocol/api';
import type { Acting, Confirming, Ready, State } from './state.ts';

/** The present session; while another is loaded in its place, the one whose form still stands. */
export function sessionOf(state: State): PublicSession | undefined {
  if (state.name === 'loading') return state.before;
  return 'session' in state ? state.session : undefined;
}

/** Sessions that came of what the buyer chose on this page: a change that they made is no news to them. */
export const chosen = new WeakSet<PublicSession>();

/** Whether there is a form on screen, or behind what is. */
export function hasForm(state: State): state is Ready | Confirming | Acting {
  return ['ready', 'confirming', 'acting'].includes(state.name);
}
