// What the acquirer is told to do with money that it holds or has moved: each order once, in a book of its own.

import { SETTLES_AFTER_MS } from '../domain/cards.ts';
import { type Clock, later } from '../domain/clock.ts';
import type { RefundOutcome } from '../domain/refund.ts';
import type { AcquirerOrdersTable } from '../store/money-tables.ts';
import type { Trx } from '../store/store.ts';
import type { Acquirer } from './acquirer.ts';

/** The part of the sandbox's acquirer that moves money a second time. */
export function createOrders(
  clock: Clock,
): Pick<Acquirer, 'capture' | 'release' | 'refund' | 'resolveRefund'> {
  const write = async (trx: Trx, order: Omit<AcquirerOrdersTable, 'created_at'>) => {
    const created_at = clock.now().toISOString();
    await trx
      .insertInto('acquirer_orders')
      .values({ ...order, created_at })
      .execute();
  };
  return {
    capture: (trx, chargeId, amount) =>
      write(trx, { id: chargeId, charge_id: chargeId, type: 'capture', amount, settles_at: null }),
    release: (trx, chargeId) =>
      write(trx, { id: chargeId, charge_id: chargeId, type: 'release', amount: 0, settles_at: null }),
    async refund(trx, { refundId, chargeId, amount }) {
      const isSlow = (await fateOf(trx, chargeId)) !== 'approve';
      const settles_at = isSlow ? later(clock.now(), SETTLES_AFTER_MS) : null;
      await write(trx, { id: refundId, charge_id: chargeId, type: 'refund', amount, settles_at });
      return settles_at === null ? { type: 'succeeded' } : { type: 'pending', settlesAt: settles_at };
    },
    async resolveRefund(trx, refundId): Promise<RefundOutcome> {
      const order = await trx
        .selectFrom('acquirer_orders')
        .selectAll()
        .where('id', '=', refundId)
        .executeTakeFirst();
      // Never ordered, so that nothing went back.
      if (order === undefined) return { type: 'failed', reason: 'unknown' };
      const { settles_at: settlesAt, charge_id: chargeId } = order;
      if (settlesAt !== null && clock.now().toISOString() < settlesAt) return { type: 'pending', settlesAt };
      const isLost = settlesAt !== null && (await fateOf(trx, chargeId)) === 'approve_failing_refund';
      return isLost ? { type: 'failed', reason: 'expired_or_canceled_card' } : { type: 'succeeded' };
    },
  };
}

/** Money of a card that is slow about refunds, or loses them, was taken like any other. */
async function fateOf(
  trx: Trx,
  chargeId: string,
): Promise<'approve' | 'approve_slow_refund' | 'approve_failing_refund'> {
  const row = await trx
    .selectFrom('authorizations')
    .select('fate')
    .where('charge_id', '=', chargeId)
    .executeTakeFirst();
  const fate = row?.fate;
  return fate === 'approve_slow_refund' || fate === 'approve_failing_refund' ? fate : 'approve';
}
