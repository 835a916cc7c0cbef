// What a viewer of the GIF sees is what was photographed: decoded again, by GIF89a, frame over frame.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGif, type Picture } from './gif.ts';

const SIZE = { width: 8, height: 6 };

function picture(colors: readonly number[], ms: number, { width, height } = SIZE): Picture {
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at += 1) {
    const color = colors[at % colors.length] ?? 0;
    data.set([color >> 16, (color >> 8) & 255, color & 255], at * 4);
  }
  return { width, height, data, ms };
}

/** The pictures that a viewer shows, in RGBA, with their times. */
function decode(gif: Uint8Array): { readonly data: readonly number[]; readonly ms: number }[] {
  const short = (at: number) => (gif[at] ?? 0) | ((gif[at + 1] ?? 0) << 8);
  const tableSize = (flags = 0) => 3 * 2 ** ((flags & 7) + 1);
  const [width, height] = [short(6), short(8)];
  const globalTable = gif.subarray(13, 13 + tableSize(gif[10]));
  const shown = new Array<number>(width * height * 4).fill(0);
  const pictures: { data: number[]; ms: number }[] = [];
  let [at, ms, transparent] = [13 + globalTable.length, 0, -1];
  for (; gif[at] !== 0x3b; ) {
    if (gif[at] === 0x21) {
      if (gif[at + 1] === 0xf9) [ms, transparent] = [short(at + 4) * 10, gif[at + 6] ?? -1];
      for (at += 2; gif[at] !== 0; ) at += (gif[at] ?? 0) + 1;
      at += 1;
      continue;
    }
    const flags = gif[at + 9] ?? 0;
    const table = flags & 0x80 ? gif.subarray(at + 10, at + 10 + tableSize(flags)) : globalTable;
    at += 10 + (flags & 0x80 ? table.length : 0);
    const codeSize = gif[at] ?? 0;
    const blocks: number[] = [];
    for (at += 1; gif[at] !== 0; at += (gif[at] ?? 0) + 1)
      blocks.push(...gif.subarray(at + 1, at + 1 + (gif[at] ?? 0)));
    at += 1;
    unpack(blocks, codeSize).forEach((index, pixel) => {
      if (index !== transparent) shown.splice(pixel * 4, 4, ...table.subarray(index * 3, index * 3 + 3), 255);
    });
    pictures.push({ data: [...shown], ms });
  }
  return pictures;
}

/** LZW with codes of a growing length (GIF89a, appendix F). */
function unpack(bytes: readonly number[], codeSize: number): readonly number[] {
  const [clear, end] = [2 ** codeSize, 2 ** codeSize + 1];
  const fresh = () => [...Array.from({ length: clear }, (_, index) => [index]), [], []];
  let table: (readonly number[])[] = fresh();
  const out: number[] = [];
  let [bits, length, size, before] = [0, 0, codeSize + 1, [] as readonly number[]];
  for (const byte of bytes) {
    bits += byte * 2 ** length;
    length += 8;
    while (length >= size) {
      const code = bits % 2 ** size;
      bits = Math.floor(bits / 2 ** size);
      length -= size;
      if (code === end) return out;
      if (code === clear) {
        [table, size, before] = [fresh(), codeSize + 1, []];
        continue;
      }
      const word = table[code] ?? [...before, before[0] ?? 0];
      out.push(...word);
      if (before.length > 0 && table.length < 4096) table.push([...before, word[0] ?? 0]);
      if (table.length === 2 ** size && size < 12) size += 1;
      before = word;
    }
  }
  return out;
}

describe('encodeGif', () => {
  it('shows every picture in its very colours, for its time, where they are at most 255 at once', () => {
    const colors = fc.array(fc.nat(0xffffff), { minLength: 1, maxLength: 48 });
    fc.assert(
      fc.property(fc.array(colors, { minLength: 1, maxLength: 5 }), (all) => {
        const pictures = all.map((each, index) => picture(each, 40 + index * 10));
        const seen = decode(encodeGif(pictures));
        expect(seen.map(({ ms }) => ms)).toEqual(pictures.map(({ ms }) => ms));
        expect(seen.map(({ data }) => data)).toEqual(pictures.map(({ data }) => [...data]));
      }),
    );
  });

  it('keeps the commonest of many colours and comes near the others', () => {
    const size = { width: 64, height: 32 };
    // Half of it is one colour; the rest is a slope of a thousand.
    const colors = Array.from({ length: 2048 }, (_, at) => (at % 2 === 0 ? 0x123456 : 0x400000 + at * 31));
    const [seen] = decode(encodeGif([picture(colors, 100, size)]));
    colors.forEach((color, at) => {
      const [red = 0, green = 0, blue = 0] = seen?.data.slice(at * 4, at * 4 + 3) ?? [];
      if (color === 0x123456) expect([red, green, blue]).toEqual([0x12, 0x34, 0x56]);
      const far = [red - (color >> 16), green - ((color >> 8) & 255), blue - (color & 255)];
      expect(Math.hypot(...far)).toBeLessThan(48);
    });
  });

  it('writes next to nothing where nothing has changed', () => {
    const size = { width: 320, height: 200 };
    const same = picture([0x112233, 0x445566, 0x778899], 50, size);
    const one = encodeGif([same]).length;
    expect(encodeGif([same, same]).length - one).toBeLessThan(600);
  });

  it('refuses pictures of two sizes', () => {
    const other = picture([1], 50, { width: 4, height: 4 });
    expect(() => encodeGif([picture([1], 50), other])).toThrow('one size');
  });
});
