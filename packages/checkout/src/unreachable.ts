// Makes a forgotten case of a union a type error: the last line of every `switch` over one.

/** Never called with a well-typed value. @throws {Error} when a value slipped past the types. */
export function unreachable(value: never): never {
  throw new Error(`No case for ${JSON.stringify(value)}.`);
}
