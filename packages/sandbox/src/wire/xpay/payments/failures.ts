// Why attempts fail, in XPay's words for the merchant.

import type { z } from '@hono/zod-openapi';
import type { DeclineCode } from '../../../domain/cards.ts';
import type { Charge } from '../../../domain/charge.ts';
import type { chargeObject } from './objects.ts';

/** For the merchant's eyes: buyers read the checkout's own words. */
export const FAILURES: Readonly<Record<DeclineCode, string>> = {
  generic_decline: 'The bank declined the card without a reason.',
  insufficient_funds: 'The card has insufficient funds.',
  lost_card: 'The card was reported lost. Do not tell the buyer.',
  stolen_card: 'The card was reported stolen. Do not tell the buyer.',
  expired_card: 'The bank says that the card has expired.',
  incorrect_cvc: 'The security code is wrong.',
  processing_error: 'The payment could not be processed. No money moved; the buyer may try again.',
  authentication_failed: 'The bank did not confirm who is paying. No money was asked for.',
  authentication_canceled: 'The buyer stopped the verification by the bank. No money was asked for.',
  authentication_expired: 'The verification by the bank took too long. No money was asked for.',
  method_declined: 'The wallet or the lender refused. No money moved.',
  method_canceled: 'The buyer left the page of the wallet or the lender. No money moved.',
  method_expired: 'Nobody approved in time, or the transfer did not come. No money moved.',
};

/** `failureCode` of a charge whose money was held and then let go. */
const RELEASED = 'authorization_released';
const NOT_CAPTURED = 'The bank held the money and has let it go. Nothing was paid.';

/** `lastPaymentError` of an intent. */
export function toPaymentError(declineCode: DeclineCode) {
  const message = FAILURES[declineCode];
  if (isMethodDecline(declineCode)) {
    return { type: 'payment_method_error', code: 'payment_method_declined', declineCode, message } as const;
  }
  const code = isAuthenticationDecline(declineCode) ? 'authentication_failed' : 'card_declined';
  return { type: 'card_error', code, declineCode, message } as const;
}

/** `failureCode` and `failureMessage` of a charge. */
export function toFailure({ status, failureCode }: Charge) {
  if (status === 'canceled') return { failureCode: RELEASED, failureMessage: NOT_CAPTURED };
  return { failureCode, failureMessage: failureCode === null ? null : FAILURES[failureCode] };
}

/** `outcome` of a charge; null while it is pending. */
export function toOutcome({ status, failureCode }: Charge): z.output<typeof chargeObject>['outcome'] {
  switch (status) {
    case 'pending':
      return null;
    case 'authorized':
    case 'succeeded':
      return {
        type: 'authorized',
        networkStatus: 'approved_by_network',
        reason: null,
        sellerMessage:
          status === 'succeeded' ? 'Payment complete.' : 'The bank holds the money for a capture.',
      };
    case 'canceled':
      return {
        type: 'authorized',
        networkStatus: 'approved_by_network',
        reason: RELEASED,
        sellerMessage: NOT_CAPTURED,
      };
    case 'failed':
      return {
        ...whyFailed(failureCode),
        reason: failureCode,
        sellerMessage: failureCode === null ? 'The payment failed.' : FAILURES[failureCode],
      };
  }
}

function whyFailed(code: DeclineCode | null) {
  if (isAuthenticationDecline(code)) {
    return { type: 'authentication_failed', networkStatus: 'not_sent_to_network' } as const;
  }
  if (code === 'processing_error') return { type: 'processing_failed', networkStatus: 'no_answer' } as const;
  return { type: 'issuer_declined', networkStatus: 'declined_by_network' } as const;
}

function isAuthenticationDecline(code: DeclineCode | null): boolean {
  return (
    code === 'authentication_failed' ||
    code === 'authentication_canceled' ||
    code === 'authentication_expired'
  );
}

/** What a wallet, a lender or a transfer did not pay. */
function isMethodDecline(code: DeclineCode | null): boolean {
  return code === 'method_declined' || code === 'method_canceled' || code === 'method_expired';
}
