// The cards that the sandbox knows, and what becomes of each.

import type { MessageKey } from '../i18n/i18n.ts';

export type TestOutcome = MessageKey & `testCards.outcome.${string}`;

export interface TestCard {
  readonly number: string;
  readonly outcome: TestOutcome;
}

/** The sandbox's cards, as docs/testing.md lists them. Any other valid number of a known brand is approved too. */
export const TEST_CARDS: readonly TestCard[] = [
  { number: '4242424242424242', outcome: 'testCards.outcome.approved' },
  { number: '4000000000005126', outcome: 'testCards.outcome.processing' },
  { number: '4000002500003155', outcome: 'testCards.outcome.method_challenge' },
  { number: '4000000000003220', outcome: 'testCards.outcome.method_challenge' },
  { number: '4000002760003184', outcome: 'testCards.outcome.challenge' },
  { number: '4000000000003063', outcome: 'testCards.outcome.challenge' },
  { number: '4000000000003055', outcome: 'testCards.outcome.method_frictionless' },
  { number: '4000000000003071', outcome: 'testCards.outcome.decoupled' },
  { number: '4000008400001629', outcome: 'testCards.outcome.challenge_declined' },
  { number: '4000008260003178', outcome: 'testCards.outcome.challenge_insufficient_funds' },
  { number: '4000000000003014', outcome: 'testCards.outcome.attempted' },
  { number: '4000000000003048', outcome: 'testCards.outcome.unavailable' },
  { number: '4000000000003089', outcome: 'testCards.outcome.informational' },
  { number: '4000000000003022', outcome: 'testCards.outcome.not_authenticated' },
  { number: '4000000000003030', outcome: 'testCards.outcome.rejected' },
  { number: '4000000000000002', outcome: 'testCards.outcome.card_declined' },
  { number: '4000000000009995', outcome: 'testCards.outcome.insufficient_funds' },
  { number: '4000000000009987', outcome: 'testCards.outcome.lost_card' },
  { number: '4000000000009979', outcome: 'testCards.outcome.stolen_card' },
  { number: '4000000000000069', outcome: 'testCards.outcome.expired_card' },
  { number: '4000000000000127', outcome: 'testCards.outcome.incorrect_cvc' },
  { number: '4000000000000119', outcome: 'testCards.outcome.processing_error' },
  ...[
    '5555555555554444',
    '378282246310005',
    '6011111111111117',
    '3056930009020004',
    '3566002020360505',
    '6200000000000005',
    '6759649826438453',
    '6362970000457013',
    '2200000000000004',
    '6062821086773091',
    '9792000000000003',
  ].map((number): TestCard => ({ number, outcome: 'testCards.outcome.approved' })),
];
