// One question to the bank, with the patience that EMV 3DS asks for: an answer that can be used, or none.

import type { Logger } from 'pino';
import type { Bank } from '../bank/bank.ts';
import type { Wait } from '../domain/clock.ts';
import type { BankAnswer } from '../domain/verification.ts';
import { stackOf } from '../http/redact.ts';
import { readARes } from './ares.ts';
import type { AReq } from './messages.ts';

export interface AskDeps {
  readonly bank: Pick<Bank, 'authenticate'>;
  readonly wait: Wait;
  readonly logger: Logger;
  /** None of them may be a bank's; the 3DS origin first. */
  readonly ownOrigins: readonly string[];
}

/** EMV 3DS 2.2: a directory answers within 10 s, or it has not answered. */
export const ARES_TIMEOUT_MS = 10_000;

/** What the bank answered; null when it did not in time, or nothing that can be used. Never rejects. */
export async function askBank(
  { bank, wait, logger, ownOrigins }: AskDeps,
  areq: AReq,
): Promise<BankAnswer | null> {
  const transaction = areq.threeDSServerTransID;
  const aborter = new AbortController();
  const answered = hear(bank, areq).then(({ received, failure }) => {
    if (failure !== undefined) {
      logger.warn({ transaction, stack: stackOf(failure) }, 'the line to the bank broke');
      return null;
    }
    const read = readARes(received, { serverTransactionId: transaction }, ownOrigins);
    if ('answer' in read) return read.answer;
    logger.warn({ transaction, problem: read.problem }, 'the answer of the bank cannot be used');
    return null;
  });
  const late = wait(ARES_TIMEOUT_MS, aborter.signal).then(() => {
    logger.warn({ transaction }, 'the bank did not answer in time');
    return null;
  });
  try {
    return await Promise.race([answered, late]);
  } finally {
    aborter.abort();
  }
}

/** The line may break at once, later, or after nobody waits any more: each is a value. */
async function hear(bank: AskDeps['bank'], areq: AReq): Promise<{ received?: unknown; failure?: unknown }> {
  try {
    return { received: await bank.authenticate(areq) };
  } catch (failure) {
    return { failure: failure ?? new Error('The bank rejected without a reason.') };
  }
}
