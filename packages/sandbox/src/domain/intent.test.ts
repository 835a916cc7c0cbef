// The state table of a payment intent, every trigger in every state.

import { INTENT_STATUSES, type IntentStatus } from '@xpay/protocol/api';
import { describe, expect, it } from 'vitest';
import { manualClock } from './clock.ts';
import { canMove, createIntent, INTENT_EDGES, type IntentTrigger, isInFlight, moveIntent } from './intent.ts';

const now = manualClock().now();
const anIntent = (status: IntentStatus) => ({ ...createIntent('pi_1', 100, 'USD', now), status });

// Read aloud: from, by, to.
const LEGAL: readonly (readonly [IntentStatus, IntentTrigger, IntentStatus])[] = [
  ['requires_payment_method', 'attempt', 'processing'],
  ['failed', 'attempt', 'processing'],
  ['requires_payment_method', 'challenge', 'requires_action'],
  ['failed', 'challenge', 'requires_action'],
  ['requires_action', 'challenge_passed', 'processing'],
  ['requires_action', 'challenge_failed', 'failed'],
  ['processing', 'approved', 'succeeded'],
  ['processing', 'authorized', 'requires_capture'],
  ['processing', 'declined', 'failed'],
  ['requires_payment_method', 'waived', 'succeeded'],
  ['failed', 'waived', 'succeeded'],
  ['requires_capture', 'capture', 'succeeded'],
  ['requires_payment_method', 'cancel', 'canceled'],
  ['failed', 'cancel', 'canceled'],
  ['requires_action', 'cancel', 'canceled'],
  ['requires_capture', 'cancel', 'canceled'],
  ['requires_payment_method', 'expire', 'expired'],
  ['failed', 'expire', 'expired'],
  ['requires_action', 'expire', 'expired'],
];

const TRIGGERS = Object.keys(INTENT_EDGES).filter((name): name is IntentTrigger => name in INTENT_EDGES);

describe.each(INTENT_STATUSES)('an intent that is %s', (status) => {
  it.each(TRIGGERS)('answers %s by the table', (trigger) => {
    const legal = LEGAL.find(([from, by]) => from === status && by === trigger);
    const result = moveIntent(anIntent(status), trigger, now);
    if (legal === undefined) expect(result).toMatchObject({ problem: { code: 'invalid_state' } });
    else expect(result).toMatchObject({ intent: { status: legal[2] } });
    expect(canMove(anIntent(status), trigger)).toBe(legal !== undefined);
  });
});

it('is in flight while a bank or a buyer owes an answer', () => {
  expect(INTENT_STATUSES.filter((status) => isInFlight(anIntent(status)))).toEqual([
    'requires_action',
    'processing',
  ]);
});
