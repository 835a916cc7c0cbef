// What may happen in every state of the machine.

import { sessionOf } from './session-of.ts';
import type { Loading, State, Step } from './state.ts';

/** A new session is taken unless money may be moving, or has moved, for the present one. */
export function offered(state: State): Step {
  const busy: readonly State['name'][] = ['confirming', 'acting', 'checking', 'processing', 'succeeded'];
  if (busy.includes(state.name)) return [state];
  const before = state.name === 'ready' || state.name === 'loading' ? sessionOf(state) : undefined;
  const next: Loading = { name: 'loading', failures: 0, ...(before === undefined ? {} : { before }) };
  return [next, { type: 'adopt_session' }, { type: 'look' }];
}

/** Only tells when to ask; a session that is over has no news. */
export function hinted(state: State, version: number): Step {
  const isOpen = 'session' in state && !ENDS.includes(state.name);
  return isOpen && version > state.session.version ? [state, { type: 'look' }] : [state];
}

const ENDS: readonly State['name'][] = ['succeeded', 'expired', 'canceled'];
