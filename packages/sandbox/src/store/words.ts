// The words of texts, as they are kept and as they are looked for.

/** Of one object: what is beyond it is not found, and nobody can fill the index. */
const MOST_WORDS = 300;
const LONGEST_WORD = 80;
/** Scripts that put no space between words: there, every character may begin one. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** The words of texts as they are looked up: lower case, without marks; addresses whole and in their parts. */
export function wordsOf(...texts: readonly (string | null)[]): readonly string[] {
  const words = new Set<string>();
  for (const text of texts) {
    for (const token of tokensOf(text ?? '')) {
      words.add(token);
      for (const part of token.split(/[^\p{L}\p{N}]+/u)) if (part !== '') words.add(part);
      if (UNSPACED.test(token)) for (let at = 1; at < token.length; at += 1) words.add(token.slice(at));
    }
  }
  return [...words].slice(0, MOST_WORDS);
}

/** The digits of a phone number, from every group on: nobody remembers whether the country was written. */
export function phoneWords(phone: string | null): readonly string[] {
  const groups = (phone ?? '').split(/\D+/).filter((group) => group !== '');
  return groups.map((_, index) => groups.slice(index).join(''));
}

/** Beyond so many beginnings an object stands for every pair: pairs grow with their square. */
const MOST_PAIRED = 10;

/**
 * The pairs of beginnings, three letters each, that stand in an object together; null where they are too many to keep. Two
 * words of a search are in no object without the pair of theirs. A word that begins with no three letters is in no pair, nor
 * is one that begins like `except`, as every id does.
 */
export function pairsOf(words: readonly string[], except: string): readonly string[] | null {
  const found = words.flatMap((word) => /^\p{L}{3}/u.exec(word)?.[0] ?? []);
  const heads = [...new Set(found)].filter((head) => head !== except.slice(0, 3)).sort();
  if (heads.length > MOST_PAIRED) return null;
  return heads.flatMap((head, index) => heads.slice(index + 1).map((other) => head + other));
}

/** The words of one term of a search. A phone number is looked for by its digits, however it is written. */
export function queryWords(term: string): readonly string[] {
  const trimmed = term.trim();
  if (/^\+?[\d\s().\-/]{4,}$/.test(trimmed)) return [trimmed.replace(/\D+/g, '')];
  return tokensOf(trimmed);
}

function tokensOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}@._+-]+/u)
    .map((token) => token.replace(/^[@._+-]+|[@._+-]+$/g, '').slice(0, LONGEST_WORD))
    .filter((token) => token !== '');
}
