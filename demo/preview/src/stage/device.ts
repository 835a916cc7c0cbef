// How wide and tall the shop's page is, and how much smaller it has to be shown to fit.

import type { FrameSettings } from '../settings/settings.ts';

/** CSS pixels of the devices, their own bars left out: iPhone 15, iPad Air, a small laptop. */
const DEVICES = {
  phone: { width: 393, height: 760 },
  tablet: { width: 820, height: 1106 },
  desktop: { width: 1280, height: 800 },
} as const satisfies Record<Exclude<FrameSettings['device'], 'none'>, Size>;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Shown extends Size {
  /** 1 at most. */
  readonly scale: number;
}

/** Less than this is too little to read: then the page scrolls sideways. */
const LEAST_SCALE = 0.35;

/** The size of the shop's page in its own pixels, and the scale at which it fits into the room there is. */
export function fit({ device, width }: Pick<FrameSettings, 'device' | 'width'>, room: Size): Shown {
  const model = device === 'none' ? null : DEVICES[device];
  const wanted = width > 0 ? width : (model?.width ?? room.width);
  const scale = Math.max(LEAST_SCALE, Math.min(1, room.width / wanted));
  const tallest = Math.floor(room.height / scale);
  return { width: wanted, height: model === null ? tallest : Math.min(model.height, tallest), scale };
}
