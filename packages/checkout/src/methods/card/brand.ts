// Card brands: which numbers are theirs, how long those are, how they are grouped, what security code goes with them.
//
// Ranges are the issuer identification numbers that the networks and ISO/IEC 7812 publish. Ranges overlap (Elo lies
// inside Visa's, Maestro's and Discover's), so the most specific range that holds a number decides. Numbers that
// UnionPay issues and Discover's network merely carries (622126–622925) bear UnionPay's mark and are UnionPay here.

export type BrandId =
  | 'visa'
  | 'mastercard'
  | 'amex'
  | 'discover'
  | 'diners'
  | 'jcb'
  | 'unionpay'
  | 'maestro'
  | 'elo'
  | 'mir'
  | 'hipercard'
  | 'troy';

export interface Brand {
  readonly id: BrandId;
  readonly name: string;
  /** First digits: one prefix `4`, or both ends of a range `2221-2720`, equally long. */
  readonly ranges: readonly string[];
  /** How many digits a complete number may have. */
  readonly lengths: readonly number[];
  readonly securityCodeLength: 3 | 4;
}

const SIXTEEN_TO_NINETEEN = [16, 17, 18, 19] as const;

export const BRANDS: readonly Brand[] = [
  { id: 'visa', name: 'Visa', ranges: ['4'], lengths: [16, 18, 19], securityCodeLength: 3 },
  {
    id: 'mastercard',
    name: 'Mastercard',
    ranges: ['51-55', '2221-2720'],
    lengths: [16],
    securityCodeLength: 3,
  },
  { id: 'amex', name: 'American Express', ranges: ['34', '37'], lengths: [15], securityCodeLength: 4 },
  {
    id: 'discover',
    name: 'Discover',
    ranges: ['6011', '644-649', '65'],
    lengths: SIXTEEN_TO_NINETEEN,
    securityCodeLength: 3,
  },
  {
    id: 'diners',
    name: 'Diners Club',
    ranges: ['300-305', '3095', '36', '38-39'],
    lengths: [14, 16, 17, 18, 19],
    securityCodeLength: 3,
  },
  { id: 'jcb', name: 'JCB', ranges: ['3528-3589'], lengths: SIXTEEN_TO_NINETEEN, securityCodeLength: 3 },
  {
    id: 'unionpay',
    name: 'UnionPay',
    ranges: ['62', '810-817'],
    lengths: SIXTEEN_TO_NINETEEN,
    securityCodeLength: 3,
  },
  {
    id: 'maestro',
    name: 'Maestro',
    ranges: ['50', '56-58', '6304', '6390', '67'],
    lengths: [12, 13, 14, 15, 16, 17, 18, 19],
    securityCodeLength: 3,
  },
  {
    id: 'elo',
    name: 'Elo',
    ranges: [
      '401178-401179',
      '431274',
      '438935',
      '451416',
      '457393',
      '457631-457632',
      '504175',
      '506699-506778',
      '509000-509999',
      '627780',
      '636297',
      '636368',
      '650031-650033',
      '650035-650051',
      '650405-650439',
      '650485-650538',
      '650541-650598',
      '650700-650718',
      '650720-650727',
      '650901-650978',
      '651652-651679',
      '655000-655019',
      '655021-655058',
    ],
    lengths: [16],
    securityCodeLength: 3,
  },
  { id: 'mir', name: 'Mir', ranges: ['2200-2204'], lengths: SIXTEEN_TO_NINETEEN, securityCodeLength: 3 },
  {
    id: 'hipercard',
    name: 'Hipercard',
    ranges: ['606282', '637095', '637568', '637599', '637609', '637612', '63737423', '63743358'],
    lengths: [13, 16, 19],
    securityCodeLength: 3,
  },
  { id: 'troy', name: 'Troy', ranges: ['9792'], lengths: [16], securityCodeLength: 3 },
];

interface Range {
  readonly low: string;
  readonly high: string;
  readonly brand: Brand;
}

const RANGES: readonly Range[] = BRANDS.flatMap((brand) =>
  brand.ranges.map((text) => {
    const [low = text, high = low] = text.split('-');
    return { low, high, brand };
  }),
);

/**
 * The brand of a number that may still be incomplete, from its ASCII digits. Told as soon as nothing else is possible
 * (`35` can only become JCB), and told again when a longer prefix turns out to be a more specific range (`401178`,
 * Elo inside Visa). Null while two brands are possible (`5`) and where no range fits.
 */
export function brandOf(digits: string): Brand | null {
  if (digits === '') return null;
  const possible = RANGES.filter((range) => canHold(range, digits));
  const holding = possible.filter((range) => range.low.length <= digits.length);
  const best = holding.toSorted((a, b) => b.low.length - a.low.length)[0];
  if (best) return best.brand;
  const only = possible[0]?.brand ?? null;
  return possible.every((range) => range.brand === only) ? only : null;
}

/** The brand by its id, as the server names it; null for one we do not know. */
export function brandById(id: string): Brand | null {
  return BRANDS.find((brand) => brand.id === id) ?? null;
}

/** A few brands to show before one is recognised: the worldwide ones, and the one that is at home in a language. */
export function familiarBrands(locale: string): readonly Brand[] {
  const [language = locale] = locale.split('-');
  const ids: readonly BrandId[] = ['visa', 'mastercard', 'amex', HOME_BRANDS.get(language) ?? 'discover'];
  return BRANDS.filter((brand) => ids.includes(brand.id));
}

const HOME_BRANDS: ReadonlyMap<string, BrandId> = new Map([
  ['ja', 'jcb'],
  ['zh', 'unionpay'],
  ['pt', 'elo'],
  ['ru', 'mir'],
  ['tr', 'troy'],
]);

function canHold(range: Range, digits: string): boolean {
  const length = Math.min(range.low.length, digits.length);
  const head = digits.slice(0, length);
  return head >= range.low.slice(0, length) && head <= range.high.slice(0, length);
}
