// The messages of EMV 3-D Secure 2.2 that a browser payment needs, as one party receives them from another.
//
// Names and values are the specification's (EMV 3DS Protocol and Core Functions 2.2.0, tables A.1 and B). Fields that are
// not listed pass unchanged, so that what 2.3.1 has added is no reason to refuse a message.

import { z } from 'zod';
import { AREQ_FIELDS, digits, shortText, transactionId, version } from './fields.ts';

/** The version we speak; another 2.x is understood, for its later fields are only additions. */
export const MESSAGE_VERSION = '2.2.0';

/** `threeDSMethodData` as our 3DS server sends it to the method URL. */
export const methodDataSchema = z.looseObject({
  threeDSServerTransID: transactionId,
  threeDSMethodNotificationURL: shortText(256),
});
export type MethodData = z.infer<typeof methodDataSchema>;

/** `threeDSMethodData` as the bank sends it back: the transaction and nothing else. */
export const methodNotificationSchema = z.looseObject({ threeDSServerTransID: transactionId });
export type MethodNotification = z.infer<typeof methodNotificationSchema>;

/** Authentication request, 3DS server to bank by way of the directory. */
export const areqSchema = z.looseObject(AREQ_FIELDS);
export type AReq = z.infer<typeof areqSchema>;

/** How a verification can stand. S (payment confirmation by passkey, 2.3) is never asked for, and so not accepted. */
const transStatus = z.enum(['Y', 'A', 'C', 'D', 'N', 'R', 'U', 'I']);

const proof = {
  /** Base64 of 20 bytes: goes to the acquirer with the authorisation. */
  authenticationValue: z
    .string()
    .regex(/^[A-Za-z0-9+/]{27}=$/)
    .optional(),
  eci: shortText(2).optional(),
};

/** Authentication response. The address in `acsURL` is as received: check it before a browser is sent there. */
export const aresSchema = z.looseObject({
  messageType: z.literal('ARes'),
  messageVersion: version,
  threeDSServerTransID: transactionId,
  dsTransID: transactionId,
  acsTransID: transactionId,
  acsReferenceNumber: shortText(32),
  acsOperatorID: shortText(32).optional(),
  dsReferenceNumber: shortText(32),
  transStatus,
  transStatusReason: digits(2, 2).optional(),
  acsURL: z.string().optional(),
  acsChallengeMandated: z.enum(['Y', 'N']).optional(),
  /** 02: dynamic (a code), 03: out of band, 04: decoupled. */
  authenticationType: digits(2, 2).optional(),
  /** Whether the bank will ask outside the browser, as the 3DS server allowed. */
  acsDecConInd: z.enum(['Y', 'N']).optional(),
  /** Must be shown, as text. */
  cardholderInfo: shortText(128).optional(),
  ...proof,
});
export type ARes = z.infer<typeof aresSchema>;

/** Challenge request, by way of the browser. */
export const creqSchema = z.looseObject({
  messageType: z.literal('CReq'),
  messageVersion: version,
  threeDSServerTransID: transactionId,
  acsTransID: transactionId,
  challengeWindowSize: z.enum(['01', '02', '03', '04', '05']),
});
export type CReq = z.infer<typeof creqSchema>;

/** Challenge response, by way of the browser, and so no proof of anything. */
export const cresSchema = z.looseObject({
  messageType: z.literal('CRes'),
  messageVersion: version,
  threeDSServerTransID: transactionId,
  acsTransID: transactionId,
  transStatus: z.enum(['Y', 'N']),
});
export type CRes = z.infer<typeof cresSchema>;

/** Results request, bank to 3DS server by way of the directory: how the verification ended. */
export const rreqSchema = z.looseObject({
  messageType: z.literal('RReq'),
  messageVersion: version,
  messageCategory: z.enum(['01', '02']),
  threeDSServerTransID: transactionId,
  acsTransID: transactionId,
  dsTransID: transactionId,
  transStatus: z.enum(['Y', 'A', 'N', 'U', 'R']),
  transStatusReason: digits(2, 2).optional(),
  authenticationType: digits(2, 2).optional(),
  /** 01: by the buyer, 03: decoupled time-out, 04: the bank's time-out, 05: no CReq came, 06: error, 07: unknown. */
  challengeCancel: digits(2, 2).optional(),
  /** How often the buyer has answered. */
  interactionCounter: digits(2, 2).optional(),
  ...proof,
});
export type RReq = z.infer<typeof rreqSchema>;

/** Results response. */
export const rresSchema = z.looseObject({
  messageType: z.literal('RRes'),
  messageVersion: version,
  threeDSServerTransID: transactionId,
  acsTransID: transactionId,
  dsTransID: transactionId,
  /** 01: received, the result counts; 02: no challenge was begun; 03: not received. */
  resultsStatus: z.enum(['01', '02', '03']),
});
export type RRes = z.infer<typeof rresSchema>;

/** What any party says about a message that it cannot use. */
export const erroSchema = z.looseObject({
  messageType: z.literal('Erro'),
  messageVersion: version,
  /** Table A.4: 101 not a message, 201 field missing, 203 format, 301 unknown transaction, 402 timed out. */
  errorCode: digits(3, 3),
  /** Who says so: C the app, S the 3DS server, D the directory, A the bank. */
  errorComponent: z.enum(['C', 'S', 'D', 'A']),
  errorDescription: z.string().max(2048),
  errorDetail: z.string().max(2048),
  errorMessageType: shortText(4).optional(),
  threeDSServerTransID: transactionId.optional(),
  acsTransID: transactionId.optional(),
  dsTransID: transactionId.optional(),
});
export type Erro = z.infer<typeof erroSchema>;

/** A message as a form field: base64url without padding (EMV 3DS 2.2, 1.6 and the clarification about padding). */
export function encodeMessage(message: object): string {
  return Buffer.from(JSON.stringify(message)).toString('base64url');
}

/**
 * The value in a form field, padded or not, or null for what is no base64url of UTF-8 JSON. It says nothing about the
 * message: check it against a schema. A field named `__proto__` is left out.
 */
export function decodeMessage(text: string): unknown {
  // Buffer skips what is no base64, and one character more than a multiple of four holds no whole byte.
  const bare = text.replace(/={1,2}$/, '');
  if (!/^[\w-]+$/.test(bare) || bare.length % 4 === 1) return null;
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(bare, 'base64url'));
    const value: unknown = JSON.parse(json, (name, field: unknown) =>
      name === '__proto__' ? undefined : field,
    );
    return value;
  } catch {
    return null; // The decoder and the parser throw for what they cannot read.
  }
}
