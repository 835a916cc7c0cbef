// Our 3-D Secure server (EMV 3DS 2.2, "3DS Server"): what banks and browsers may tell it about a verification.

import { mustFind } from '../changes.ts';
import type { Authentication } from '../domain/authentication.ts';
import type { Change, Checkout } from '../domain/checkout.ts';
import type { Instant } from '../domain/clock.ts';
import { returnAddressOf } from '../domain/return-address.ts';
import { noteChallenge, noteMethod, noteRedirect } from '../domain/verification-notes.ts';
import { allowedParents } from '../http/headers.ts';
import { findById } from '../store/authentications.ts';
import { getMerchant } from '../store/merchants.ts';
import type { Trx } from '../store/store.ts';
import { receiveApproval } from './approvals.ts';
import { creqOf, sessionDataOf } from './challenge-form.ts';
import {
  cresSchema,
  decodeMessage,
  type Erro,
  erroSchema,
  methodNotificationSchema,
  type RRes,
} from './messages.ts';
import type { ApprovalReply, SignedMessage } from './provider-messages.ts';
import { type ResultDeps, receiveResult } from './results.ts';

/** What a page about a verification may know: who may frame it, and where its buyer came from. */
export interface VerificationFacts {
  /** Origins that may embed the merchant's checkout, as `frame-ancestors` lists them. */
  readonly allowedParents: readonly string[];
  /** The shop's page that takes the buyer back, `xpay_session` added; null when the session has none. */
  readonly returnUrl: string | null;
  /** BCP 47, of the checkout at that payment; null where nobody has said it. */
  readonly locale: string | null;
  readonly merchantName: string;
}

/** Facts for a page that posts the challenge at top level. */
export interface RedirectFacts extends VerificationFacts {
  readonly acsUrl: string;
  /** base64url; null when such a page has been given it before, or the challenge is over: a CReq is posted once. */
  readonly creq: string | null;
  /** `threeDSSessionData`, base64url. */
  readonly sessionData: string;
}

/** Facts for the way to a provider's page, which may be gone as often as is needed. */
export interface ApprovalFacts extends VerificationFacts {
  /** Null when the approval has ended. */
  readonly approvalUrl: string | null;
}

export interface ThreeDsServer {
  /** A bank's result (RReq), the only thing that moves an intent; answered with an RRes, or an Erro that changed nothing. */
  receiveResult(rreq: unknown): Promise<RRes | Erro>;
  /** The bank's method page posted its notification: recorded before the page is made. Null for an id that nobody has. */
  noteMethod(id: string, fields: Readonly<Record<string, string>>): Promise<VerificationFacts | null>;
  /** The bank's challenge page posted a CRes or an Erro. It moves nothing; recorded before the page is made. */
  noteChallenge(id: string, fields: Readonly<Record<string, string>>): Promise<VerificationFacts | null>;
  /** Hands the CReq to a page of its own, once; null for an id that nobody has, or that has no such page. */
  beginRedirect(id: string): Promise<RedirectFacts | ApprovalFacts | null>;
  /** How an approval ended, as its provider says. */
  receiveApproval(message: SignedMessage): Promise<ApprovalReply>;
}

type Fields = Readonly<Record<string, string>>;

/** The 3DS server of one store. */
export function createThreeDsServer(deps: ResultDeps): ThreeDsServer {
  return {
    receiveResult: (rreq) => receiveResult(deps, rreq),
    noteMethod: (id, fields) =>
      note(deps, id, (before, authentication, now) => {
        const message = methodNotificationSchema.safeParse(decodeMessage(fields['threeDSMethodData'] ?? ''));
        const isOurs = message.success && isAbout(authentication, message.data.threeDSServerTransID);
        deps.logger.info({ authenticationId: id, isOurs }, 'the method page came back');
        return isOurs ? noteMethod(before, now) : { checkout: before, events: [] };
      }),
    noteChallenge: (id, fields) =>
      note(deps, id, (before, authentication, now) => {
        deps.logger.info(
          { authenticationId: id, kind: authentication.kind, said: kindOf(fields, authentication) },
          'the bank came back',
        );
        return noteChallenge(before, now);
      }),
    beginRedirect: (id) => beginRedirect(deps, id),
    receiveApproval: (message) => receiveApproval(deps, message),
  };
}

/** Records what came back about a verification, also when another has taken its place since. */
function note(
  deps: ResultDeps,
  id: string,
  step: (before: Checkout, authentication: Authentication, now: Instant) => Change,
): Promise<VerificationFacts | null> {
  return withCheckout(deps, id, async (trx, before) => {
    const { authentication } = before;
    if (authentication?.id === id) {
      await deps.changes.write(trx, before, step(before, authentication, deps.clock.now()));
    }
    return factsOf(trx, before);
  });
}

function beginRedirect(deps: ResultDeps, id: string): Promise<RedirectFacts | ApprovalFacts | null> {
  return withCheckout(deps, id, async (trx, before) => {
    const { authentication, session } = before;
    if (authentication?.id !== id || authentication.acsUrl === null || returnAddressOf(session) === null)
      return null;
    if (authentication.kind === 'approval') {
      const { state, acsUrl } = authentication;
      return { ...(await factsOf(trx, before)), approvalUrl: state === 'challenged' ? acsUrl : null };
    }
    const change = noteRedirect(before, deps.clock.now());
    await deps.changes.write(trx, before, change);
    return {
      ...(await factsOf(trx, before)),
      acsUrl: authentication.acsUrl,
      creq: change.checkout === before ? null : creqOf(authentication),
      sessionData: sessionDataOf(authentication),
    };
  });
}

async function withCheckout<T>(
  { store }: ResultDeps,
  id: string,
  work: (trx: Trx, before: Checkout) => Promise<T>,
): Promise<T | null> {
  return store.transaction(async (trx) => {
    const key = await findById(trx, id);
    return key === null ? null : work(trx, await mustFind(trx, key.sessionId));
  });
}

async function factsOf(trx: Trx, { session, authentication }: Checkout): Promise<VerificationFacts> {
  const { allowedOrigins, displayName } = await getMerchant(trx, session.merchantId);
  return {
    allowedParents: allowedParents(allowedOrigins, session.livemode),
    returnUrl: returnAddressOf(session),
    locale: authentication?.browser.info?.language ?? session.locale,
    merchantName: displayName,
  };
}

/** What kind of message it was, for the log alone: a browser carried it, so that it proves nothing. */
function kindOf(fields: Fields, authentication: Authentication): string {
  for (const field of Object.values(fields)) {
    const message = decodeMessage(field);
    if (erroSchema.safeParse(message).success) return 'Erro';
    const cres = cresSchema.safeParse(message);
    if (cres.success) {
      return isAbout(authentication, cres.data.threeDSServerTransID) ? 'CRes' : 'CRes of another transaction';
    }
  }
  return 'unreadable';
}

function isAbout({ serverTransactionId }: Authentication, transaction: string): boolean {
  return transaction.toLowerCase() === serverTransactionId;
}
