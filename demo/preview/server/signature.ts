// Whether a webhook is genuine, and if not, why: the check of docs/integrate.md with a word for each way to fail.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Distrust } from '../src/instruments/feed.ts';

/** As docs/webhooks.md tells: refuse what is older. */
const TOLERANCE_S = 300;

/**
 * Null for a body that the payment server signed within five minutes.
 *
 * @param header `XPay-Signature`: `t=<unix seconds>,v1=<hex>`, and another `v1` while the secret is being changed.
 * @param nowMs Milliseconds since 1970.
 */
export function distrust(
  body: string,
  header: string | undefined,
  secret: string | null,
  nowMs: number,
): Distrust | null {
  if (secret === null) return 'no_secret';
  if (header === undefined || header === '') return 'no_signature';
  const [, time, rest] = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64})+)$/.exec(header) ?? [];
  if (time === undefined || rest === undefined) return 'malformed';
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  const signatures = rest.split(',v1=').slice(1);
  if (!signatures.some((hex) => timingSafeEqual(Buffer.from(hex, 'hex'), expected))) return 'wrong_signature';
  return Math.abs(nowMs / 1000 - Number(time)) <= TOLERANCE_S ? null : 'too_old';
}
