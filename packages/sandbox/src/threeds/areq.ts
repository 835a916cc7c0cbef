// The authentication request (AReq): what a bank is told of a payment and of the browser in which it is made.

import { exponentOf } from '@xpay/protocol/currencies';
import { sandboxSession } from '../bank/bank.ts';
import { type Authentication, DECOUPLED_LIFETIME_MS } from '../domain/authentication.ts';
import type { Charge } from '../domain/charge.ts';
import type { Instant } from '../domain/clock.ts';
import type { Session } from '../domain/session.ts';
import type { Settings } from '../settings.ts';
import type { Merchant } from '../store/merchants.ts';
import { browserFields, toAscii } from './browser-fields.ts';
import { notificationUrl } from './challenge-form.ts';
import { numericOf } from './currency-codes.ts';
import { type AReq, MESSAGE_VERSION } from './messages.ts';

export interface AReqSubject {
  readonly session: Session;
  readonly charge: Charge;
  readonly authentication: Authentication;
  readonly merchant: Merchant;
  readonly settings: Pick<Settings, 'apiOrigin' | 'checkoutOrigin' | 'threedsOrigin'>;
}

/** Who we are at the sandbox's directory. */
const IDENTITY = {
  threeDSServerRefNumber: 'XPAY_SANDBOX_3DS_SERVER_2_2',
  acquirerBIN: '400000',
  acquirerMerchantID: 'XPAY-SANDBOX',
  mcc: '5999', // ISO 18245: miscellaneous and speciality retail
  merchantCountryCode: '840',
} as const;

/** The request about one verification; `now` is when the payment is made. */
export function buildAReq(subject: AReqSubject, now: Instant): AReq {
  const { session, charge, authentication, merchant, settings } = subject;
  const name = toAscii(merchant.displayName).slice(0, 40) || 'Merchant';
  const cardholderName = toAscii(charge.billing.name ?? '').slice(0, 45);
  return {
    ...IDENTITY,
    messageType: 'AReq',
    messageVersion: MESSAGE_VERSION,
    messageCategory: '01',
    deviceChannel: '02',
    threeDSServerTransID: authentication.serverTransactionId,
    threeDSServerURL: `${settings.threedsOrigin}/3ds/results`,
    threeDSRequestorID: merchant.id.slice(0, 35),
    threeDSRequestorName: name,
    threeDSRequestorURL: settings.checkoutOrigin,
    threeDSRequestorAuthenticationInd: '01',
    threeDSCompInd: authentication.methodCompletion ?? 'U',
    threeDSRequestorDecReqInd: 'Y',
    threeDSRequestorDecMaxTime: String(DECOUPLED_LIFETIME_MS / 60_000).padStart(5, '0'),
    acctNumber: authentication.accountReference,
    ...expiryOf(charge),
    ...(cardholderName.length < 2 ? {} : { cardholderName }),
    merchantName: name,
    transType: '01',
    notificationURL: notificationUrl(settings, 'challenge', authentication.id),
    messageExtension: [sandboxSession(session.id)],
    purchaseAmount: String(charge.amount),
    purchaseCurrency: numericOf(charge.currency) ?? '999', // ISO 4217: no currency
    purchaseExponent: String(exponentOf(charge.currency) ?? 2),
    purchaseDate: now.toISOString().replace(/\D/g, '').slice(0, 14),
    ...browserFields(authentication.browser, session.locale),
  };
}

/** `cardExpiryDate`: year and month, two digits each. */
function expiryOf({ card }: Charge): Pick<AReq, 'cardExpiryDate'> {
  if (card === null) return {};
  return { cardExpiryDate: `${String(card.expYear).slice(-2)}${String(card.expMonth).padStart(2, '0')}` };
}
