// The 78 ways in which a payment can be disturbed, each a family of cases: `{ tag: '@R31' }` makes a test one of them.

/** What goes wrong, or what the buyer, the shop or the bank does, by its number. The table at the end of a run has them all. */
export const FAMILIES = {
  // What becomes of a confirm on its way.
  R01: 'a confirm is lost before the server acted',
  R02: 'a confirm is lost after the server acted',
  R03: 'the answer to a confirm is cut off half-way',
  R04: 'a page of HTML answers a confirm',
  R05: 'a 4xx answers a confirm',
  R06: 'a 5xx answers a confirm in place of the work',
  R07: 'a 5xx answers a confirm after the work',
  R08: 'a 429 answers a confirm',
  R09: 'a 409 answers a confirm: it is being worked on',
  R10: 'the answer to a confirm comes byte by byte',
  R11: 'the answer to a confirm comes later than anybody waits',
  R12: 'the answer comes when a look has already told the truth',
  R13: 'a confirm arrives twice',
  R14: 'nobody knows for two minutes',
  R15: 'the server dies after it took the money',
  // What becomes of a read.
  R16: 'the session cannot be read when the checkout opens',
  R17: 'nonsense answers the first read',
  R18: 'the looks at a payment fail, or overtake each other',
  // Who presses, and how often.
  R19: 'Pay is pressed several times in one moment',
  R20: 'Pay is pressed twice, and the bank asks',
  R21: 'the shop calls confirmPayment() twice at once',
  R22: 'two tabs press Pay at once',
  R23: 'a second tab comes in the middle of the bank’s check',
  R24: 'the session is paid elsewhere while the buyer types',
  // Whether there is a network, and somebody who looks.
  R25: 'offline before Pay is pressed',
  R26: 'offline while the payment is sent',
  R27: 'offline during the bank’s check',
  R28: 'offline for good: at most 12 requests a minute',
  R29: 'online again: the truth at once',
  R30: 'hidden: nothing is asked; shown again: the truth at once',
  // What happens to the page, at every state.
  R31: 'a reload while the buyer types',
  R32: 'a reload while the payment is sent',
  R33: 'a reload while the payment is checked',
  R34: 'a reload during the bank’s look at the browser',
  R35: 'a reload before the answer that begins the bank’s check',
  R36: 'a reload in the bank’s check',
  R37: 'a reload while the bank’s app is waited for',
  R38: 'a reload when all is over',
  R39: 'the tab is closed in the middle, and opened anew',
  R40: 'away and back (bfcache) while the buyer types',
  R41: 'away and back (bfcache) while the payment is checked',
  R42: 'away and back (bfcache) when all is over',
  R43: 'the device sleeps in the middle of a payment',
  R44: 'the buyer’s clock is wrong',
  R45: 'the buyer’s clock jumps',
  // What the shop’s server does to the session.
  R46: 'the session had expired before it was opened',
  R47: 'the session is ended by the shop while the buyer types',
  R48: 'the session’s time runs out while it is open',
  R49: 'a new session takes the place of an expired one',
  R50: 'the session is ended in the middle of a payment',
  R51: 'the payment is cancelled by the shop while the buyer types',
  R52: 'the amount is changed, and seen in time',
  R53: 'the amount is changed unseen, and asked for again',
  R54: 'the session was paid before it was opened',
  R55: 'the browser denies storage',
  // What the bank does: 3-D Secure.
  R56: 'the bank is content without asking',
  R57: 'the bank refuses without asking',
  R58: 'the bank’s look at the browser: done, late, absent, broken',
  R59: 'the bank asks: the right code, a wrong one, three wrong ones',
  R60: 'the buyer cancels the bank’s check',
  R61: 'confirmed at the bank, and declined',
  R62: 'the bank asks in its app',
  R63: 'the bank asks on a page of its own',
  R64: 'the bank never answers',
  R65: 'the bank answers twice',
  R66: 'the bank answers for another transaction',
  R67: 'the bank answers what cannot be read',
  R68: 'the browser is told another result than the server',
  R69: 'the bank’s page breaks out of its frame',
  R70: 'the bank’s page is blank, or missing',
  R71: 'the bank, or its page, is slow',
  R72: 'the bank names an address that no browser may be sent to',
  R73: 'the bank’s result comes late, or against a cancel',
  // What the shop’s page does.
  R74: 'the page removes or moves the container',
  R75: 'the loader twice, or older than the frame',
  R76: 'the frame, the script or a part of it is blocked',
  R77: 'ten checkouts on one page',
  R78: 'imported on a server, and React in StrictMode',
} as const satisfies Readonly<Record<`R${number}`, string>>;

export type FamilyId = keyof typeof FAMILIES;

export const FAMILY_IDS = Object.keys(FAMILIES) as readonly FamilyId[];

/** The families that a test's tags name; a tag that looks like one and is none is a mistake of the test. */
export function familiesIn(tags: readonly string[]): readonly FamilyId[] {
  return tags.filter((tag) => /^@R\d/.test(tag)).map((tag) => toFamilyId(tag.slice(1)));
}

function toFamilyId(text: string): FamilyId {
  const id = FAMILY_IDS.find((one) => one === text);
  if (id === undefined)
    throw new Error(`There is no family ${text}. e2e/reliability/families.ts lists them.`);
  return id;
}
