// Refusals on paths that two APIs write the same: of an id that nobody has, nobody can tell whose words it is about.

import { type ApiError, xpayErrorBody } from '../../http/problem.ts';
import type { Voice } from '../../http/voice.ts';

/** XPay's and CX Pay's in one: whoever asks finds their own fields. */
export function sharedErrorBody(error: ApiError, requestId: string) {
  const body = xpayErrorBody(error, requestId);
  return { error: { ...body.error, request_id: requestId } };
}

export const sharedVoice: Voice = { contentType: 'application/json', body: sharedErrorBody };
