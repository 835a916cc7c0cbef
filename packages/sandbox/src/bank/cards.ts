// The test cards whose bank takes part in 3-D Secure, and what that bank makes of them.

/** What a bank's ARes says when nothing is misbehaving. */
export type CardStatus = 'Y' | 'A' | 'C' | 'D' | 'N' | 'R' | 'U' | 'I';

export interface CardProfile {
  /** Whether the issuer would like to see the browser first. */
  readonly hasMethod: boolean;
  readonly status: CardStatus;
}

/** The documented test cards. What the acquirer does with them afterwards is `fateOf` in domain/cards.ts. */
const PROFILES: ReadonlyMap<string, CardProfile> = new Map([
  ['4000002500003155', { hasMethod: true, status: 'C' }],
  ['4000002760003184', { hasMethod: false, status: 'C' }],
  ['4000000000003220', { hasMethod: true, status: 'C' }],
  ['4000000000003063', { hasMethod: false, status: 'C' }],
  ['4000000000003055', { hasMethod: true, status: 'Y' }],
  ['4000008400001629', { hasMethod: false, status: 'C' }],
  ['4000008260003178', { hasMethod: false, status: 'C' }],
  ['4000000000003014', { hasMethod: false, status: 'A' }],
  ['4000000000003022', { hasMethod: false, status: 'N' }],
  ['4000000000003030', { hasMethod: false, status: 'R' }],
  ['4000000000003048', { hasMethod: false, status: 'U' }],
  ['4000000000003071', { hasMethod: false, status: 'D' }],
  ['4000000000003089', { hasMethod: false, status: 'I' }],
]);

/** The card's profile, or null for one whose issuer takes no part. */
export function profileOf(number: string): CardProfile | null {
  return PROFILES.get(number) ?? null;
}

/**
 * The digits that stand for an enrolled card in an AReq: which of the bank's kinds of card it is, and its last four. Its
 * check digit is wrong on purpose (ISO/IEC 7812-1, annex B), so that nobody takes it for a card number.
 */
export function referenceTo(number: string): string {
  const kind = [...PROFILES.keys()].indexOf(number);
  return `${REFERENCE_PREFIX}${String(kind).padStart(2, '0')}${number.slice(-4)}`;
}

/** What a reference stands for, or null for digits that are none. */
export function readReference(
  reference: string,
): { readonly profile: CardProfile; readonly last4: string } | null {
  if (!reference.startsWith(REFERENCE_PREFIX) || reference.length !== REFERENCE_PREFIX.length + 6)
    return null;
  const kind = Number(reference.slice(REFERENCE_PREFIX.length, -4));
  const profile = [...PROFILES.values()][kind];
  return profile === undefined ? null : { profile, last4: reference.slice(-4) };
}

/** Begins with 9, which ISO/IEC 7812-1 leaves to national bodies: no card brand does. */
const REFERENCE_PREFIX = '9990000001';
