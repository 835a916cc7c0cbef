// Refusals as MaxFi words them.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiError } from '../../http/problem.ts';
import type { Voice } from '../../http/voice.ts';

/** By status, but for two that the status does not tell. */
const CODES: Partial<Record<number, string>> = {
  400: 'VALIDATION_ERROR',
  401: 'UNAUTHORIZED',
  402: 'NO_CONNECTOR',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  409: 'INVALID_STATE',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'RATE_LIMIT_EXCEEDED',
};

/** `{"error":{code,message}}`. */
export function maxfiErrorBody(error: ApiError) {
  return { error: { code: codeOf(error), message: error.message } };
}

function codeOf(error: ApiError): string {
  if (error.code === 'idempotency_mismatch') return 'IDEMPOTENCY_CONFLICT';
  if (error.code === 'idempotency_in_progress') return 'IDEMPOTENCY_IN_PROGRESS';
  return CODES[statusOf(error)] ?? 'INTERNAL_ERROR';
}

/** MaxFi answers a key that was used with another body with a conflict. */
function statusOf({ code, status }: ApiError): ContentfulStatusCode {
  return code === 'idempotency_mismatch' ? 409 : status;
}

export const maxfiVoice: Voice = {
  contentType: 'application/json',
  body: maxfiErrorBody,
  status: statusOf,
};
