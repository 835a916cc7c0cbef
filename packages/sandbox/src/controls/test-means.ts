// What a buyer without a browser pays with, of all methods that there are.

import { createHash } from 'node:crypto';
import type { PaymentMethodInput } from '@xpay/protocol/payment-methods';
import { TOKEN_TYPE } from '../bank/payment-token.ts';
import type { Instant } from '../domain/clock.ts';
import { cardOf, type PayBody } from './test-payment.ts';

/** `attempt` is the key of the request: the same one pays with the same token. @throws ApiError for a number that no card has. */
export function meansOf(body: PayBody, attempt: string, now: Instant): PaymentMethodInput {
  const { method: type = 'card', planId = 'in_3' } = body;
  switch (type) {
    case 'card':
      return { type, card: cardOf(body, now) };
    case 'wallet':
    case 'bank_transfer':
      return { type };
    case 'bnpl':
      return { type, bnpl: { planId } };
    case 'apple_pay':
    case 'google_pay': {
      const nonce = createHash('sha256').update(attempt).digest('base64url');
      const last4 = cardOf(body, now).number.slice(-4);
      return { type, token: JSON.stringify({ type: TOKEN_TYPE, nonce, last4 }) };
    }
  }
}
