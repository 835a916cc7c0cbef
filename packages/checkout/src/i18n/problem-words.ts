// Which text tells the buyer of which problem; codes that a buyer can do nothing about share one.

import type { ErrorCode } from '@xpay/protocol/errors';
import type { Problem } from '../payment/state.ts';
import type { I18n, MessageKey } from './i18n.ts';

const ERROR_KEYS: Partial<Record<ErrorCode, MessageKey>> = {
  connection_failed: 'errors.connection_failed',
  rate_limited: 'errors.rate_limited',
  amount_changed: 'errors.amount_changed',
  card_number_invalid: 'errors.card_number_invalid',
  card_expiry_invalid: 'errors.card_expiry_invalid',
  card_cvc_invalid: 'errors.card_cvc_invalid',
  field_invalid: 'errors.field_invalid',
};

/** The key of the text that says what happened and how to go on. */
export function problemKey(problem: Problem, { has }: Pick<I18n, 'has'>): MessageKey {
  if (problem.kind === 'declined') {
    const { declineCode } = problem;
    switch (declineCode) {
      case 'method_declined':
      case 'method_canceled':
      case 'method_expired':
        return has('methods') ? `methods.declined.${declineCode}` : 'errors.other';
      default:
        return `declined.${declineCode}`;
    }
  }
  return ERROR_KEYS[problem.code] ?? 'errors.other';
}
