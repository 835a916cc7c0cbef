// One use of the browser's payment sheet (W3C Payment Request): asked about, opened in the press, and told what came of it.

import type { PublicSession } from '@xpay/protocol/api';
import { type Provider, TEST_SHEET } from './providers.ts';

/** What became of it in the sheet's words: `unknown` closes it and says nothing. */
export type Verdict = 'success' | 'fail' | 'unknown';

export interface Approved {
  readonly token: string;
  /** Closes the sheet with the truth; only the first call counts. */
  complete(verdict: Verdict): void;
}

/**
 * Whether the sheet can be opened here. Not as `element`: its button is the shop's, and a press there is none in this frame,
 * without which no sheet opens (HTML, transient activation).
 */
export async function canOpen(provider: Provider, session: PublicSession): Promise<boolean> {
  if (typeof PaymentRequest === 'undefined') return false;
  if (document.documentElement.dataset['view'] === 'element') return false;
  try {
    return await requestFor(provider, session).canMakePayment();
  } catch {
    return false; // Not allowed in this frame, or not now.
  }
}

/**
 * Opens the sheet; call it in the press itself.
 * @returns null where the buyer closed it.
 * @throws what the browser throws where it cannot be opened, and RangeError where it gave no token.
 */
export async function open(provider: Provider, session: PublicSession): Promise<Approved | null> {
  let response: PaymentResponse;
  try {
    response = await requestFor(provider, session).show();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') return null;
    throw cause;
  }
  let isComplete = false;
  const complete = (verdict: Verdict) => {
    if (isComplete) return;
    isComplete = true;
    // Where the sheet is gone already there is nobody to tell.
    response.complete(verdict).catch(() => {});
  };
  const isTest = response.methodName === session.testSheet;
  const token = (isTest ? TEST_SHEET : provider).tokenOf(response.details);
  if (token !== null) return { token, complete };
  complete('fail');
  throw new RangeError(`${provider.name} gave no token.`);
}

function requestFor(provider: Provider, session: PublicSession): PaymentRequest {
  const { currency, amountTotal, exponent, merchant } = session;
  const value = (amountTotal / 10 ** exponent).toFixed(exponent);
  const methods = [{ supportedMethods: provider.identifier, data: provider.data(session) }];
  if (session.testSheet !== undefined)
    methods.push({ supportedMethods: session.testSheet, data: TEST_SHEET.data(session) });
  return new PaymentRequest(methods, { total: { label: merchant.displayName, amount: { currency, value } } });
}
