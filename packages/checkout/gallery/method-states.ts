// Pictures of the ways to pay: the list with each of them open, and the account that a transfer goes to.

import type { PublicSession } from '@xpay/protocol/api';
import { CARD, type Picture, paid, ready } from './states.ts';

const ALL = { paymentMethodTypes: ['card', 'wallet', 'bnpl', 'bank_transfer'] };
const COLLECTED = { collect: { name: true, email: true, postalCode: true } };

export const METHOD_PICTURES: Readonly<Record<string, Picture>> = {
  methods: { state: ready(ALL), typed: CARD },
  methods_live: { state: ready({ ...ALL, ...COLLECTED, livemode: true }) },
  methods_wallet: { state: ready({ ...ALL, ...COLLECTED }), chosen: ['wallet'], pressed: true },
  methods_plans: { state: ready(ALL), chosen: ['bnpl'] },
  methods_plan: { state: ready(ALL), chosen: ['bnpl', 'in_12'] },
  methods_transfer: { state: ready(ALL), chosen: ['bank_transfer'] },
  methods_one: { state: ready({ paymentMethodTypes: ['wallet'] }) },
  methods_declined: {
    state: { ...ready(ALL), problem: { kind: 'declined', declineCode: 'method_declined' } },
    chosen: ['wallet'],
  },
  methods_element: { view: 'element', state: ready(ALL) },
  transfer: { state: { name: 'processing', session: awaited(), looks: 1 } },
};

function awaited(): PublicSession {
  const session = paid('processing');
  return {
    ...session,
    intent: {
      ...session.intent,
      card: null,
      method: 'bank_transfer',
      instructions: {
        accountHolder: 'Northwind Coffee GmbH',
        bankName: 'Sandbox Bank',
        iban: 'DE89370400440532013000',
        bic: 'COBADEFFXXX',
        accountNumber: null,
        reference: 'XP-7KQ4-M2',
        amount: session.intent.amount,
        currency: session.currency,
        expiresAt: '2026-11-28T12:00:00Z',
      },
    },
  };
}
