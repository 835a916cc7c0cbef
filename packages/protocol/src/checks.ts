// The few checks that every message guard is put together from: each copies a value of the right kind, or refuses it.

/** A checked copy of the value, or undefined when the value is refused. */
export type Check<T> = (value: unknown) => T | undefined;

type Checks<T> = { readonly [Key in keyof T]-?: Check<Exclude<T[Key], undefined>> };
type RequiredKeys<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? never : Key }[keyof T];

/** One check for every type of message, each without its `type`: to forget one is a type error. */
export type MessageChecks<Message extends { readonly type: string }> = {
  readonly [Type in Message['type']]: Check<Omit<Extract<Message, { readonly type: Type }>, 'type'>>;
};

/** The checked copy, or null. Never throws, though a proxy or a getter may: what cannot be read is refused. */
export function admit<T>(check: Check<T>, data: unknown): T | null {
  try {
    return check(data) ?? null;
  } catch {
    return null;
  }
}

/** The checked copy of a message of one of the known types, or null. Never throws. */
export function admitByType<Message extends { readonly type: string }>(
  checks: MessageChecks<Message>,
  data: unknown,
): Message | null {
  const type = admit(TYPE, data)?.type;
  if (type === undefined || !Object.hasOwn(checks, type)) return null;
  const fields = admit(checks[type as Message['type']], data);
  return fields && ({ type, ...fields } as unknown as Message);
}

/**
 * A plain object whose own properties pass their checks, copied into a fresh one; properties not named are left behind.
 * An optional property may be absent or undefined, but not wrong.
 */
/* @__NO_SIDE_EFFECTS__ */
export function record<T extends object>(
  required: Checks<Pick<T, RequiredKeys<T>>>,
  optional?: Checks<Omit<T, RequiredKeys<T>>>,
): Check<T> {
  return (value) => {
    if (!isPlainObject(value)) return undefined;
    const copy: Record<string, unknown> = {};
    for (const [key, check] of Object.entries<Check<unknown>>({ ...required, ...optional })) {
      const property = Object.hasOwn(value, key) ? value[key] : undefined;
      if (property === undefined && !Object.hasOwn(required, key)) continue;
      const checked = check(property);
      if (checked === undefined) return undefined;
      copy[key] = checked;
    }
    return copy as T;
  };
}

/** A text of 1 to `longest` UTF-16 units that matches the pattern. */
/* @__NO_SIDE_EFFECTS__ */
export function text(longest: number, pattern = /./): Check<string> {
  return (value) =>
    typeof value === 'string' && value.length <= longest && pattern.test(value) ? value : undefined;
}

/** A name, an id or a code: nothing that could be markup, a path or a sentence. */
export const WORD = text(100, /^[\w.-]+$/);

export const BOOLEAN: Check<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);

/** A whole number from 0 to `largest`. */
/* @__NO_SIDE_EFFECTS__ */
export function integer(largest = Number.MAX_SAFE_INTEGER): Check<number> {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largest
      ? value
      : undefined;
}

/** One of the given values. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const T>(allowed: readonly T[]): Check<T> {
  return (value) => allowed.find((candidate) => candidate === value);
}

/** Whether the value is an object literal or a clone of one: no array, class instance, Map or function. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // In every realm the prototype of an object literal is an object that has none; that of an array has one.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

const TYPE = record<{ readonly type: string }>({ type: text(20) });
