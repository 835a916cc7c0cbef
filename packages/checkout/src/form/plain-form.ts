// For tests and the gallery: a form that has a card to be typed, and nothing else.

import { signal } from '@preact/signals';
import { type Extras, NO_EXTRAS } from './extras.ts';
import type { FollowedExtras } from './follow-extras.ts';

/** What such a form is followed with; `extras` where it has more after all. */
export function aPlainForm(extras: Extras = NO_EXTRAS): FollowedExtras {
  return { extras: signal(extras), isMissing: signal(false), isLost: signal(false), retry: () => {} };
}
