// One error for every API, worded as each API words errors: XPay's envelope, and RFC 9457 for the browser API.

import type { ClientProblem } from '@xpay/protocol/api';
import { ERROR_TABLE } from '@xpay/protocol/error-table';
import { type ErrorCode, errorTypeOf } from '@xpay/protocol/error-types';
import { DOCS_URL } from '@xpay/protocol/errors';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What only servers get is not in the browser's table of codes. */
export type ApiErrorCode = ErrorCode | ServerErrorCode;

/** Of routes that only servers call; `docs/errors.md` lists them too. */
export type ServerErrorCode =
  | 'immutable_field'
  | 'currency_not_enabled'
  | 'invalid_token'
  | 'invalid_client'
  | 'unsupported_grant_type'
  | 'invalid_scope'
  | 'contact_required'
  | 'external_id_in_use'
  | 'product_in_use'
  | 'price_in_use'
  | 'currency_mismatch'
  | 'coupon_not_applicable'
  | 'code_in_use'
  | 'charge_not_refundable'
  | 'refund_too_large';

interface ApiErrorDetails {
  /** Path of the offending field, e.g. `lineItems[0].quantity`. */
  readonly param?: string | undefined;
  /** Response headers that belong to the error: `Retry-After`, `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the code alone does not say it. */
  readonly status?: ContentfulStatusCode;
}

/** A request that is refused. Thrown by middlewares and routes, rendered once, at the edge of each API. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly status: ContentfulStatusCode;
  readonly param: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ApiErrorCode, message: string, details: ApiErrorDetails = {}) {
    super(message);
    this.code = code;
    this.status = details.status ?? STATUS[code] ?? 400;
    this.param = details.param;
    this.headers = details.headers ?? {};
  }
}

/** Codes that are not a plain 400. */
export const STATUS: Partial<Record<ApiErrorCode, ContentfulStatusCode>> = {
  invalid_api_key: 401,
  invalid_token: 401,
  invalid_client: 401,
  currency_not_enabled: 403,
  forbidden_origin: 403,
  not_found: 404,
  invalid_client_secret: 404,
  invalid_state: 409,
  external_id_in_use: 409,
  product_in_use: 409,
  price_in_use: 409,
  code_in_use: 409,
  amount_changed: 409,
  session_expired: 409,
  session_complete: 409,
  session_canceled: 409,
  idempotency_in_progress: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  idempotency_mismatch: 422,
  rate_limited: 429,
  api_error: 500,
};

/** Our own faults are told without their details: those are in the log, under the request id. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError('api_error', 'The sandbox failed to answer. Its log says why, under this request id.');
}

/** XPay: `{"error":{type,code,message,param,requestId,docUrl}}`. */
export function xpayErrorBody(error: ApiError, requestId: string) {
  const documented = documentedCode(error.code);
  const type = errorTypeOf(documented);
  return {
    error: {
      type: type === 'api' ? 'api_error' : `${type}_error`,
      code: error.code,
      message: error.message,
      param: error.param ?? null,
      requestId,
      docUrl: DOCS_URL + error.code,
    },
  };
}

/** The browser API: RFC 9457 problem details. */
export function clientProblem(error: ApiError, requestId: string): ClientProblem {
  const documented = documentedCode(error.code);
  return {
    type: error.code === 'rate_limited' ? QUOTA_EXCEEDED : DOCS_URL + documented,
    title: ERROR_TABLE[documented].cause,
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.param === undefined ? {} : { param: error.param }),
    requestId,
  };
}

/** draft-ietf-httpapi-ratelimit-headers, section 8: the registered type of a 429. */
const QUOTA_EXCEEDED = 'https://iana.org/assignments/http-problem-types#quota-exceeded';

/** Under which documented code the ones that only servers get are explained. */
const SERVER_CODES: Readonly<Record<ServerErrorCode, ErrorCode>> = {
  immutable_field: 'invalid_request',
  currency_not_enabled: 'invalid_request',
  invalid_token: 'invalid_api_key',
  invalid_client: 'invalid_api_key',
  unsupported_grant_type: 'invalid_request',
  invalid_scope: 'invalid_request',
  contact_required: 'invalid_request',
  external_id_in_use: 'invalid_request',
  product_in_use: 'invalid_state',
  price_in_use: 'invalid_state',
  currency_mismatch: 'invalid_request',
  coupon_not_applicable: 'invalid_request',
  code_in_use: 'invalid_request',
  charge_not_refundable: 'invalid_request',
  refund_too_large: 'invalid_request',
};

function isServerCode(code: ApiErrorCode): code is ServerErrorCode {
  return Object.hasOwn(SERVER_CODES, code);
}

function documentedCode(code: ApiErrorCode): ErrorCode {
  return isServerCode(code) ? SERVER_CODES[code] : code;
}
