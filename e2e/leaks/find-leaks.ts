// Finds card numbers, security codes and client secrets in texts that may not hold them. Pure, so that it can be tested.

export interface Evidence {
  /** Where the text was found, for the report: `console`, `url`, `dom of http://…`. */
  readonly place: string;
  readonly text: string;
}

export interface Sensitive {
  readonly numbers: readonly string[];
  readonly codes: readonly string[];
  readonly clientSecrets: readonly string[];
}

/** The random part is 32 base62 digits; half of one is already a leak. */
const CLIENT_SECRET = /_secret_[A-Za-z0-9]{16,}/;

const BETWEEN_DIGITS =
  /(?<=\d)(?:[\s\u00a0\u2009\u200e\u200f\u202f\u2066-\u2069._+-]|%20|%C2%A0|&nbsp;)+(?=\d)/gi;

/** A code has three or four digits, which occur everywhere: it counts where something names it and it stands alone. */
const CODE_NAME = '(?:cvc|cvv|csc|security[\\s_-]?code)';
/** Ids of random letters and digits hold any three of them, and every thousandth time of day ends with .737. */
const BEFORE_CODE = '(?:(?<![a-z\\d]|\\d\\.)|(?<=%[\\da-f]{2}|\\\\u[\\da-f]{4}))';
const AFTER_CODE = '(?![a-z\\d])';

/** One sentence for every leak; the sentence itself holds nothing sensitive. */
export function findLeaks(evidence: readonly Evidence[], sensitive: Sensitive): readonly string[] {
  return evidence.flatMap(({ place, text }) => {
    const found: string[] = [];
    const digits = toAsciiDigits(text).replaceAll(BETWEEN_DIGITS, '');
    for (const number of sensitive.numbers) {
      const encoded = Buffer.from(number).toString('base64').replace(/=+$/, '');
      if (digits.includes(number) || text.includes(encoded)) {
        found.push(`${place} holds the card number that ends in ${number.slice(-4)}.`);
      }
    }
    for (const code of sensitive.codes) {
      const named = new RegExp(`${CODE_NAME}[^<>{}\\n]{0,160}${BEFORE_CODE}${code}${AFTER_CODE}`, 'i');
      if (named.test(text)) found.push(`${place} holds a security code beside its name.`);
    }
    if (CLIENT_SECRET.test(text) || sensitive.clientSecrets.some((secret) => text.includes(secret))) {
      found.push(`${place} holds a client secret.`);
    }
    return [...new Set(found)];
  });
}

/** Arabic-Indic, Persian and full-width digits are digits too. */
function toAsciiDigits(text: string): string {
  return text.replaceAll(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, (digit) =>
    String((digit.codePointAt(0) ?? 0) & 0xf),
  );
}
