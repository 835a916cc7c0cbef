// The end of a page of its own, standing still: the server has answered, and the countdown never counts.

import { signal } from '@preact/signals';
import type { SessionResult } from '@xpay/protocol/api';
import { createCalls } from '../src/api/calls.ts';
import type { Clock } from '../src/clock.ts';
import { createEnding } from '../src/hosted/ending.tsx';
import type { HostedGiven } from '../src/hosted/later.tsx';
import { startResult } from '../src/hosted/start-result.ts';
import type { I18n } from '../src/i18n/i18n.ts';
import type { LaterOutcome } from '../src/payment/later-outcome.tsx';
import * as outcome from '../src/payment/outcome.tsx';

const STILL: Clock = { now: () => 0, after: () => () => {} };

const ANYWHERE = { apiOrigin: 'https://api.example', publishableKey: '', clientSecret: '' };

/** Where the server's words lead back to. */
const BACK = { url: 'https://shop.example/cart', merchant: 'Northwind Coffee' };

/** The screens after the form, as a page of its own has them. */
export function stillOutcome(i18n: I18n, result: SessionResult): LaterOutcome {
  const afterOn = ({ payment }: HostedGiven) => {
    const calls = createCalls({ ...ANYWHERE, fetch: async () => Response.json(result), clock: STILL });
    const given = { i18n, payment: { ...payment, calls: () => calls } };
    return createEnding(
      given,
      startResult({ ...given, clock: STILL, go: () => {}, isFirstVisit: true }),
      BACK,
    );
  };
  return { code: signal({ ...outcome, afterOn }), isMissing: signal(false) };
}
