// Which API a path belongs to, as far as refusals ask: each is worded as that API's clients expect it.

import { type FindVoice, ownVoiceOf, type Voice } from '../http/voice.ts';
import { sharedVoice } from './common/errors.ts';
import { cxpayVoice } from './cxpay/errors.ts';
import { maxfiVoice } from './maxfi/errors.ts';
import { oauthVoice, paymentRequestVoice } from './payment-request/errors.ts';

const VOICES: readonly (readonly [path: RegExp, Voice])[] = [
  [/^\/checkout-sessions(\/|$)/, cxpayVoice],
  [/^\/(payment-intents|charges)(\/|$)/, sharedVoice],
  [/^\/payments?\/request(\/|$)/, paymentRequestVoice],
  [/^\/oauth\/token$/, oauthVoice],
  [/^\/v2(\/|$)/, maxfiVoice],
];

/** The voice of a path; XPay's for all that is nobody else's. */
export const voiceOf: FindVoice = (path) =>
  VOICES.find(([pattern]) => pattern.test(path))?.[1] ?? ownVoiceOf(path);
