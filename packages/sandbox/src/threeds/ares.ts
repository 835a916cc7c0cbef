// A bank's answer (ARes) as received: an unknown value, until it is shown to be about our transaction and safe to follow.

import { isBankUrl } from '@xpay/protocol/bridge-messages';
import type { Authentication, Proof } from '../domain/authentication.ts';
import type { BankAnswer } from '../domain/verification.ts';
import { type ARes, aresSchema } from './messages.ts';

/** The answer, or why it cannot be used. */
export function readARes(
  received: unknown,
  { serverTransactionId }: Pick<Authentication, 'serverTransactionId'>,
  ownOrigins: readonly string[],
): { readonly answer: BankAnswer } | { readonly problem: string } {
  const parsed = aresSchema.safeParse(received);
  if (!parsed.success) return { problem: `no ARes: ${parsed.error.issues[0]?.path.join('.') ?? ''}` };
  const ares = parsed.data;
  if (ares.threeDSServerTransID.toLowerCase() !== serverTransactionId) {
    return { problem: 'an ARes about another transaction' };
  }
  const acsUrl = ares.transStatus === 'C' ? (ares.acsURL ?? '') : null;
  if (acsUrl !== null && !isBankUrl(acsUrl, ownOrigins)) return { problem: 'an acsURL that is refused' };
  return {
    answer: {
      transStatus: ares.transStatus,
      acsTransactionId: ares.acsTransID.toLowerCase(),
      dsTransactionId: ares.dsTransID.toLowerCase(),
      acsUrl,
      cardholderInfo: ares.cardholderInfo ?? null,
      proof: proofOf(ares),
    },
  };
}

/** The proof in an answer or a result; null for one that has none. */
export function proofOf({
  authenticationValue,
  eci,
}: Pick<ARes, 'authenticationValue' | 'eci'>): Proof | null {
  return authenticationValue === undefined ? null : { eci: eci ?? null, value: authenticationValue };
}
