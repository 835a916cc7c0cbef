// The test cards a buyer uses in these tests, and what the sandbox's bank does with each.

export interface TestCard {
  readonly number: string;
  readonly code: string;
}

/** Distinctive enough to be found again where it must not be; Amex has four digits. */
const CODE = '737';
const AMEX_CODE = '7373';

export const APPROVED: Readonly<Record<string, TestCard>> = {
  visa: { number: '4242424242424242', code: CODE },
  mastercard: { number: '5555555555554444', code: CODE },
  amex: { number: '378282246310005', code: AMEX_CODE },
  discover: { number: '6011111111111117', code: CODE },
  diners: { number: '3056930009020004', code: CODE },
  jcb: { number: '3566002020360505', code: CODE },
  unionpay: { number: '6200000000000005', code: CODE },
  maestro: { number: '6759649826438453', code: CODE },
  elo: { number: '6362970000457013', code: CODE },
  mir: { number: '2200000000000004', code: CODE },
  hipercard: { number: '6062821086773091', code: CODE },
  troy: { number: '9792000000000003', code: CODE },
};

/** Approved like any other Visa, and printed on no page: found in a document, it was typed. */
export const VISA: TestCard = { number: '4012888888881881', code: CODE };

/** Stays `processing` and succeeds five seconds later. */
export const SETTLES_LATER: TestCard = { number: '4000000000005126', code: CODE };

export const DECLINED: Readonly<Record<string, TestCard>> = {
  generic: { number: '4000000000000002', code: CODE },
  'insufficient funds': { number: '4000000000009995', code: CODE },
  lost: { number: '4000000000009987', code: CODE },
  stolen: { number: '4000000000009979', code: CODE },
  expired: { number: '4000000000000069', code: CODE },
  'incorrect security code': { number: '4000000000000127', code: CODE },
  'processing error': { number: '4000000000000119', code: CODE },
};

/** Every number above, for the search for leaks. */
export const ALL_NUMBERS: readonly string[] = [
  ...Object.values(APPROVED),
  ...Object.values(DECLINED),
  SETTLES_LATER,
  VISA,
].map((card) => card.number);

export const ALL_CODES: readonly string[] = [CODE, AMEX_CODE];

/** The number that shops in test mode print on their pages as a hint, and so no sign of a leak in a document. */
export const PRINTED_NUMBER = '4242424242424242';
