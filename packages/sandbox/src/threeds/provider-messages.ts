// What a wallet or a lender tells our server, over a line of their own: one message, signed, and refused when it is old.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Instant } from '../domain/clock.ts';

/** How an approval ended. */
export const approvalMessage = z.strictObject({
  type: z.literal('approval.result'),
  /** What we name the approval by. */
  reference: z.uuid(),
  /** What the provider names it by. */
  order: z.string().min(1).max(100),
  result: z.enum(['approved', 'declined', 'canceled', 'expired']),
  /** Minor units that the shop gets. */
  amount: z.int().min(1),
  currency: z.string().length(3),
});
export type ApprovalMessage = z.output<typeof approvalMessage>;

/** A message as it goes over the line. */
export interface SignedMessage {
  /** JSON: exactly the text that was signed. */
  readonly body: string;
  /** `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 of `<t>.<body>`. */
  readonly signature: string;
}

/** `taken`: it counts, now or before; `over`: nobody waits for it any more; `refused`: it is no message for us. */
export type ApprovalReply = 'taken' | 'over' | 'refused';

/** Older than this, a message may be somebody's copy. */
const TOLERANCE_S = 300;

/** Signs a message with the key that both ends of the line have. */
export function signMessage(message: ApprovalMessage, key: Buffer, now: Instant): SignedMessage {
  const body = JSON.stringify(message);
  const t = Math.floor(now.getTime() / 1000);
  return { body, signature: `t=${t},v1=${hmac(key, `${t}.${body}`).toString('hex')}` };
}

/** The message, or null for one that was changed, signed by another, copied, or is none. */
export function readSigned(
  { body, signature }: SignedMessage,
  key: Buffer,
  now: Instant,
): ApprovalMessage | null {
  const [, t = '', v1 = ''] = /^t=(\d{1,12}),v1=([\da-f]{64})$/.exec(signature) ?? [];
  const isOurs = v1 !== '' && timingSafeEqual(Buffer.from(v1, 'hex'), hmac(key, `${t}.${body}`));
  if (!isOurs || Math.abs(now.getTime() / 1000 - Number(t)) > TOLERANCE_S) return null;
  const message = approvalMessage.safeParse(JSON.parse(body));
  return message.success ? message.data : null;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
