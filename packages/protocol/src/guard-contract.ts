// What every message guard keeps to: it admits a message in its right form, and is silent about every forgery of it.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DISGUISES, withOnePartWrong } from './forgeries.ts';

type Guard = (data: unknown) => unknown;

/** A message in its right form, and the guard that admits it. */
export type Sample = readonly [title: string, parse: Guard, message: object];

/** A message of every type: to forget one is a type error. */
export type Samples<Message extends { readonly type: string }> = {
  readonly [Type in Message['type']]: Extract<Message, { readonly type: Type }>;
};

/** Tests that each sample is admitted by its guard, that no forgery of it is, and that nothing makes a guard throw. */
export function describeGuards(samples: readonly Sample[]): void {
  const guards = [...new Set(samples.map(([, parse]) => parse))];
  describe.each(samples)('%s', (_, parse, message) => {
    describeAdmission(parse, message);
    describeRefusal(parse, message);

    it('is refused by the guards that have no message of its type', () => {
      const knowing = samples
        .filter(([, , other]) => typeOf(other) === typeOf(message))
        .map(([, guard]) => guard);
      for (const other of guards.filter((guard) => !knowing.includes(guard)))
        expect([parse(message), other(message)]).toEqual([message, null]);
    });
  });
  describe('a guard', () => describeStrangers(guards, samples));
}

function typeOf(message: object): unknown {
  return 'type' in message ? message.type : undefined;
}

function describeAdmission(parse: Guard, message: object): void {
  it('is admitted as an equal, fresh object when it arrives as a clone', () => {
    const arrived: object = structuredClone(message);
    const admitted = parse(arrived);
    expect(admitted).toEqual(message);
    expect(admitted).not.toBe(arrived);
  });

  it('is admitted without what does not belong to it', () => {
    const arrived = JSON.parse(
      JSON.stringify(message).replace(/^\{/, '{"__proto__":{"x":1},"constructor":1,"extra":{},'),
    );
    const admitted = parse(arrived);
    expect(admitted).toEqual(message);
    expect(Object.getPrototypeOf(admitted)).toBe(Object.prototype);
  });
}

function describeRefusal(parse: Guard, message: object): void {
  it('is refused when any part of it is of another kind', () => {
    for (const forged of withOnePartWrong(message)) expect([forged, parse(forged)]).toEqual([forged, null]);
  });

  it('is refused when it only inherits its properties', () => {
    expect(parse(Object.create(message))).toBeNull();
    expect(parse(Object.create(Object.assign(Object.create(null), message)))).toBeNull();
  });

  it.each(DISGUISES)('is refused as %s', (_kind, disguise) => {
    expect(parse(disguise(message))).toBeNull();
  });
}

function describeStrangers(guards: readonly Guard[], samples: readonly Sample[]): void {
  it.each([
    '__proto__',
    'constructor',
    'prototype',
    'hasOwnProperty',
    'toString',
    'valueOf',
    'Ready',
    'ready ',
    'readyready',
    '',
    'x'.repeat(1_000_000),
  ])('does not know the type %#', (type) => {
    for (const guard of guards) {
      expect(guard({ type })).toBeNull();
      for (const [, , message] of samples) expect(guard({ ...message, type })).toBeNull();
    }
  });

  it.each([
    null,
    undefined,
    true,
    0,
    7n,
    'ready',
    '',
    Symbol('ready'),
    [],
    [{ type: 'ready' }],
    new Map(),
    () => {},
  ])('refuses what is no object: %#', (data) => {
    for (const guard of guards) expect(guard(data)).toBeNull();
  });

  it('never throws, and what it admits has only known properties', () => {
    const messages = samples.map(([, , message]) => message);
    const keys = new Set(messages.flatMap(keysWithin));
    fc.assert(
      fc.property(anyMessage(messages), (data) => {
        for (const guard of guards) {
          const admitted = guard(data);
          if (admitted === null) continue;
          expect(keysWithin(admitted).filter((key) => !keys.has(key))).toEqual([]);
          expect(guard(structuredClone(admitted))).toEqual(admitted);
        }
      }),
      { numRuns: 2000 },
    );
  });
}

/** Right types with right and wrong values under right and wrong names, and anything else. */
function anyMessage(messages: readonly object[]): fc.Arbitrary<unknown> {
  const types = messages.flatMap((message) => ('type' in message ? [message.type] : []));
  const value = fc.oneof(
    { depthSize: 'small' },
    fc.anything({
      withMap: true,
      withDate: true,
      withTypedArray: true,
      withBigInt: true,
      withNullPrototype: true,
    }),
    fc.constantFrom<unknown>(...messages.flatMap(valuesWithin), null, {}),
  );
  const name = fc.oneof(fc.constantFrom(...messages.flatMap(keysWithin)), fc.string());
  const message = fc
    .tuple(
      fc.constantFrom(...types, '__proto__'),
      fc.constantFrom({}, ...messages),
      fc.dictionary(name, value),
    )
    .map(([type, right, rest]) => ({ ...right, ...rest, type }));
  return fc.oneof(message, value);
}

function keysWithin(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...keysWithin(inner)]);
}

function valuesWithin(value: object): unknown[] {
  return Object.values(value).flatMap((inner: unknown) =>
    typeof inner === 'object' && inner !== null ? [inner, ...valuesWithin(inner)] : [inner],
  );
}
