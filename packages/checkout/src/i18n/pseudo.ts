// For the gallery alone: English that takes as much room as the longest translations. Every word is 40 % longer, so that
// lines and words both grow.

import type { Texts } from './i18n.ts';

/** Each letter that can be stretched, as a reader of English still knows it. */
const STRETCHED: Readonly<Record<string, string>> = {
  a: 'àá',
  e: 'èé',
  i: 'ìí',
  o: 'òó',
  u: 'ùú',
  y: 'ýÿ',
  n: 'ñň',
  s: 'šś',
  r: 'řŕ',
  t: 'ťţ',
  c: 'čç',
  l: 'ľł',
  d: 'ďđ',
  A: 'ÀÁ',
  E: 'ÈÉ',
  I: 'ÌÍ',
  O: 'ÒÓ',
  U: 'ÙÚ',
  Y: 'ÝŸ',
};

/** The same texts, longer; placeholders stay. */
export function pseudo(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      typeof text === 'string' ? stretch(text) : pseudo(text),
    ]),
  );
}

function stretch(text: string): string {
  return text
    .split(/(\{\{\w+\}\}|[^\p{L}{]+)/u)
    .map((piece) => (/^\p{L}+$/u.test(piece) ? stretchWord(piece) : piece))
    .join('');
}

function stretchWord(word: string): string {
  let missing = Math.ceil(word.length * 0.4);
  const longer = Array.from(word, (letter) => {
    const two = STRETCHED[letter];
    if (missing === 0 || two === undefined) return two?.[0] ?? letter;
    missing -= 1;
    return two;
  }).join('');
  return longer + 'ö'.repeat(missing);
}
