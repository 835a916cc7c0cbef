// A transfer that the buyer makes themselves: what to send where is shown once they have said that they will.

import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { BankMark } from '../marks.tsx';
import type { MakeMethods } from '../method.ts';

export const createBankTransfer: MakeMethods = ({ i18n }) => [
  {
    id: 'bank_transfer',
    type: 'bank_transfer',
    isOffered: signal(true),
    name: () => i18n.t('methods.name.bank_transfer'),
    Marks: BankMark,
    Panel() {
      // What comes after the press is there by then; who needs it asks for it again.
      useEffect(() => void import('./instructions.tsx').catch(() => {}), []);
      return <p class="xp-method__about">{i18n.t('methods.about.bank_transfer')}</p>;
    },
    complete: signal(true),
    validate: () => null,
    paymentMethod: () => ({ type: 'bank_transfer' }),
    buttonWords: () => i18n.t('methods.button.bank_transfer'),
  },
];
