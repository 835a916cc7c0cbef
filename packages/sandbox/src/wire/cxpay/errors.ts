// Refusals as CX Pay words them.

import type { ApiError } from '../../http/problem.ts';
import { xpayErrorBody } from '../../http/problem.ts';
import type { Voice } from '../../http/voice.ts';

/** `{"error":{type,code,message,param,request_id}}`. */
export function cxpayErrorBody(error: ApiError, requestId: string) {
  const { type, code, message, param } = xpayErrorBody(error, requestId).error;
  return { error: { type, code, message, param, request_id: requestId } };
}

export const cxpayVoice: Voice = { contentType: 'application/json', body: cxpayErrorBody };
