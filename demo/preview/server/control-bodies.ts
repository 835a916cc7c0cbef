// What the controls of a run take, each checked before the sandbox is asked.

import { z } from 'zod';
import { BANKS, CARDS, NETWORKS, OUTCOMES, WEBHOOK_ORDERS } from '../src/settings/world-choices.ts';

const DAY_MS = 86_400_000;
const answer = z.enum(['approve', 'decline', 'cancel', 'ignore']);

export const networkBody = z.strictObject({ kind: z.enum(NETWORKS) });
export const bankBody = z.strictObject({ behavior: z.enum(Object.values(BANKS).flat()) });
export const webhooksBody = z.strictObject({ order: z.enum(WEBHOOK_ORDERS) });
export const clockBody = z.union([
  z.strictObject({
    action: z.literal('advance'),
    ms: z
      .int()
      .min(1)
      .max(30 * DAY_MS),
  }),
  z.strictObject({ action: z.enum(['freeze', 'resume', 'reset']) }),
]);

/** Documented test cards alone: no other number goes through this server. */
const card = z.enum(Object.values(CARDS).flat()).transform((number) => ({ number }));

export const payBody = z.strictObject({
  card: card.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  threeDS: answer.optional(),
  method: z.enum(['card', 'wallet', 'bnpl', 'bank_transfer', 'apple_pay', 'google_pay']).optional(),
  approval: answer.optional(),
});
export const transferBody = z.strictObject({ outcome: z.enum(['received', 'missing', 'withheld']) });
export const emptyBody = z.strictObject({});
export const replayBody = z.strictObject({ eventId: z.string().regex(/^evt_\w{1,64}$/) });
