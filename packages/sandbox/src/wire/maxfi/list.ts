// `GET /v2/payments`: latest first, by cursors that stay in their place while payments are added.

import type { z } from '@hono/zod-openapi';
import { INTENT_STATUSES } from '@xpay/protocol/api';
import type { ApiContext } from '../../http/env.ts';
import { ApiError } from '../../http/problem.ts';
import { findCheckout } from '../../store/checkouts.ts';
import { type Cursor, listPayments } from '../../store/maxfi-payments.ts';
import type { Store } from '../../store/store.ts';
import { readQuery } from '../xpay/list.ts';
import { STATUS_OF, toPaymentObject } from './mapping.ts';
import type { paymentListObject } from './objects.ts';
import { listQuery } from './schemas.ts';

const PAGE = 20;

/** One page. @throws ApiError `invalid_request` for a query that cannot be. */
export async function listPage(
  c: ApiContext,
  { store }: { readonly store: Store },
): Promise<z.output<typeof paymentListObject>> {
  const query = readQuery(c, listQuery);
  const { limit = PAGE, status, order_id: reference = null } = query;
  const filter = {
    statuses: status === undefined ? null : INTENT_STATUSES.filter((one) => STATUS_OF[one] === status),
    reference,
    from: toUtc(query.from),
    to: toUtc(query.to),
  };
  const cursor = query.cursor === undefined ? null : parseCursor(query.cursor);
  const owner = c.get('principal');
  // In one transaction, so that the list and its payments are of one moment.
  return store.transaction(async (trx) => {
    const found = await listPayments(trx, owner, filter, { cursor, limit: limit + 1 });
    const shown = found.slice(0, limit);
    const checkouts = [];
    for (const { id } of shown) {
      const checkout = await findCheckout(trx, id);
      if (checkout !== null) checkouts.push(checkout);
    }
    const last = found.length > limit ? shown.at(-1) : undefined;
    return {
      data: checkouts.map(toPaymentObject),
      has_more: last !== undefined,
      next_cursor: last === undefined ? null : formatCursor(last),
    };
  });
}

function formatCursor({ createdAt, id }: Cursor): string {
  return Buffer.from(`${createdAt} ${id}`).toString('base64url');
}

function parseCursor(text: string): Cursor {
  const [, createdAt, id] =
    /^(\d{4}-[\d:T.-]+Z) (cs_\w+)$/.exec(Buffer.from(text, 'base64url').toString('utf8')) ?? [];
  if (createdAt !== undefined && id !== undefined) return { createdAt, id };
  const message = 'cursor: is none of this list. Send next_cursor as it was answered.';
  throw new ApiError('invalid_request', message, { param: 'cursor' });
}

/** Whatever the offset: stored times are UTC, and are compared as text. */
function toUtc(time: string | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
