// Facts about the machine's drawing: ways follow its moves, and every line joins what it says.

import { INTENT_STATUSES } from '@xpay/protocol/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOVES, movesOf, wayThrough } from './intent-machine.ts';
import { boxes, HEIGHT, lines, WIDTH } from './machine-layout.ts';

describe('the way of a payment', () => {
  const isMove = ([from, to]: readonly [string, string]) =>
    MOVES.some(([start, end]) => start === from && end === to);

  it('goes by legal moves from the beginning to any status, and comes by all that was seen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...INTENT_STATUSES), (status) => {
        const way = wayThrough(['requires_payment_method', status]);
        expect(movesOf(way).every(isMove)).toBe(true);
        expect([way[0], way.at(-1)]).toEqual(['requires_payment_method', status]);
      }),
    );
  });

  it('stands still where a status is told twice', () => {
    expect(wayThrough(['processing', 'processing'])).toEqual(['processing']);
  });

  it('puts side by side what the machine does not join', () => {
    expect(wayThrough(['succeeded', 'processing'])).toEqual(['succeeded', 'processing']);
  });
});

describe.each(['ltr', 'rtl'] as const)('the drawing, %s', (direction) => {
  it('has all states, inside and apart', () => {
    const all = boxes(direction);
    expect(all.map(({ status }) => status).sort()).toEqual([...INTENT_STATUSES].sort());
    for (const { x, y, width } of all) {
      expect(x - width / 2).toBeGreaterThan(0);
      expect(x + width / 2).toBeLessThan(WIDTH);
      expect(y + 19).toBeLessThan(HEIGHT);
    }
    for (const one of all) {
      for (const other of all) {
        if (one === other) continue;
        const isApart =
          Math.abs(one.x - other.x) > (one.width + other.width) / 2 || Math.abs(one.y - other.y) > 38;
        expect([one.status, other.status, isApart]).toEqual([one.status, other.status, true]);
      }
    }
  });

  it('has every move once, each from the edge of one box to the edge of another', () => {
    const all = lines(direction);
    expect(all.map(({ move }) => move)).toEqual(MOVES);
    for (const { move, path } of all) {
      const [x1 = 0, y1 = 0, , , x2 = 0, y2 = 0] = (path.match(/-?[\d.]+/g) ?? []).map(Number);
      for (const [status, x, y] of [
        [move[0], x1, y1],
        [move[1], x2, y2],
      ] as const) {
        const box = boxes(direction).find((one) => one.status === status);
        expect(Math.abs((box?.x ?? 0) - x)).toBeLessThan((box?.width ?? 0) / 2 + 12);
        expect(Math.abs((box?.y ?? 0) - y)).toBeLessThan(19 + 12);
      }
    }
  });
});
