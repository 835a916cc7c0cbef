// Which room a bank's page gets, by what surrounds it.

import { describe, expect, it } from 'vitest';
import { type Measured, measureRoom } from './room.ts';

function aWindow(
  frame: readonly [number, number],
  around: readonly [number, number] = [1280, 900],
): Measured {
  const [innerWidth, innerHeight] = frame;
  const [outerWidth, outerHeight] = around;
  return {
    innerWidth,
    innerHeight,
    outerWidth,
    outerHeight,
    screen: { availWidth: outerWidth, availHeight: outerHeight },
  };
}

describe('the room for a bank’s page', () => {
  it.each([
    ['just enough', [500, 560], 'inside', '02'],
    ['wide and low', [640, 560], 'inside', '04'],
    ['wide and high', [640, 740], 'inside', '03'],
    ['narrow and high', [540, 740], 'inside', '03'],
    ['a pixel too narrow', [499, 700], 'full', '03'],
    ['a pixel too low', [700, 559], 'full', '03'],
    ['taller than the window', [700, 901], 'full', '03'],
    ['nothing, as long as nobody sees it', [0, 0], 'full', '03'],
  ] as const)('in a frame with %s', (_, frame, place, windowSize) => {
    expect(measureRoom(aWindow(frame))).toEqual({ place, windowSize });
  });

  it.each([
    ['a phone', [320, 568], '05'],
    ['a large phone', [430, 932], '05'],
    ['a phone on its side', [844, 390], '05'],
    ['a low window', [1280, 680], '04'],
    ['a tablet', [768, 1024], '03'],
  ] as const)('in the whole window of %s', (_, around, windowSize) => {
    expect(measureRoom(aWindow([300, 500], around))).toEqual({ place: 'full', windowSize });
  });

  it('is the screen’s where a browser does not tell the size of its window', () => {
    const blind = { ...aWindow([300, 500], [1280, 900]), outerWidth: 0, outerHeight: 0 };
    expect(measureRoom(blind).windowSize).toBe('03');
  });
});
