// Refusals as the payment-request API words them, and those of its token endpoint as OAuth 2.0 does.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiErrorCode } from '../../http/problem.ts';
import type { Voice } from '../../http/voice.ts';

/** `{"error":{code,message,validation_errors?}}`. */
export const paymentRequestVoice: Voice = {
  contentType: 'application/json',
  body: ({ code, message, param }) => ({
    error: {
      code,
      message,
      ...(param === undefined ? {} : { validation_errors: { [param]: withoutName(message, param) } }),
    },
  }),
};

/** RFC 6749, 5.2, whatever went wrong: its clients know nothing else. */
export const oauthVoice: Voice = {
  contentType: 'application/json',
  body: (error) => ({
    error: OAUTH_CODES[error.code] ?? 'invalid_request',
    error_description: plain(error.message),
  }),
  status: ({ code, status }) => OAUTH_STATUS[code] ?? status,
};

const OAUTH_CODES: Partial<Record<ApiErrorCode, string>> = {
  invalid_client: 'invalid_client',
  unsupported_grant_type: 'unsupported_grant_type',
  invalid_scope: 'invalid_scope',
  // Not in the RFC, which has no word for these on a token endpoint; RFC 6749, 4.1.2.1 has.
  rate_limited: 'temporarily_unavailable',
  api_error: 'server_error',
};

const OAUTH_STATUS: Partial<Record<ApiErrorCode, ContentfulStatusCode>> = {
  unsupported_media_type: 400,
};

/** RFC 6749, 5.2: no quotation marks, no backslash, nothing but ASCII. */
function plain(message: string): string {
  return message.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, '?');
}

function withoutName(message: string, param: string): string {
  return message.startsWith(`${param}: `) ? message.slice(param.length + 2) : message;
}
