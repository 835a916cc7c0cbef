// The fields that 3-D Secure messages are made of: their kinds, and those of the longest message, the AReq.

import { z } from 'zod';

export const version = z.string().regex(/^2\.\d\.\d$/);
/** Transaction ids are UUIDs (RFC 4122). */
export const transactionId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'expected a UUID');
export const digits = (least: number, most: number) =>
  z.string().regex(new RegExp(`^\\d{${least},${most}}$`));
export const shortText = (most: number) => z.string().min(1).max(most);

/** A proprietary addition to a message: its receiver ignores it when it does not know it and it is not critical. */
const messageExtension = z
  .array(
    z.looseObject({
      name: shortText(64),
      id: shortText(64),
      criticalityIndicator: z.boolean(),
      data: z.record(z.string(), z.unknown()),
    }),
  )
  .max(10);

const areqBrowser = {
  /** The `Accept` header of the page that the buyer sees, cut at 2,048 characters. */
  browserAcceptHeader: shortText(2048),
  browserIP: shortText(45).optional(),
  browserJavaEnabled: z.boolean().optional(),
  browserJavascriptEnabled: z.boolean(),
  browserLanguage: shortText(8),
  browserColorDepth: z.enum(['1', '4', '8', '15', '16', '24', '32', '48']).optional(),
  browserScreenHeight: digits(1, 6).optional(),
  browserScreenWidth: digits(1, 6).optional(),
  /** Minutes, positive behind UTC. */
  browserTZ: z
    .string()
    .regex(/^[+-]?\d{1,4}$/)
    .optional(),
  browserUserAgent: shortText(2048),
};

const areqPurchase = {
  /** Minor units. */
  purchaseAmount: digits(1, 48),
  /** ISO 4217, numeric: currency-codes.ts. */
  purchaseCurrency: digits(3, 3),
  purchaseExponent: digits(1, 1),
  /** UTC, `YYYYMMDDHHMMSS`. */
  purchaseDate: digits(14, 14),
};

/** EMV 3DS 2.2, table B.1: what a browser payment sends of it. */
export const AREQ_FIELDS = {
  messageType: z.literal('AReq'),
  messageVersion: version,
  /** 01: payment. */
  messageCategory: z.enum(['01', '02']),
  /** 02: browser. */
  deviceChannel: z.enum(['01', '02', '03']),
  threeDSServerTransID: transactionId,
  threeDSServerRefNumber: shortText(32),
  threeDSServerURL: shortText(2048),
  threeDSRequestorID: shortText(35),
  threeDSRequestorName: shortText(40),
  threeDSRequestorURL: shortText(2048),
  /** 01: payment transaction. */
  threeDSRequestorAuthenticationInd: digits(2, 2),
  threeDSCompInd: z.enum(['Y', 'N', 'U']),
  threeDSRequestorDecReqInd: z.enum(['Y', 'N']).optional(),
  /** Minutes, 1 to 10080, five digits. */
  threeDSRequestorDecMaxTime: digits(5, 5).optional(),
  /** The card, or the token that stands for it. */
  acctNumber: digits(13, 19),
  /** `YYMM`. */
  cardExpiryDate: digits(4, 4).optional(),
  cardholderName: z.string().min(2).max(45).optional(),
  merchantName: shortText(40),
  merchantCountryCode: digits(3, 3).optional(),
  mcc: digits(4, 4).optional(),
  acquirerBIN: shortText(11),
  acquirerMerchantID: shortText(35),
  /** 01: goods or services. */
  transType: digits(2, 2).optional(),
  notificationURL: shortText(256),
  messageExtension: messageExtension.optional(),
  ...areqBrowser,
  ...areqPurchase,
};
