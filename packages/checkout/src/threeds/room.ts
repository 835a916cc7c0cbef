// How much room there is for a bank's page, in the frame or in the whole window, and which of the five sizes the bank is told.

import type { WindowSize } from '@xpay/protocol/next-action';

export interface Room {
  /** Inside the frame as it stands, or in the host page's whole window, which has to be asked for. */
  readonly place: 'inside' | 'full';
  readonly windowSize: WindowSize;
}

/** What is measured: the frame's own window. */
export type Measured = Pick<Window, 'innerWidth' | 'innerHeight' | 'outerWidth' | 'outerHeight'> & {
  readonly screen: Pick<Screen, 'availWidth' | 'availHeight'>;
};

/** A frame of this size has the dialog inside; a smaller one asks for the whole window. */
const INSIDE_MIN = { width: 500, height: 560 } as const;
/** What the dialog has around the bank's page: the space to the frame's edges, heading, amount and Cancel. */
const AROUND = { width: 34, height: 134 } as const;
/** The bars of the browser, which a frame cannot measure. */
const BROWSER_BARS_HEIGHT = 140;
/** Narrower is a phone, where a bank's page takes all there is. */
const PHONE_WIDTH = 600;

/** CSS pixels, the preferred first; `05` is all there is (EMV 3DS 2.2, `challengeWindowSize`). */
const SIZES: readonly (readonly [windowSize: WindowSize, width: number, height: number])[] = [
  ['03', 500, 600],
  ['04', 600, 400],
  ['02', 390, 400],
];

/** Where a bank's page would be shown now, and how large. */
export function measureRoom({ innerWidth, innerHeight, outerWidth, outerHeight, screen }: Measured): Room {
  // Some browsers do not tell a frame how large their window is.
  const windowWidth = outerWidth || screen.availWidth;
  const windowHeight = outerHeight || screen.availHeight;
  // In a frame that is taller than the window, the middle may be out of sight.
  const isInside =
    innerWidth >= INSIDE_MIN.width && innerHeight >= INSIDE_MIN.height && innerHeight <= windowHeight;
  if (isInside) return { place: 'inside', windowSize: largestWithin(innerWidth, innerHeight) };
  if (windowWidth < PHONE_WIDTH) return { place: 'full', windowSize: '05' };
  return { place: 'full', windowSize: largestWithin(windowWidth, windowHeight - BROWSER_BARS_HEIGHT) };
}

function largestWithin(width: number, height: number): WindowSize {
  const fitting = SIZES.find(
    ([, pageWidth, pageHeight]) => pageWidth + AROUND.width <= width && pageHeight + AROUND.height <= height,
  );
  return fitting?.[0] ?? '05';
}
