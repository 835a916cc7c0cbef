// Expiry dates as typed, pasted and autofilled.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editExpiry, formatExpiry, judgeExpiry, parseExpiry } from './expiry.ts';

const NOW = new Date('2026-11-21T12:00:00Z');

describe('formatExpiry', () => {
  it.each([
    '3/27',
    '03/2027',
    '0327',
    '327',
    '2027-03',
    '03 27',
    '2027/3',
    '03 / 27',
    '032027',
    '202703',
    '32027',
    '03-27',
    '03.2027',
    '2027-03-31',
    ' 3 / 27 ',
    '٠٣/٢٧',
    '０３２７',
  ])('reads "%s" as March 2027', (text) => {
    expect(formatExpiry(text)).toBe('03 / 27');
    expect(parseExpiry(formatExpiry(text))).toEqual({ month: 3, year: 2027 });
  });

  it.each([
    ['', ''],
    ['0', '0'],
    ['1', '1'],
    ['1/', '01 / '],
    ['2', '02 / '],
    ['9', '09 / '],
    ['11', '11 / '],
    ['13', '13 / '],
    ['1327', '13 / 27'],
    ['127', '01 / 27'],
    ['12 / 2', '12 / 2'],
    ['12 / 203', '12 / 203'],
    ['12 / 2030', '12 / 30'],
    ['12 / 275', '12 / 27'],
    ['abc', ''],
  ])('shows "%s" as "%s"', (text, shown) => {
    expect(formatExpiry(text)).toBe(shown);
  });

  it('changes nothing that is formatted already', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 /-'), maxLength: 12 }), (text) => {
        const once = formatExpiry(text);
        expect(formatExpiry(once)).toBe(once);
      }),
    );
  });

  it('reads every way of writing a month alike', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2026, max: 2046 }), (month, year) => {
        const mm = String(month).padStart(2, '0');
        const yy = String(year).slice(2);
        const written = [
          `${month}/${yy}`,
          `${mm}/${year}`,
          mm + yy,
          mm + year,
          `${year}-${mm}`,
          `${mm} ${yy}`,
        ];
        for (const text of written) expect(parseExpiry(formatExpiry(text)), text).toEqual({ month, year });
      }),
    );
  });
});

describe('editExpiry', () => {
  it.each([
    ['types 3', '', '3|', '03 / |'],
    ['types 1', '', '1|', '1|'],
    ['types 12', '1', '12|', '12 / |'],
    ['types the slash itself', '1', '1/|', '01 / |'],
    ['types a slash that stands there', '12 / ', '12 / /|', '12 / |'],
    ['types the year', '12 / ', '12 / 2|', '12 / 2|'],
    ['types four digits of year', '12 / 203', '12 / 2030|', '12 / 30|'],
    ['deletes the year', '12 / 2', '12 / |', '12 / |'],
    ['deletes over the separator', '12 / ', '12 /|', '1|'],
    ['deletes the rest', '1', '|', '|'],
    ['deletes within the month and leaves it open', '12 / 27', '1| / 27', '1| / 27'],
    ['types within the month', '1 / 27', '11| / 27', '11| / 27'],
    ['deletes before the year, which takes from the month', '12 / 27', '12 /|27', '1| / 27'],
    ['pads a pasted month under the caret', '', '3|/27', '03| / 27'],
    ['is autofilled', '', '2027-03|', '03 / 27|'],
    ['replaces everything', '12 / 27', '5|', '05 / |'],
  ])('%s', (_, previous, raw, shown) => {
    const edit = { previous, raw: raw.replace('|', ''), caret: raw.indexOf('|') };
    const { value, caret } = editExpiry(edit);
    expect(`${value.slice(0, caret)}|${value.slice(caret)}`).toBe(shown);
  });

  it.each(['1227', '12/27', '12 / 27', '12/2027', '1 / 27', '327', '0327'])(
    'takes "%s" key by key',
    (keys) => {
      let value = '';
      for (const key of keys)
        value = editExpiry({ previous: value, raw: value + key, caret: value.length + 1 }).value;
      expect(judgeExpiry(value, NOW)).toBeNull();
    },
  );

  it('empties the field key by key', () => {
    let value = '12 / 27';
    for (let i = 0; i < 4; i++) {
      value = editExpiry({ previous: value, raw: value.slice(0, -1), caret: value.length - 1 }).value;
    }
    expect(value).toBe('');
  });
});

describe('judgeExpiry', () => {
  it.each([
    ['', 'empty'],
    ['/', 'empty'],
    ['1', 'incomplete'],
    ['12 / ', 'incomplete'],
    ['12 / 2', 'incomplete'],
    ['12 / 203', 'incomplete'],
    ['13 / 27', 'month'],
    ['00 / 27', 'month'],
    ['10 / 26', 'past'],
    ['11 / 26', null],
    ['12 / 26', null],
    ['11 / 46', null],
    ['12 / 46', 'far'],
  ])('says of "%s" in November 2026: %s', (text, fault) => {
    expect(judgeExpiry(text, NOW)).toBe(fault);
  });

  it.each([
    ['on the last day of its month', '2026-11-30T23:59:59Z', null],
    ['while that day lasts somewhere on earth', '2026-12-01T11:59:59Z', null],
    ['after it', '2026-12-01T12:00:00Z', 'past'],
    ['over the turn of the year', '2027-01-01T13:00:00Z', 'past'],
  ])('takes a card of 11 / 26 %s', (_, now, fault) => {
    expect(judgeExpiry('11 / 26', new Date(now))).toBe(fault);
  });
});
