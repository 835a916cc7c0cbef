// For tests: a session as the server would answer it, with what matters to the test replaced.

import type { PublicIntent, PublicSession } from '@xpay/protocol/api';
import type {
  ApprovalAction,
  ChallengeAction,
  DecoupledAction,
  MethodAction,
  NextAction,
} from '@xpay/protocol/next-action';

/** An open session of $49.00 that nobody has tried to pay yet. */
export function aSession({
  intent,
  ...session
}: Partial<Omit<PublicSession, 'intent'>> & { readonly intent?: Partial<PublicIntent> } = {}): PublicSession {
  return {
    id: 'cs_test_1',
    object: 'checkout.session',
    livemode: true,
    status: 'open',
    paymentStatus: 'unpaid',
    uiMode: 'embedded',
    submitType: 'pay',
    currency: 'USD',
    exponent: 2,
    amountSubtotal: 4900,
    amountDiscount: 0,
    amountTax: 0,
    amountTotal: 4900,
    lineItems: [],
    description: null,
    merchant: { displayName: 'Kiln & Co', supportUrl: null },
    locale: null,
    buttonText: null,
    paymentMethodTypes: ['card'],
    collect: { name: false, email: false, postalCode: false },
    customer: { email: null, name: null },
    expiresAt: '2026-11-21T12:30:00.000Z',
    serverTime: '2026-11-21T12:00:00.000Z',
    cancelUrlPresent: false,
    autoReturnMs: null,
    version: 1,
    ...session,
    intent: {
      id: 'pi_1',
      object: 'payment_intent',
      status: 'requires_payment_method',
      amount: 4900,
      currency: 'USD',
      lastError: null,
      card: null,
      nextAction: null,
      cardholderInfo: null,
      ...intent,
    },
  };
}

/** The session after a bank refused the card. */
export function aDeclinedSession(version = 2): PublicSession {
  return aSession({
    version,
    intent: { status: 'failed', lastError: { declineCode: 'insufficient_funds' } },
  });
}

/** The session after it was paid. */
export function aPaidSession(version = 2): PublicSession {
  return aSession({ version, status: 'complete', paymentStatus: 'paid', intent: { status: 'succeeded' } });
}

/** The session while its buyer has this to do. */
export function anActingSession(nextAction: NextAction | null, version = 2): PublicSession {
  return aSession({ version, intent: { status: 'requires_action', nextAction } });
}

/** The bank would like to look at the browser. */
export function aMethod(action: Partial<MethodAction> = {}): MethodAction {
  return {
    type: 'three_ds_method',
    id: 'auth_1',
    methodUrl: 'https://bank.example/method',
    methodData: 'eyJ9',
    ...action,
  };
}

/** A challenge as the answer that began it tells of it: with its CReq, and nowhere to go but into the checkout. */
export function aChallenge(action: Partial<ChallengeAction> = {}): ChallengeAction {
  return {
    type: 'three_ds_challenge',
    id: 'auth_1',
    acsUrl: 'https://bank.example/challenge',
    creq: 'eyJ9',
    sessionData: 'YXV0aF8x',
    redirectUrl: null,
    ...action,
  };
}

/** A wallet asks on its page, with nowhere to go but into the checkout. */
export function anApproval(action: Partial<ApprovalAction> = {}): ApprovalAction {
  return {
    type: 'approval',
    id: 'auth_1',
    method: 'wallet',
    url: 'https://wallet.example/approve/1',
    redirectUrl: null,
    ...action,
  };
}

/** The bank asks in its app. */
export const A_DECOUPLED: DecoupledAction = {
  type: 'three_ds_decoupled',
  id: 'auth_1',
  expiresAt: '2026-11-21T12:05:00.000Z',
};
