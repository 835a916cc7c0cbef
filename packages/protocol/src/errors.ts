// XPayError, and the type of every code. Causes and cures stand in error-table.ts, which no browser loads.

export type ErrorType =
  | 'invalid_request'
  | 'authentication'
  | 'card'
  | 'validation'
  | 'rate_limit'
  | 'api'
  | 'connection'
  | 'integration';

const TYPES = {
  // The call or the page is wrong; thrown at once where it can be seen at once.
  invalid_option: 'integration',
  invalid_key: 'integration',
  secret_key_in_browser: 'integration',
  target_not_found: 'integration',
  already_mounted: 'integration',
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
];

/** Followed by a code: the paragraph that explains it. */
export const DOCS_URL = 'https://github.com/xpay/xpay-checkout/blob/main/docs/errors.md#';

/** What else is known of an error. */
export interface XPayErrorDetails {
  readonly declineCode?: string;
  readonly param?: string;
  readonly requestId?: string;
  /** The foreign error behind this one; for a developer's eyes, never shown and never sent. */
  readonly cause?: unknown;
}

/** The one error class of the browser packages: thrown for misuse, returned as `{ error }` for everything else. */
export class XPayError extends Error {
  override readonly name = 'XPayError';
  declare readonly code: ErrorCode;
  declare readonly type: ErrorType;
  /** Whether the same call can succeed later with nothing changed. */
  declare readonly retryable: boolean;
  declare readonly docsUrl: string;
  /** What the bank said, as far as a buyer may know; only with `type: 'card'`. */
  declare readonly declineCode: string | undefined;
  /** Path of the offending option or field. */
  declare readonly param: string | undefined;
  /** Quote it to whoever runs the payment server. */
  declare readonly requestId: string | undefined;

  constructor(code: ErrorCode, message: string, details: XPayErrorDetails = {}) {
    super(message, details);
    const { declineCode, param, requestId } = details;
    Object.assign(this, {
      code,
      type: TYPES[code],
      retryable: RETRYABLE.includes(code),
      docsUrl: DOCS_URL + code,
      declineCode,
      param,
      requestId,
    });
  }
}

/** Whether a text is a code of the table. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(TYPES, value);
}

/** The type of a code, as it stands in the table. */
export function errorTypeOf(code: ErrorCode): ErrorType {
  return TYPES[code];
}
