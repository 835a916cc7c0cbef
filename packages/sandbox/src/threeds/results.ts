// Results of banks (RReq): the truth about a verification, taken once, from the bank that has it, while it is awaited.

import type { Checkout } from '../domain/checkout.ts';
import { awaitsResult, type BankResult, hearResult } from '../domain/verification.ts';
import { findByTransaction } from '../store/authentications.ts';
import { proofOf } from './ares.ts';
import { type Erro, MESSAGE_VERSION, type RReq, type RRes, rreqSchema } from './messages.ts';
import { authorize, type StepDeps, takeStep } from './steps.ts';

export type ResultDeps = Pick<StepDeps, 'store' | 'clock' | 'acquirer' | 'changes' | 'logger'>;

/** Follows a result, and asks the acquirer when it says yes. An Erro has changed nothing. */
export async function receiveResult(deps: ResultDeps, received: unknown): Promise<RRes | Erro> {
  const parsed = rreqSchema.safeParse(received);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    return refuse(
      deps,
      { code: '203', text: 'The message is no RReq that can be used.', detail: field },
      null,
    );
  }
  const rreq = parsed.data;
  const key = await findByTransaction(deps.store.db, rreq.threeDSServerTransID);
  if (key === null) return refuse(deps, UNKNOWN, rreq);
  const taken = await takeStep(deps, key, (before, now) =>
    refusalOf(before, rreq) === null
      ? hearResult(before, toResult(rreq), now)
      : { checkout: before, events: [] },
  );
  if (!taken.hasChanged) return refuse(deps, refusalOf(taken.checkout, rreq) ?? OVER, rreq);
  if (taken.isPassed) await authorize(deps, taken.checkout);
  return {
    messageType: 'RRes',
    messageVersion: MESSAGE_VERSION,
    threeDSServerTransID: rreq.threeDSServerTransID,
    acsTransID: rreq.acsTransID,
    dsTransID: rreq.dsTransID,
    resultsStatus: '01',
  };
}

function toResult(rreq: RReq): BankResult {
  return {
    transStatus: rreq.transStatus,
    proof: proofOf(rreq),
    challengeCancel: rreq.challengeCancel ?? null,
  };
}

/** EMV 3DS 2.2, table A.4. */
interface Refusal {
  readonly code: '203' | '301' | '305' | '402';
  readonly text: string;
  readonly detail: string;
}

const UNKNOWN: Refusal = { code: '301', text: 'No such transaction.', detail: 'threeDSServerTransID' };
const FOREIGN: Refusal = {
  code: '301',
  text: 'The transaction has another id at the bank or the directory.',
  detail: 'acsTransID, dsTransID',
};
const OVER: Refusal = {
  code: '305',
  text: 'The transaction has ended: its result stands.',
  detail: 'transStatus',
};
const EXPIRED: Refusal = { code: '402', text: 'The transaction has timed out.', detail: 'transStatus' };

/** Why a result does not count; null when it does. */
function refusalOf({ authentication }: Checkout, rreq: RReq): Refusal | null {
  // Another verification has taken its place.
  if (authentication?.serverTransactionId !== rreq.threeDSServerTransID.toLowerCase()) return OVER;
  const isTheirs =
    authentication.acsTransactionId === rreq.acsTransID.toLowerCase() &&
    authentication.dsTransactionId === rreq.dsTransID.toLowerCase();
  if (!isTheirs) return FOREIGN;
  if (authentication.state === 'expired') return EXPIRED;
  return awaitsResult(authentication) ? null : OVER;
}

function refuse({ logger }: ResultDeps, { code, text, detail }: Refusal, rreq: RReq | null): Erro {
  const ids =
    rreq === null
      ? {}
      : {
          threeDSServerTransID: rreq.threeDSServerTransID,
          acsTransID: rreq.acsTransID,
          dsTransID: rreq.dsTransID,
        };
  logger.warn({ code, detail, transaction: rreq?.threeDSServerTransID }, 'a result was refused');
  return {
    messageType: 'Erro',
    messageVersion: MESSAGE_VERSION,
    errorCode: code,
    errorComponent: 'S',
    errorDescription: text,
    errorDetail: detail,
    errorMessageType: 'RReq',
    ...ids,
  };
}
