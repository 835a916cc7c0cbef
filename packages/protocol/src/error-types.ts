// The table of codes: the type of each, and whether trying again can help. xpay.js does without it, as it is told both.

import { type ErrorType, XPayError, type XPayErrorDetails } from './errors.ts';

const TYPES = {
  // The call or the page is wrong; thrown at once where it can be seen at once.
  invalid_option: 'integration',
  invalid_key: 'integration',
  secret_key_in_browser: 'integration',
  target_not_found: 'integration',
  target_in_use: 'integration',
  already_mounted: 'integration',
  not_mounted: 'integration',
  wrong_mode: 'integration',
  destroyed: 'integration',
  frame_unreachable: 'integration',
  frame_navigated: 'integration',
  no_client_secret: 'integration',
  invalid_client_secret: 'invalid_request',
  // The request is wrong.
  invalid_request: 'invalid_request',
  not_found: 'invalid_request',
  invalid_state: 'invalid_request',
  amount_changed: 'invalid_request',
  idempotency_mismatch: 'invalid_request',
  idempotency_in_progress: 'invalid_request',
  payload_too_large: 'invalid_request',
  unsupported_media_type: 'invalid_request',
  invalid_api_key: 'authentication',
  forbidden_origin: 'authentication',
  // What the buyer typed.
  card_number_invalid: 'validation',
  card_expiry_invalid: 'validation',
  card_cvc_invalid: 'validation',
  field_invalid: 'validation',
  promotion_code_invalid: 'validation',
  // What the bank said.
  card_declined: 'card',
  // The session is over.
  session_expired: 'invalid_request',
  session_complete: 'invalid_request',
  session_canceled: 'invalid_request',
  // The world.
  rate_limited: 'rate_limit',
  api_error: 'api',
  connection_failed: 'connection',
  script_load_failed: 'connection',
} as const satisfies Record<string, ErrorType>;

export type ErrorCode = keyof typeof TYPES;

const RETRYABLE: readonly ErrorCode[] = [
  'frame_unreachable',
  'no_client_secret',
  'amount_changed',
  'idempotency_in_progress',
  'rate_limited',
  'api_error',
  'connection_failed',
  'script_load_failed',
];

/** The error of any code, with all that the table knows of it. */
export function createError(
  code: ErrorCode,
  message: string,
  details?: Omit<XPayErrorDetails, 'type' | 'retryable'>,
): XPayError {
  return new XPayError(code, message, { ...details, type: TYPES[code], retryable: isRetryable(code) });
}

/** Whether a text is a code of the table. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(TYPES, value);
}

/** The type of a code, as it stands in the table. */
export function errorTypeOf(code: ErrorCode): ErrorType {
  return TYPES[code];
}

/** Whether the same call can succeed later with nothing changed. */
export function isRetryable(code: ErrorCode): boolean {
  return RETRYABLE.includes(code);
}
