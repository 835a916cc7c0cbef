// Facts about sizes: what fits is shown as it is, what does not is shown smaller.

import { expect, it } from 'vitest';
import { fit } from './device.ts';

const ROOM = { width: 700, height: 600 };

it.each([
  ['all there is', { device: 'none', width: 0 }, { width: 700, height: 600, scale: 1 }],
  ['a width that fits', { device: 'none', width: 480 }, { width: 480, height: 600, scale: 1 }],
  ['a width that does not', { device: 'none', width: 1400 }, { width: 1400, height: 1200, scale: 0.5 }],
  ['a phone', { device: 'phone', width: 0 }, { width: 393, height: 600, scale: 1 }],
  ['a phone of another width', { device: 'phone', width: 320 }, { width: 320, height: 600, scale: 1 }],
  ['a laptop', { device: 'desktop', width: 0 }, { width: 1280, height: 800, scale: 700 / 1280 }],
] as const)('shows %s', (_, frame, shown) => {
  expect(fit(frame, ROOM)).toEqual(shown);
});

it('shows nothing so small that it cannot be read', () => {
  expect(fit({ device: 'none', width: 1600 }, { width: 280, height: 500 }).scale).toBe(0.35);
});
