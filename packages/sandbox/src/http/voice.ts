// How the API that a path belongs to words a refusal.

import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ApiError, clientProblem, xpayErrorBody } from './problem.ts';

export interface Voice {
  readonly contentType: string;
  body(error: ApiError, requestId: string): object;
  /** Where this API's status for a refusal is another. */
  status?(error: ApiError): ContentfulStatusCode;
}

/** The voice of a path; of one that nobody knows, too. */
export type FindVoice = (path: string) => Voice;

const BROWSER: Voice = { contentType: 'application/problem+json', body: clientProblem };
const XPAY: Voice = { contentType: 'application/json', body: xpayErrorBody };

/** The browser API's for its paths, XPay's for all others. */
export const ownVoiceOf: FindVoice = (path) => (path.startsWith('/v1/client/') ? BROWSER : XPAY);
