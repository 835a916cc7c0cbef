// What every decline code means and what the buyer can do; `docs/errors.md` is made from this table.

import type { PublicDeclineCode } from './api.ts';

/** What `declineCode` says beside `card_declined`. The words for the buyer are in the message. */
export const DECLINE_TABLE: Readonly<
  Record<PublicDeclineCode, { readonly cause: string; readonly cure: string }>
> = {
  card_declined: {
    cause: 'The bank refused and gives no reason that a buyer may know.',
    cure: 'Another card, or a call to the bank.',
  },
  insufficient_funds: { cause: 'There is not enough money on the account.', cure: 'Another card.' },
  expired_card: { cause: 'The card has expired.', cure: 'Check the date, or another card.' },
  incorrect_cvc: { cause: 'The security code is wrong.', cure: 'Enter the code again.' },
  processing_error: { cause: 'The bank failed.', cure: 'Try again, or another card.' },
  authentication_failed: {
    cause: 'The bank did not confirm who is paying, or its check could not be made.',
    cure: 'Try again, or another card.',
  },
  authentication_canceled: {
    cause: "The buyer closed the bank's check, or began another one.",
    cure: 'Try again when ready.',
  },
  authentication_expired: {
    cause: "Nobody answered the bank's check in its time.",
    cure: 'Try again.',
  },
  method_declined: {
    cause: 'The wallet or the lender refused.',
    cure: 'Another way to pay.',
  },
  method_canceled: {
    cause: 'The buyer left the page of the wallet or the lender.',
    cure: 'Try again when ready.',
  },
  method_expired: {
    cause: 'Nobody approved in time, or the transfer did not come.',
    cure: 'Try again.',
  },
};
