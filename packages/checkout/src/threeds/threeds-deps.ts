// What a check by the bank needs from outside, and which of its steps happen on the bridge.

import type { Clock } from '../clock.ts';
import type { ActingStep } from '../payment/state.ts';

export interface ThreeDsDeps {
  /** Absolute address of the bridge document: `<threedsOrigin>/f/3ds?key=…`. */
  readonly bridgeUrl: string;
  readonly clock: Clock;
  /** Asks the host page for its whole window, or gives it back; may be repeated. */
  readonly onFullSize: (on: boolean) => void;
  /** Imports what few payments need. */
  readonly load: () => Promise<Pick<typeof import('./threeds.tsx'), 'ThreeDs' | 'SPARE_WORDS'>>;
}

/** A step that the bridge has a part in, or will have: its iframe stays the same from the first to the last. */
export type BridgedStep = Extract<
  ActingStep,
  { readonly kind: 'method' | 'authenticating' | 'challenge' | 'approval' }
>;

/** Whether the form stays: in its place with the busy button, or behind the dialog. */
export function isBridged(step: ActingStep): step is BridgedStep {
  return ['method', 'authenticating', 'challenge', 'approval'].includes(step.kind);
}
