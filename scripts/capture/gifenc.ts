// gifenc with types, which it does not bring. It is CommonJS that says it is a module: tools disagree on what importing it gives.

import { createRequire } from 'node:module';

export type Color = [red: number, green: number, blue: number];

export interface FrameOptions {
  /** Of this frame, or of all when it is the first one's. */
  readonly palette: readonly Color[];
  /** In milliseconds; a GIF keeps hundredths of a second. */
  readonly delay: number;
  readonly transparent?: boolean;
  readonly transparentIndex?: number;
  /** GIF89a, 23: 1 leaves the frame where it is, under the next. */
  readonly dispose?: number;
}

export interface Encoder {
  writeFrame(index: Uint8Array, width: number, height: number, options: FrameOptions): void;
  finish(): void;
  bytes(): Uint8Array;
}

interface Gifenc {
  GIFEncoder(): Encoder;
  /** So many colours that the pixels, RGBA, are near to. */
  quantize(rgba: Uint8Array, maxColors: number, options?: { readonly format: 'rgb565' }): Color[];
}

export const { GIFEncoder, quantize } = createRequire(import.meta.url)('gifenc') as Gifenc;
