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

/** Cards whose bank takes part in 3-D Secure, by what it does. */
export const THREE_DS = {
  /** The bank looks at the browser first, and then asks the buyer. */
  methodAndChallenge: { number: '4000000000003220', code: CODE },
  /** As the one above, and printed as a hint in the shop. */
  printedInShop: { number: '4000002500003155', code: CODE },
  /** The bank asks at once. */
  challenge: { number: '4000002760003184', code: CODE },
  /** As the one above. */
  askedAtOnce: { number: '4000000000003063', code: CODE },
  /** The bank looks at the browser, and asks nobody. */
  frictionless: { number: '4000000000003055', code: CODE },
  challengeThenDeclined: { number: '4000008400001629', code: CODE },
  challengeThenNoFunds: { number: '4000008260003178', code: CODE },
  attempted: { number: '4000000000003014', code: CODE },
  notAuthenticated: { number: '4000000000003022', code: CODE },
  rejected: { number: '4000000000003030', code: CODE },
  unavailable: { number: '4000000000003048', code: CODE },
  /** Asked in the bank's app, and approved there three seconds later. */
  decoupled: { number: '4000000000003071', code: CODE },
  informational: { number: '4000000000003089', code: CODE },
} as const satisfies Readonly<Record<string, TestCard>>;

/** What the sandbox's bank takes as the code that it sent to the buyer's phone; printed on its page, and no secret. */
export const ONE_TIME_CODE = '123456';

/** Every number above, for the search for leaks. */
export const ALL_NUMBERS: readonly string[] = [
  ...Object.values(APPROVED),
  ...Object.values(DECLINED),
  ...Object.values(THREE_DS),
  SETTLES_LATER,
  VISA,
].map((card) => card.number);

export const ALL_CODES: readonly string[] = [CODE, AMEX_CODE];

/** The numbers that the shop in test mode prints on its pages as a hint, and so no sign of a leak in a document. */
export const PRINTED_NUMBERS: readonly string[] = ['4242424242424242', THREE_DS.printedInShop.number];
