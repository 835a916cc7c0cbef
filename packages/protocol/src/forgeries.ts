// A right message spoilt in every way that a page could send it, so that guards can be shown to refuse each.

/** Copies of a message, each with one property, however deep, replaced by something that is never right there. */
export function* withOnePartWrong(message: object): Generator<object> {
  for (const [key, value] of Object.entries(message)) {
    // No appearance is a reason to refuse a message: see messages.test.ts.
    if (key === 'appearance') continue;
    // Nor is any text for a language that a host wishes for.
    const wrongs =
      key === 'locale' && !('title' in message || 'method' in message)
        ? WRONG.filter((wrong) => typeof wrong !== 'string')
        : WRONG;
    for (const wrong of wrongs) yield { ...message, [key]: wrong };
    if (typeof value !== 'object' || value === null) continue;
    for (const inner of withOnePartWrong(value)) yield { ...message, [key]: inner };
  }
}

const WRONG = [
  Symbol.iterator,
  1.5,
  '',
  [],
  new Date(0),
  Number.NaN,
  2 ** 53,
  -1,
  'x'.repeat(100_000),
  ['x'],
];

/** The same message as something that is no plain object with properties of its own. */
export const DISGUISES: readonly (readonly [title: string, disguise: (right: object) => unknown])[] = [
  ['an array', (right) => Object.assign([], right)],
  ['a function', (right) => Object.assign(() => {}, right)],
  ['a map', (right) => new Map(Object.entries(right))],
  ['a map with the properties', (right) => Object.assign(new Map(), right)],
  ['a date with the properties', (right) => Object.assign(new Date(0), right)],
  ['an error with the properties', (right) => Object.assign(new Error('x'), right)],
  ['a text', (right) => JSON.stringify(right)],
  ['a proxy that throws', (right) => new Proxy(right, { getOwnPropertyDescriptor: fail, get: fail })],
  ['a proxy without a prototype to ask for', (right) => new Proxy(right, { getPrototypeOf: fail })],
  ['a revoked proxy', revoked],
  ['getters that throw', (right) => withGetters(right, fail)],
];

function fail(): never {
  throw new Error('A guard let an exception through.');
}

function revoked(right: object): object {
  const { proxy, revoke } = Proxy.revocable(right, {});
  revoke();
  return proxy;
}

function withGetters(right: object, get: () => unknown): object {
  return Object.defineProperties(
    {},
    Object.fromEntries(Object.keys(right).map((key) => [key, { get, enumerable: true }])),
  );
}
