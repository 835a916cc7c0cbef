// Which code makes which way to pay. Another one is a folder and a line here; what a newer server knows besides is left out.

import { createBankTransfer } from './bank-transfer/bank-transfer.tsx';
import { createBnpl } from './bnpl/bnpl.tsx';
import { createTypedCard } from './card/typed-card.tsx';
import type { MakeMethods } from './method.ts';
import { createSavedCards } from './saved/saved-cards.tsx';
import { createApplePay, createGooglePay } from './sheet/sheet.tsx';
import { createWallet } from './wallet/wallet.tsx';

export const REGISTRY: Readonly<Record<string, MakeMethods>> = {
  saved_card: createSavedCards,
  card: createTypedCard,
  wallet: createWallet,
  bnpl: createBnpl,
  bank_transfer: createBankTransfer,
  apple_pay: createApplePay,
  google_pay: createGooglePay,
};
