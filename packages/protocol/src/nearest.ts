// The word that was probably meant, for whoever misspelt an option, a field or a flag.

/**
 * The known word that the fewest slips lead to, of several the first: letters to add, drop or change, in any case
 * (Levenshtein's distance). Undefined beyond `most` slips, or where half of the word would be slips.
 */
export function nearest<const Word extends string>(
  word: string,
  known: readonly Word[],
  most = 2,
): Word | undefined {
  for (let slips = 0; slips <= most; slips += 1) {
    const near = known.find(
      (candidate) =>
        candidate.length >= slips * 2 && isWithin(slips, word.toLowerCase(), candidate.toLowerCase()),
    );
    if (near !== undefined) return near;
  }
  return undefined;
}

function isWithin(slips: number, a: string, b: string): boolean {
  if (a === b || slips < 1) return a === b;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  // Where the first letters are equal, no way around them is shorter.
  if (a[0] === b[0]) return isWithin(slips, restA, restB);
  const left = slips - 1;
  return isWithin(left, restA, b) || isWithin(left, a, restB) || isWithin(left, restA, restB);
}
