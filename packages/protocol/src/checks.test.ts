// The checks that the guards are put together from, each with what it admits beside what it refuses.
import { describe, expect, it } from 'vitest';
import { admit, type Check, integer, isPlainObject, oneOf, record, text } from './checks.ts';

describe('text', () => {
  it.each([
    ['a', 'a'],
    ['abc', 'abc'],
    ['', null],
    ['abcd', null],
    [7, null],
    [['abc'], null],
    [new String('abc'), null],
  ])('of at most 3 characters turns %j into %j', (value, expected) => {
    expect(admit(text(3), value)).toBe(expected);
  });

  it('refuses what does not match the pattern', () => {
    expect(admit(text(3, /^[a-z]+$/), 'abc')).toBe('abc');
    expect(admit(text(3, /^[a-z]+$/), 'ab1')).toBeNull();
  });
});

describe('integer', () => {
  it.each([
    [0, 0],
    [10, 10],
    [11, null],
    [-1, null],
    [1.5, null],
    [Number.NaN, null],
    ['5', null],
    [5n, null],
  ])('of at most 10 turns %s into %s', (value, expected) => {
    expect(admit(integer(10), value)).toBe(expected);
  });

  it('is safe without a limit', () => {
    expect(admit(integer(), Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    expect(admit(integer(), Number.MAX_SAFE_INTEGER + 1)).toBeNull();
    expect(admit(integer(), Number.POSITIVE_INFINITY)).toBeNull();
  });
});

describe('oneOf', () => {
  it.each([
    ['a', 'a'],
    [false, false],
    [0, null],
    ['A', null],
    [undefined, null],
  ])('turns %j into %j', (value, expected) => {
    expect(admit(oneOf(['a', false]), value)).toBe(expected);
  });
});

describe('record', () => {
  const POINT: Check<{ readonly x: number; readonly note?: string }> = record(
    { x: integer() },
    { note: text(5) },
  );

  it.each([
    [{ x: 1 }, { x: 1 }],
    [
      { x: 1, note: 'hi' },
      { x: 1, note: 'hi' },
    ],
    [{ x: 1, note: undefined }, { x: 1 }],
    [{ x: 1, y: 2 }, { x: 1 }],
    [{ x: 1, note: 'too long' }, null],
    [{ x: 1, note: null }, null],
    [{ note: 'hi' }, null],
    [{ x: undefined }, null],
    [{}, null],
    [null, null],
  ])('turns %j into %j', (value, expected) => {
    expect(admit(POINT, value)).toStrictEqual(expected);
  });

  it('takes no property from a polluted prototype', () => {
    const polluted = Object.create(Object.assign(Object.create(null), { x: 1, note: 'hi' }));
    expect(isPlainObject(polluted)).toBe(true);
    expect(admit(POINT, polluted)).toBeNull();
    expect(admit(POINT, Object.assign(polluted, { x: 2 }))).toStrictEqual({ x: 2 });
  });

  it('reads each property once, so that it cannot change after it was checked', () => {
    let reads = 0;
    const shifty = {
      get x() {
        reads += 1;
        return reads === 1 ? 1 : 'forged';
      },
    };
    expect(admit(POINT, shifty)).toEqual({ x: 1 });
    expect(reads).toBe(1);
  });
});

describe('isPlainObject', () => {
  it.each([[{}], [Object.create(null)], [structuredClone({})], [JSON.parse('{"__proto__": null}')]])(
    'admits %o',
    (value) => expect(isPlainObject(value)).toBe(true),
  );

  it.each([
    [null],
    [undefined],
    [[]],
    [() => {}],
    [new Map()],
    [new Date(0)],
    [/x/],
    [new Error('x')],
    [Promise.resolve()],
    [Object.create({})],
    ['x'],
    [1],
  ])('refuses %o', (value) => expect(isPlainObject(value)).toBe(false));
});
