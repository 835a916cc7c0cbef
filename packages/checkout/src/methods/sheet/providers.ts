// The two companies whose payment sheets a browser can open: how each is asked for, and where its token stands in the answer.

import type { PublicSession } from '@xpay/protocol/api';
import { isPlainObject } from '@xpay/protocol/checks';

export interface Provider {
  readonly type: 'apple_pay' | 'google_pay';
  /** A name of a product is the same in every language. */
  readonly name: string;
  /** Payment method identifier (W3C Payment Method Identifiers, URL-based). */
  readonly identifier: string;
  /** What the provider wants to know besides the amount. */
  data(session: PublicSession): object;
  /** For the acquirer alone to read; null where there is none. */
  tokenOf(details: unknown): string | null;
}

/** ApplePayRequest, version 3 (Apple Pay on the Web, Payment Request API). */
const APPLE: Provider = {
  type: 'apple_pay',
  name: 'Apple Pay',
  identifier: 'https://apple.com/apple-pay',
  data: () => ({
    version: 3,
    merchantIdentifier: 'merchant.xpay.checkout',
    merchantCapabilities: ['supports3DS'],
    supportedNetworks: ['visa', 'masterCard', 'amex', 'discover', 'jcb', 'maestro'],
    countryCode: 'US',
  }),
  tokenOf: (details) => toText(valueAt(details, ['token', 'paymentData'])),
};

/** PaymentDataRequest, version 2 (Google Pay API for Web). The shop's name stands in the sheet. */
const GOOGLE: Provider = {
  type: 'google_pay',
  name: 'Google Pay',
  identifier: 'https://google.com/pay',
  data: ({ livemode, merchant }) => ({
    environment: livemode ? 'PRODUCTION' : 'TEST',
    apiVersion: 2,
    apiVersionMinor: 0,
    merchantInfo: { merchantName: merchant.displayName },
    allowedPaymentMethods: [
      {
        type: 'CARD',
        parameters: {
          allowedAuthMethods: ['PAN_ONLY', 'CRYPTOGRAM_3DS'],
          allowedCardNetworks: ['VISA', 'MASTERCARD', 'AMEX', 'DISCOVER', 'JCB'],
        },
        tokenizationSpecification: {
          type: 'PAYMENT_GATEWAY',
          parameters: { gateway: 'xpay', gatewayMerchantId: 'xpay' },
        },
      },
    ],
  }),
  tokenOf: (details) => toText(valueAt(details, ['paymentMethodData', 'tokenizationData', 'token'])),
};

/** The sandbox's own sheet, which stands in for either of them. */
export const TEST_SHEET: Pick<Provider, 'data' | 'tokenOf'> = {
  data: ({ merchant }) => ({ merchantName: merchant.displayName }),
  tokenOf: (details) => toText(valueAt(details, ['token'])),
};

export const PROVIDERS = { apple_pay: APPLE, google_pay: GOOGLE } as const;

function valueAt(from: unknown, [key, ...others]: readonly string[]): unknown {
  if (key === undefined) return from;
  return isPlainObject(from) && Object.hasOwn(from, key) ? valueAt(from[key], others) : undefined;
}

/** Apple gives an object, Google its text. */
function toText(token: unknown): string | null {
  if (typeof token === 'string') return token === '' ? null : token;
  return isPlainObject(token) ? JSON.stringify(token) : null;
}
