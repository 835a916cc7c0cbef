// What a check by the bank takes before its dialog: the rules, what outlives a reload, and what the buyer sees.

import { whileActing } from '../payment/acting.ts';
import { begin } from '../payment/action.ts';
import { createResume } from '../payment/resume.ts';
import { ActingScreen } from './acting-screen.tsx';
import { BankCheck } from './bank-check.tsx';

/** Fetched as a whole, and before the payment's machine is told of anything that it is needed for. */
export const BANK = { rules: { begin, whileActing }, createResume, ActingScreen, BankCheck };

export type BankCode = typeof BANK;
