// Runs an XPay POST once per Idempotency-Key.

import type { ApiContext } from '../../http/env.ts';
import type { StoredAnswer } from '../../store/idempotency.ts';
import type { Trx } from '../../store/store.ts';
import { type OnceDeps, runOnce } from '../once.ts';

/**
 * Runs `work` in a transaction. What it returns is the answer, and with a key is kept for 24 hours; what it throws is
 * not kept and undoes everything, so that the same key may be used for the corrected request.
 */
export function once(
  c: ApiContext,
  deps: OnceDeps,
  body: unknown,
  work: (trx: Trx) => Promise<StoredAnswer>,
): Promise<Response> {
  return runOnce(c, deps, { api: 'xpay' }, body, work);
}
