// Card brands by number range (ISO/IEC 7812 issuer prefixes), with the lengths and security codes they allow.

export const CARD_BRANDS = [
  'visa',
  'mastercard',
  'amex',
  'discover',
  'diners',
  'jcb',
  'unionpay',
  'maestro',
  'elo',
  'mir',
  'hipercard',
  'troy',
] as const;

export type CardBrand = (typeof CARD_BRANDS)[number];

export interface Brand {
  readonly brand: CardBrand;
  /** `4`, or `51-55`: the first digits, from and to the same length. */
  readonly prefixes: string;
  readonly lengths: readonly number[];
  readonly cvcLength: 3 | 4;
  /** What the sandbox's issuers of this brand are: ISO 3166 alpha-2, and credit or debit. */
  readonly country: string;
  readonly funding: 'credit' | 'debit';
}

// The first match wins, so national brands inside the ranges of the large ones stand first.
const BRANDS: readonly Brand[] = [
  {
    brand: 'elo',
    prefixes:
      '401178-401179 431274 438935 451416 457393 457631-457632 504175 506699-506778 509000-509999 627780 636297 ' +
      '636368 650031-650033 650035-650051 650405-650439 650485-650538 650541-650598 650700-650718 650720-650727 ' +
      '650901-650978 651652-651679 655000-655019 655021-655058',
    lengths: [16],
    cvcLength: 3,
    country: 'BR',
    funding: 'credit',
  },
  {
    brand: 'hipercard',
    prefixes: '606282 637095 637568 637599 637609 637612 384100 384140 384160',
    lengths: [16],
    cvcLength: 3,
    country: 'BR',
    funding: 'credit',
  },
  {
    brand: 'mir',
    prefixes: '2200-2204',
    lengths: [16, 17, 18, 19],
    cvcLength: 3,
    country: 'RU',
    funding: 'debit',
  },
  { brand: 'troy', prefixes: '9792', lengths: [16], cvcLength: 3, country: 'TR', funding: 'debit' },
  { brand: 'amex', prefixes: '34 37', lengths: [15], cvcLength: 4, country: 'US', funding: 'credit' },
  { brand: 'visa', prefixes: '4', lengths: [13, 16, 19], cvcLength: 3, country: 'US', funding: 'credit' },
  {
    brand: 'mastercard',
    prefixes: '51-55 2221-2720',
    lengths: [16],
    cvcLength: 3,
    country: 'US',
    funding: 'credit',
  },
  {
    brand: 'unionpay',
    prefixes: '62 8100-8171',
    lengths: [16, 17, 18, 19],
    cvcLength: 3,
    country: 'CN',
    funding: 'debit',
  },
  {
    brand: 'discover',
    prefixes: '6011 644-649 65',
    lengths: [16, 17, 18, 19],
    cvcLength: 3,
    country: 'US',
    funding: 'credit',
  },
  {
    brand: 'diners',
    prefixes: '300-305 3095 36 38-39',
    lengths: [14, 15, 16, 17, 18, 19],
    cvcLength: 3,
    country: 'US',
    funding: 'credit',
  },
  {
    brand: 'jcb',
    prefixes: '3528-3589',
    lengths: [16, 17, 18, 19],
    cvcLength: 3,
    country: 'JP',
    funding: 'credit',
  },
  {
    brand: 'maestro',
    prefixes: '50 56-58 6304 6390 67',
    lengths: [12, 13, 14, 15, 16, 17, 18, 19],
    cvcLength: 3,
    country: 'DE',
    funding: 'debit',
  },
];

/** The ranges of each brand, taken apart once. */
const RANGES = BRANDS.map((brand) => ({
  brand,
  ranges: brand.prefixes.split(' ').map((range) => {
    const [from = '', to = from] = range.split('-');
    return { from, to };
  }),
}));

/** The brand whose range a card number is in, or null. */
export function brandOf(number: string): Brand | null {
  return RANGES.find(({ ranges }) => ranges.some((range) => isInRange(number, range)))?.brand ?? null;
}

/** How many digits the security code of a brand's cards has. */
export function cvcLengthOf(brand: CardBrand): 3 | 4 {
  return BRANDS.find((one) => one.brand === brand)?.cvcLength ?? 3;
}

function isInRange(number: string, { from, to }: { readonly from: string; readonly to: string }): boolean {
  const start = number.slice(0, from.length);
  return start.length === from.length && start >= from && start <= to;
}
