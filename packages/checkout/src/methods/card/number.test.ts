// Card numbers as typed, grouped and judged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BRANDS } from './brand.ts';
import { digitsOf, editNumber, groupNumber, judgeNumber, passesLuhn } from './number.ts';

describe('digitsOf', () => {
  it.each([
    ['4242 4242-4242.4242', '4242424242424242'],
    ['Card: 4242 (Visa)', '4242'],
    ['٤٢٤٢', '4242'],
    ['۴۲۴۲', '4242'],
    ['৪২৪২', '4242'],
    ['４２４２', '4242'],
    ['४२४२', '4242'],
    ['𝟜𝟚𝟒𝟐', '4242'],
    ['½ ² ⅷ 四', ''],
    ['', ''],
  ])('finds in "%s" the digits "%s"', (text, digits) => {
    expect(digitsOf(text)).toBe(digits);
  });

  it('reads every decimal digit of Unicode as the value that its run of ten gives it', () => {
    const starts = [
      0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xe50, 0x17e0, 0xff10, 0x1d7ce, 0x1d7d8, 0x1d7f6,
    ];
    for (const start of starts) {
      const text = Array.from({ length: 10 }, (_, i) => String.fromCodePoint(start + i)).join('');
      expect(digitsOf(text), start.toString(16)).toBe('0123456789');
    }
  });
});

describe('groupNumber', () => {
  it.each([
    ['4242424242424242', '4242 4242 4242 4242'],
    ['378282246310005', '3782 822463 10005'],
    ['36227206271667', '3622 720627 1667'],
    ['3056930009020004', '3056 9300 0902 0004'],
    ['6200000000000000003', '6200 0000 0000 0000 003'],
    ['6759649826438453111', '6759 6498 2643 8453 111'],
    ['3782', '3782'],
    ['37828', '3782 8'],
    ['', ''],
  ])('groups %s as %s', (digits, grouped) => {
    expect(groupNumber(digits)).toBe(grouped);
  });
});

describe('judgeNumber', () => {
  it.each([
    '4242424242424242',
    '5555555555554444',
    '378282246310005',
    '6011111111111117',
    '3056930009020004',
    '36227206271667',
    '3566002020360505',
    '6200000000000005',
    '6759649826438453',
    '6362970000457013',
    '2200000000000004',
    '6062821086773091',
    '9792000000000003',
  ])('finds nothing wrong with %s', (digits) => {
    expect(judgeNumber(digits)).toBeNull();
  });

  it.each([
    ['', 'empty'],
    ['4242', 'incomplete'],
    ['424242424242424', 'incomplete'],
    ['4242424242424241', 'invalid'],
    ['37828224631000', 'incomplete'],
    ['378282246310006', 'invalid'],
    ['42424242424242427', 'invalid'],
    ['12345678901', 'incomplete'],
    ['00000000000000000000', 'invalid'],
  ])('says of "%s": %s', (digits, fault) => {
    expect(judgeNumber(digits)).toBe(fault);
  });

  it('takes a number of no known brand when its check digit is right, since the server decides', () => {
    expect(judgeNumber('0000000000000000')).toBeNull();
  });
});

describe('passesLuhn', () => {
  it('is spoilt by any single wrong digit', () => {
    const wrongDigit = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(wrongDigit, ([at, add]) => {
        const digits = Array.from('4242424242424242', Number);
        digits[at] = ((digits[at] ?? 0) + add) % 10;
        expect(passesLuhn(digits.join(''))).toBe(false);
      }),
    );
  });

  it('fails on nothing at all', () => {
    expect(passesLuhn('')).toBe(false);
  });
});

// `|` marks the caret: what the field showed, what the browser made of it, what it is to show.
const EDITS: readonly (readonly [what: string, previous: string, raw: string, shown: string])[] = [
  ['types the first digit', '', '4|', '4|'],
  ['types the fifth digit', '4242', '42421|', '4242 1|'],
  ['inserts in the middle', '4242 4242', '42942| 4242', '4294 2|424 2'],
  ['inserts at a gap', '4242 4242', '42429| 4242', '4242 9|424 2'],
  ['deletes the last digit', '4242 4', '4242 |', '4242|'],
  ['deletes over the gap backwards', '4242 4242', '4242|4242', '424|4 242'],
  ['deletes in the middle', '4242 4242', '422| 4242', '422|4 242'],
  ['pastes with spaces', '', '4242 4242 4242 4242|', '4242 4242 4242 4242|'],
  ['pastes with hyphens and letters', '', 'No. 4242-4242-4242-4242 ok|', '4242 4242 4242 4242|'],
  ['pastes Arabic-Indic digits', '', '٤٢٤٢٤|', '4242 4|'],
  ['replaces a selection', '4242 4242 4242', '4255| 4242', '4255| 4242'],
  ['replaces everything', '4242 4242', '5|', '5|'],
  ['deletes everything', '4242 4242', '|', '|'],
  ['drops a letter', '4242', '42x|42', '42|42'],
  ['regroups when the brand changes', '3782 822463 10005', '|82 822463 10005', '|8282 2463 1000 5'],
  [
    'refuses a digit more than the brand has',
    '3782 822463 10005',
    '37829| 822463 10005',
    '3782| 822463 10005',
  ],
  ['cuts what is pasted beyond the longest number', '', `${'4'.repeat(25)}|`, '4444 4444 4444 4444 444|'],
];

describe('editNumber', () => {
  it.each(EDITS)('%s', (_, previous, raw, shown) => {
    const edit = { previous, raw: raw.replace('|', ''), caret: raw.indexOf('|') };
    const { value, caret } = editNumber(edit);
    expect(`${value.slice(0, caret)}|${value.slice(caret)}`).toBe(shown);
  });

  it('removes the digit after the gap when Delete removed the gap', () => {
    expect(editNumber({ previous: '4242 5242', raw: '42425242', caret: 4, forward: true })).toEqual({
      value: '4242 242',
      caret: 4,
    });
  });

  const digits = fc.oneof(
    fc.stringMatching(/^\d{0,19}$/),
    fc.constantFrom(...BRANDS).chain((brand) => {
      const prefix = (brand.ranges[0] ?? '').split('-')[0] ?? '';
      return fc.stringMatching(/^\d{0,13}$/).map((rest) => prefix + rest);
    }),
  );

  it('changes nothing that is formatted already', () => {
    fc.assert(
      fc.property(digits, fc.nat(), (text, n) => {
        const value = groupNumber(text);
        const at = n % (value.length + 1);
        const again = editNumber({ previous: '', raw: value, caret: at });
        if (again.value.replaceAll(' ', '').length === text.length) expect(again.value).toBe(value);
        expect(groupNumber(digitsOf(again.value))).toBe(again.value);
      }),
    );
  });

  it('keeps every digit and the caret after the same one, whatever stands around them', () => {
    const noise = fc.array(fc.constantFrom('', '', ' ', '-', 'x', '.'), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(fc.stringMatching(/^4\d{0,14}$/), noise, fc.nat(), (text, gaps, n) => {
        const raw = Array.from(text, (digit, i) => digit + (gaps[i] ?? '')).join('');
        const caret = n % (raw.length + 1);
        const shown = editNumber({ previous: '', raw, caret });
        expect(digitsOf(shown.value)).toBe(text);
        expect(digitsOf(shown.value.slice(0, shown.caret))).toBe(digitsOf(raw.slice(0, caret)));
      }),
    );
  });
});
