// From the domain to a payment request.

import type { z } from '@hono/zod-openapi';
import type { SessionStatus } from '@xpay/protocol/api';
import type { Checkout } from '../../domain/checkout.ts';
import type { MappingDeps } from '../wire.ts';
import { formatDecimal } from './amount.ts';
import type { paymentRequestObject, STATUSES } from './schemas.ts';

const STATUS_OF: Readonly<Record<SessionStatus, (typeof STATUSES)[number]>> = {
  open: 'pending',
  complete: 'paid',
  expired: 'expired',
  canceled: 'cancelled',
};

/** A payment request, for answers and for events. */
export function toPaymentRequest(
  { session }: Checkout,
  { settings }: Pick<MappingDeps, 'settings'>,
): z.output<typeof paymentRequestObject> {
  const { afterCompletion, currency } = session;
  return {
    id: session.id,
    reference_id: session.reference,
    status: STATUS_OF[session.status],
    url: `${settings.checkoutOrigin}/pay/${session.id}`,
    amount: formatDecimal(session.amountTotal, currency),
    currency,
    redirect_url: afterCompletion.type === 'redirect' ? afterCompletion.redirect.url : '',
    expires_at: session.expiresAt,
  };
}
