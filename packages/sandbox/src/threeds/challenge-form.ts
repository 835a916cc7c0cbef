// The forms that a browser posts to a bank: what is in them, made anew each time and stored nowhere.

import type { Authentication } from '../domain/authentication.ts';
import type { Settings } from '../settings.ts';
import { encodeMessage, MESSAGE_VERSION } from './messages.ts';

/** Full screen, for a browser that did not say what room there is. */
const ANY_SIZE = '05';

/** Where the bank's pages come back to. At most 256 characters (EMV 3DS 2.2, `notificationURL`). */
export function notificationUrl(
  { threedsOrigin }: Pick<Settings, 'threedsOrigin'>,
  step: 'method' | 'challenge',
  id: string,
): string {
  return `${threedsOrigin}/3ds/notify/${step}/${id}`;
}

/** `threeDSMethodData`. */
export function methodDataOf(
  authentication: Authentication,
  settings: Pick<Settings, 'threedsOrigin'>,
): string {
  return encodeMessage({
    threeDSServerTransID: authentication.serverTransactionId,
    threeDSMethodNotificationURL: notificationUrl(settings, 'method', authentication.id),
  });
}

/** `creq`; null before the bank has asked for a challenge. */
export function creqOf(authentication: Authentication): string | null {
  if (authentication.acsTransactionId === null) return null;
  return encodeMessage({
    messageType: 'CReq',
    messageVersion: MESSAGE_VERSION,
    threeDSServerTransID: authentication.serverTransactionId,
    acsTransID: authentication.acsTransactionId,
    challengeWindowSize: authentication.browser.info?.windowSize ?? ANY_SIZE,
  });
}

/** `threeDSSessionData`: comes back as it is, so that it holds nothing but an opaque id. */
export function sessionDataOf({ id }: Authentication): string {
  return Buffer.from(id).toString('base64url');
}
