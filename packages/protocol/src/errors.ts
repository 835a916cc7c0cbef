// XPayError: the one error class. What each code means stands in error-types.ts and error-table.ts, without which it works.

import type { ErrorCode } from './error-types.ts';

export type { ErrorCode } from './error-types.ts';

export type ErrorType =
  | 'invalid_request'
  | 'authentication'
  | 'card'
  | 'validation'
  | 'rate_limit'
  | 'api'
  | 'connection'
  | 'integration';

/** Followed by a code: the paragraph that explains it. */
export const DOCS_URL = 'https://github.com/xpay/xpay-checkout/blob/main/docs/errors.md#';

/** What else is known of an error. */
export interface XPayErrorDetails {
  /** `integration`, where nothing else is said: what a page does wrong. */
  readonly type?: ErrorType;
  /** False, where nothing else is said. */
  readonly retryable?: boolean;
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

  /** For a code of any type, use `createError()`, which knows the table. */
  constructor(code: ErrorCode, message: string, details: XPayErrorDetails = {}) {
    super(message, details);
    Object.assign(this, {
      type: 'integration',
      retryable: false,
      ...details,
      code,
      docsUrl: DOCS_URL + code,
    });
  }
}
