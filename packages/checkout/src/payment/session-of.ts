// The session that is on screen, where one is.

import type { PublicSession } from '@xpay/protocol/api';
import type { State } from './state.ts';

/** The present session; while another is loaded in its place, the one whose form still stands. */
export function sessionOf(state: State): PublicSession | undefined {
  if (state.name === 'loading') return state.before;
  return 'session' in state ? state.session : undefined;
}
