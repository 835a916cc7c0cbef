// Booleans as every SQL database can store them.

export type Flag = 0 | 1;

/** The `Flag` of a boolean. */
export function toFlag(value: boolean): Flag {
  return value ? 1 : 0;
}
