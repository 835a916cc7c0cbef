// The directory: which cards are enrolled, and the line between our 3-D Secure server and the bank, when it holds.

import type { z } from 'zod';
import type { RawCard } from '../domain/cards.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import { type AReq, areqSchema } from '../threeds/messages.ts';
import type { Acs } from './acs.ts';
import { badAddress } from './bad-address.ts';
import { type CardProfile, profileOf, readReference, referenceTo } from './cards.ts';
import { protocolError } from './compose.ts';
import { type Behavior, behaviorIn } from './switches.ts';

export interface DirectoryDeps {
  readonly store: Store;
  readonly settings: Pick<Settings, 'bankOrigin' | 'threedsOrigin'>;
  readonly acs: Pick<Acs, 'open'>;
  readonly wait: (ms: number) => Promise<unknown>;
}

/** The directory of one bank. */
export function createDirectory({ store, settings, acs, wait }: DirectoryDeps) {
  const enrolment = async ({ hasMethod }: CardProfile, accountReference: string, sessionId: string) => {
    const behavior = await behaviorIn(store, sessionId);
    return { accountReference, methodUrl: hasMethod ? methodUrlFor(behavior, settings) : null };
  };
  return {
    /** The card's enrolment, or null when its issuer takes no part. */
    async lookUp(card: RawCard, sessionId: string) {
      const profile = profileOf(card.number);
      return profile === null ? null : enrolment(profile, referenceTo(card.number), sessionId);
    },

    /** The same for a card of which only its reference is known. */
    async lookUpReference(accountReference: string, sessionId: string) {
      const known = readReference(accountReference);
      return known === null ? null : enrolment(known.profile, accountReference, sessionId);
    },

    /** Passes an AReq on to the bank, and the bank's answer back. */
    async authenticate(areq: AReq, sessionId: string | null): Promise<unknown> {
      const parsed = areqSchema.safeParse(areq);
      if (!parsed.success) return { ...protocolError('203', 'AReq'), errorDetail: fieldOf(parsed.error) };
      const behavior = await behaviorIn(store, sessionId);
      if (behavior === 'areq_lost') return new Promise(() => {});
      if (behavior === 'areq_broken') return '<html><body><h1>502 Bad Gateway</h1></body></html>';
      if (behavior === 'areq_slow') await wait(SLOW_ANSWER_MS);
      return acs.open(parsed.data, behavior);
    },
  };
}

const SLOW_ANSWER_MS = 3_000;

/** The method page gets its instructions in its address: a method's data names a transaction, but no AReq has been sent yet. */
function methodUrlFor(behavior: Behavior, settings: DirectoryDeps['settings']): string | null {
  if (behavior === 'method_absent') return null;
  if (behavior.startsWith('method_url_')) return badAddress(behavior, settings);
  const isTold = behavior.startsWith('method_') || behavior === 'forged_done';
  return `${settings.bankOrigin}/method${isTold ? `?behavior=${behavior}` : ''}`;
}

/** The first field that is wrong. */
function fieldOf(error: z.ZodError): string {
  return error.issues[0]?.path.join('.') ?? '';
}
