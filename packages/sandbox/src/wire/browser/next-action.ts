// What the buyer's browser has to do for its bank, if anything: only while the intent requires action.

import type { NextAction } from '@xpay/protocol/next-action';
import type { CReqRule } from '../../changes.ts';
import type { Checkout } from '../../domain/checkout.ts';
import { returnAddressOf } from '../../domain/return-address.ts';
import type { Settings } from '../../settings.ts';
import { creqOf, methodDataOf, sessionDataOf } from '../../threeds/challenge-form.ts';

export interface NextActionDeps {
  readonly settings: Pick<Settings, 'threedsOrigin'>;
  /** Without it a challenge tells what it is, and cannot be posted again. */
  readonly creq: CReqRule;
}

/** The next action; null while there is none, or while the bank is being asked. */
export function toNextAction(
  { session, intent, charges, authentication }: Checkout,
  { settings, creq }: NextActionDeps,
): NextAction | null {
  if (intent.status !== 'requires_action' || authentication === null) return null;
  const { id, state, methodUrl, acsUrl, dueAt } = authentication;
  const redirectUrl =
    returnAddressOf(session) === null ? null : `${settings.threedsOrigin}/3ds/redirect/${id}`;
  if (authentication.kind === 'approval') {
    const method = charges.at(-1)?.method;
    if (state !== 'challenged' || acsUrl === null || method === undefined) return null;
    return { type: 'approval', id, method, url: acsUrl, redirectUrl };
  }
  if (state === 'method' && methodUrl !== null) {
    return { type: 'three_ds_method', id, methodUrl, methodData: methodDataOf(authentication, settings) };
  }
  if (state === 'challenged' && acsUrl !== null) {
    return {
      type: 'three_ds_challenge',
      id,
      acsUrl,
      creq: creq === 'with creq' ? creqOf(authentication) : null,
      sessionData: sessionDataOf(authentication),
      redirectUrl,
    };
  }
  if (state === 'decoupled' && dueAt !== null) return { type: 'three_ds_decoupled', id, expiresAt: dueAt };
  return null;
}
