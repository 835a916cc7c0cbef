// A wallet, in which the buyer approves on a page of its own.

import { signal } from '@preact/signals';
import { WalletMark } from '../marks.tsx';
import type { MakeMethods } from '../method.ts';

export const createWallet: MakeMethods = ({ i18n }) => [
  {
    id: 'wallet',
    type: 'wallet',
    isOffered: signal(true),
    name: () => i18n.t('methods.name.wallet'),
    Marks: WalletMark,
    Panel: () => <p class="xp-method__about">{i18n.t('methods.about.wallet')}</p>,
    complete: signal(true),
    validate: () => null,
    paymentMethod: () => ({ type: 'wallet' }),
    buttonWords: () => i18n.t('methods.button.wallet'),
  },
];
