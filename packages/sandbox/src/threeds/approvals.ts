// Approvals on our server's side: asked of a provider together with the charge, and ended by what the provider says.

import { randomUUID } from 'node:crypto';
import { matchLocale, SHIPPED_LOCALES } from '@xpay/protocol/locales';
import type { NewOrder } from '../bank/approval-book.ts';
import { LINE, type Providers } from '../bank/providers.ts';
import type { NewApproval } from '../domain/approval.ts';
import { hearApproval } from '../domain/approval.ts';
import type { BuyerBrowser } from '../domain/buyer-browser.ts';
import type { Checkout } from '../domain/checkout.ts';
import { allowedParents } from '../http/headers.ts';
import type { Settings } from '../settings.ts';
import { findByTransaction } from '../store/authentications.ts';
import { getMerchant } from '../store/merchants.ts';
import type { Trx } from '../store/store.ts';
import { randomBase62 } from '../store/vault.ts';
import { notificationUrl } from './challenge-form.ts';
import {
  type ApprovalMessage,
  type ApprovalReply,
  readSigned,
  type SignedMessage,
} from './provider-messages.ts';
import type { ResultDeps } from './results.ts';
import { authorize, takeStep } from './steps.ts';

export interface ApprovalDeps {
  readonly providers: Pick<Providers, 'pageOf' | 'open'>;
  readonly settings: Pick<Settings, 'threedsOrigin' | 'checkoutOrigin'>;
}

/** What an approval starts with. */
export function newApproval(
  method: NewOrder['method'],
  browser: BuyerBrowser,
  { providers }: Pick<ApprovalDeps, 'providers'>,
): Omit<NewApproval, 'chargeId'> {
  const orderId = randomBase62(ID_LENGTH);
  return {
    // Whoever has it may post a notification, so that it has to be beyond guessing.
    id: `tds_${randomBase62(ID_LENGTH)}`,
    serverTransactionId: randomUUID(),
    orderId,
    browser,
    url: providers.pageOf(method, orderId),
  };
}

/** 142 random bits. */
const ID_LENGTH = 24;

/** Asks the provider for the approval that a checkout waits for, in the same transaction. */
export async function orderApproval(
  trx: Trx,
  { session, charges, authentication }: Checkout,
  { providers, settings }: ApprovalDeps,
): Promise<void> {
  const charge = charges.at(-1);
  const method = charge?.method;
  if (authentication?.kind !== 'approval' || (method !== 'wallet' && method !== 'bnpl')) return;
  const merchant = await getMerchant(trx, session.merchantId);
  const { info } = authentication.browser;
  const locales = [info?.language ?? '', session.locale ?? ''].filter((tag) => tag !== '');
  await providers.open(trx, {
    id: authentication.acsTransactionId ?? '',
    reference: authentication.serverTransactionId,
    charge_id: authentication.chargeId,
    method,
    merchant_name: merchant.displayName,
    amount: charge?.amount ?? 0,
    currency: session.currency,
    plan: charge?.plan ?? null,
    locale: matchLocale(locales, SHIPPED_LOCALES) ?? 'en',
    notification_url: notificationUrl(settings, 'challenge', authentication.id),
    // Every ancestor has to match: the bridge, the frame, and the shop's page.
    ancestors: [
      settings.threedsOrigin,
      settings.checkoutOrigin,
      ...allowedParents(merchant.allowedOrigins, session.livemode),
    ],
  });
}

/** How an approval ended, as its provider says: the only thing that moves the intent. Told twice, it is taken once. */
export async function receiveApproval(deps: ResultDeps, received: SignedMessage): Promise<ApprovalReply> {
  const { store, clock, logger } = deps;
  const message = readSigned(received, store.vault.derive(LINE), clock.now());
  if (message === null) {
    logger.warn('a result of a provider was refused: its signature is not right');
    return 'refused';
  }
  const key = await findByTransaction(store.db, message.reference);
  if (key === null) return 'refused';
  const taken = await takeStep(deps, key, (before, now) =>
    isAbout(before, message) ? hearApproval(before, message.result, now) : { checkout: before, events: [] },
  );
  if (taken.isPassed) await authorize(deps, taken.checkout);
  return replyTo(taken.checkout, message);
}

/** Whether a message is about the attempt that the buyer is at, at the price that it has. */
function isAbout({ charges, authentication }: Checkout, message: ApprovalMessage): boolean {
  const charge = charges.at(-1);
  return (
    authentication?.serverTransactionId === message.reference &&
    authentication.acsTransactionId === message.order &&
    charge?.amount === message.amount &&
    charge.currency === message.currency
  );
}

const ENDS = { approved: 'passed', declined: 'failed', canceled: 'canceled', expired: 'expired' } as const;

/** A result that counted before counts when it is repeated: its provider may not have heard the first answer. */
function replyTo(checkout: Checkout, message: ApprovalMessage): ApprovalReply {
  if (!isAbout(checkout, message)) return 'over';
  return checkout.authentication?.state === ENDS[message.result] ? 'taken' : 'over';
}
