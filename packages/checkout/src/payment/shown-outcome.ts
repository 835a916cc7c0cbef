// For tests and the gallery: the screens after the form, there from the start.

import { signal } from '@preact/signals';
import type { LaterOutcome } from './later-outcome.tsx';
import * as outcome from './outcome.tsx';

export const SHOWN_OUTCOME: LaterOutcome = { code: signal(outcome), isMissing: signal(false) };
