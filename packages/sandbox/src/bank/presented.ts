// What a charge is paid with, as the acquirer gets it, and what that comes to: the test card decides.

import { type Fate, fateOf, isWrongCvc, type RawCard } from '../domain/cards.ts';
import type { Clock } from '../domain/clock.ts';
import type { Trx } from '../store/store.ts';
import { type CardVault, toVaulted, type VaultedCard } from './card-vault.ts';
import { spend } from './spent-tokens.ts';

/** What a charge is paid with. In memory only: what is kept is what was decided, never what was presented. */
export type Presented =
  | {
      readonly card: RawCard;
      /** Gives the card a token if it is approved: the buyer agrees. */
      readonly keep?: boolean;
    }
  /** A card that was kept, with its security code where the buyer was asked for it. */
  | { readonly token: string; readonly cvc: string | null }
  /** A payment sheet's token: good once. */
  | { readonly paymentToken: string }
  /** Money that the buyer sends. */
  | { readonly transfer: 'awaited' };

/** What a card comes to, and what the vault is to hold of it if that is money; null for nothing. */
export interface Decided {
  readonly fate: Fate;
  readonly keep: VaultedCard | null;
}

/** No money moves, and none ever will. */
export const VOID = { fate: 'void', keep: null } as const;
export const APPROVED = { fate: 'approve', keep: null } as const;

/** A token that is unknown, or whose card was removed a moment ago, is charged nothing. */
export async function decideOn(
  trx: Trx,
  chargeId: string,
  presented: Presented,
  cardVault: CardVault,
  clock: Clock,
): Promise<Decided> {
  if ('transfer' in presented) return { fate: 'approve_transfer', keep: null };
  if ('paymentToken' in presented) {
    return { fate: await spend(trx, chargeId, presented.paymentToken, clock.now()), keep: null };
  }
  if ('card' in presented) {
    const { card, keep = false } = presented;
    return { fate: fateOf(card.number), keep: keep ? toVaulted(card) : null };
  }
  const { token, cvc } = presented;
  const found = await cardVault.find(trx, token);
  if (found === null) return { fate: 'processing_error', keep: null };
  return { fate: cvc !== null && isWrongCvc(cvc) ? 'incorrect_cvc' : found.fate, keep: null };
}
