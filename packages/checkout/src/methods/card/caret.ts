// Keeps the caret where the buyer left it while a field's text is formatted around it.
//
// A formatter may add and drop separators, so a caret is remembered as "after the n-th digit", never as an index.

/** What an input event leaves behind. */
export interface Edit {
  /** The field's text before the event. */
  readonly previous: string;
  /** Its text now, as the browser made it. */
  readonly raw: string;
  /** Index of the caret in `raw`. */
  readonly caret: number;
  /** True for the Delete key, which removes what follows the caret; Backspace removes what precedes it. */
  readonly forward?: boolean;
}

/** A text with the caret in it. */
export interface Formatted {
  readonly value: string;
  readonly caret: number;
}

/**
 * Whether the edit only took something away. Told from the texts, since browsers' input types differ and autofill has
 * none: what is left is the old text's beginning up to the caret and its end from there.
 */
export function isDeletion({ previous, raw, caret }: Edit): boolean {
  return (
    raw.length < previous.length &&
    previous.startsWith(raw.slice(0, caret)) &&
    previous.endsWith(raw.slice(caret))
  );
}

/** The edit's text, where deleting a separator means its digit: Backspace over the gap of `1234 5` removes the 4. */
export function withGapsSkipped(edit: Edit): Formatted {
  const { raw, caret } = edit;
  if (!isDeletion(edit) || countDigits(raw) < countDigits(edit.previous)) return { value: raw, caret };
  const digits = indexesOfDigits(raw);
  const victim = edit.forward
    ? digits.find((index) => index >= caret)
    : digits.findLast((index) => index < caret);
  if (victim === undefined) return { value: raw, caret };
  return {
    value: raw.slice(0, victim) + raw.slice(victim + 1),
    caret: edit.forward ? caret : victim,
  };
}

/** How many digits stand before the caret. */
export function digitsBefore({ value, caret }: Formatted): number {
  return countDigits(value.slice(0, caret));
}

/** The index just after the n-th digit of a text; its beginning for 0, its end when there are fewer. */
export function caretAfter(text: string, n: number): number {
  if (n <= 0) return 0;
  const index = indexesOfDigits(text)[n - 1];
  return index === undefined ? text.length : index + 1;
}

function countDigits(text: string): number {
  return indexesOfDigits(text).length;
}

function indexesOfDigits(text: string): readonly number[] {
  return Array.from(text.matchAll(/\p{Nd}/gu), (match) => match.index);
}
