// What may be asked of an XPay intent: the same as of CX Pay's, in XPay's spelling.

import { z } from '@hono/zod-openapi';
import { CANCELLATION_REASONS } from '../../domain/intent.ts';
import { LARGEST_AMOUNT } from '../../domain/session.ts';
import { fields } from '../xpay/fields.ts';
import { errorObject as xpayError } from '../xpay/objects.ts';

/** Body of `POST /payment-intents/{id}/capture`. */
export const captureBody = fields({
  amountToCapture: z
    .int()
    .min(1)
    .max(LARGEST_AMOUNT)
    .optional()
    .openapi({ description: 'Minor units; all that is held unless told. The rest is let go.' }),
}).openapi('CapturePaymentIntent');

/** Body of `POST /payment-intents/{id}/cancel`. */
export const cancelBody = fields({
  cancellationReason: z
    .enum(CANCELLATION_REASONS.filter((reason) => reason !== 'authorization_expired'))
    .optional(),
}).openapi('CancelPaymentIntent');

/** Every refusal on a path that both APIs have: with the fields of both. */
export const sharedErrorObject = z
  .strictObject({
    error: xpayError.shape.error.extend({ request_id: z.string() }).strict(),
  })
  .openapi('SharedError');
