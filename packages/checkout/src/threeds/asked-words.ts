// What the dialog calls the page in it: the bank's, or that of a wallet or a lender.

import type { I18n } from '../i18n/i18n.ts';
import type { ActingStep } from '../payment/state.ts';

export interface AskedWords {
  readonly heading: string;
  /** Accessible name of the frame. */
  readonly page: string;
  /** Leaves the shop for the same page. */
  readonly leave: string;
}

export function askedWords(step: ActingStep, i18n: I18n): AskedWords {
  const action = 'action' in step ? step.action : null;
  if (action?.type !== 'approval')
    return {
      heading: i18n.t('threeds.heading'),
      page: i18n.t('threeds.page'),
      leave: i18n.t('threeds.continue'),
    };
  return {
    heading: approvalHeading(action.method, i18n),
    page: i18n.t('threeds.approval.page'),
    leave: i18n.t('threeds.approval.continue'),
  };
}

/** A newer server may know more methods: what it calls them is none of the buyer's words. */
function approvalHeading(method: string, i18n: I18n): string {
  return i18n.t(`threeds.approval.heading.${method === 'bnpl' ? 'bnpl' : 'wallet'}`);
}
