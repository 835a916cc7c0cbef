// How one value stands in an address: read strictly, written in one way.

import { type AppearanceVariables, parseAppearance } from '@xpay/protocol/appearance';

/** One setting; what `read` answers with undefined is nonsense. */
export interface Codec<T> {
  /** Its name in the address. */
  readonly key: string;
  readonly read: (text: string) => T | undefined;
  readonly write: (value: T) => string;
}

/** Whatever it is of, its key can be asked for. */
export type Keyed = Pick<Codec<unknown>, 'key'>;

/** One of a list. */
export function oneOf<T extends string>(key: string, values: readonly T[]): Codec<T> {
  return { key, read: (text) => values.find((value) => value === text), write: (value) => value };
}

/** Any of a list, separated by commas; whatever the order, it is the list's. One that is unknown makes all of it nonsense. */
export function someOf<T extends string>(key: string, values: readonly T[]): Codec<readonly T[]> {
  return {
    key,
    read: (text) => {
      const names: readonly string[] = text === '' ? [] : text.split(',');
      const known = values.filter((value) => names.includes(value));
      return names.length === known.length ? known : undefined;
    },
    write: (chosen) => values.filter((value) => chosen.includes(value)).join(','),
  };
}

/** A whole number within limits, both included, or one that means something of its own. */
export function whole(
  key: string,
  [least, most]: readonly [number, number],
  besides?: number,
): Codec<number> {
  return {
    key,
    read: (text) => {
      const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return (number >= least && number <= most) || number === besides ? number : undefined;
    },
    write: String,
  };
}

export function yesOrNo(key: string): Codec<boolean> {
  const words = new Map([
    ['1', true],
    ['0', false],
  ]);
  return { key, read: (text) => words.get(text), write: (value) => (value ? '1' : '0') };
}

/** A variable of the appearance, as the checkout itself would take it: what it would leave out is nonsense. */
export function variable(key: keyof AppearanceVariables): Codec<string> {
  return {
    key,
    read: (text) => parseAppearance({ variables: { [key]: text } }).appearance.variables?.[key],
    write: (value) => value,
  };
}
