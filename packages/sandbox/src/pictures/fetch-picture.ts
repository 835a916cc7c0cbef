// Fetches a picture from a shop's server: a little of it, briefly, from there alone, and only if it is one.

import type { Wait } from '../domain/clock.ts';
import { type PictureType, pictureTypeOf } from './formats.ts';

export interface Picture {
  readonly type: PictureType;
  readonly content: Uint8Array<ArrayBuffer>;
}

export interface FetchPictureDeps {
  /** What refuses private addresses, where they are out of bounds. */
  readonly fetch: typeof fetch;
  /** By the machine's time. */
  readonly wait: Wait;
}

/** From the first byte asked for to the last that has come. */
export const PATIENCE_MS = 5_000;
export const LARGEST_PICTURE_BYTES = 2_000_000;

/** The picture at an address; null for whatever keeps it from being had. Redirects are not followed: they could lead anywhere. */
export async function fetchPicture(url: string, deps: FetchPictureDeps): Promise<Picture | null> {
  const aborter = new AbortController();
  const { signal } = aborter;
  const isLate = deps.wait(PATIENCE_MS, signal).then((): null => null);
  try {
    // A server may accept a connection and hold it without a word: what it does then does not count.
    const content = await Promise.race([read(url, deps.fetch, signal), isLate]);
    const type = content === null ? null : pictureTypeOf(content);
    return content === null || type === null ? null : { type, content };
  } catch {
    return null; // There is no picture: that is all there is to know.
  } finally {
    aborter.abort();
  }
}

async function read(
  url: string,
  fetch: FetchPictureDeps['fetch'],
  signal: AbortSignal,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const response = await fetch(url, {
    // Compressed it would gain nothing, and might become larger than it looked.
    headers: {
      accept: 'image/avif,image/webp,image/png,image/jpeg,image/gif',
      'accept-encoding': 'identity',
    },
    redirect: 'manual',
    signal,
  });
  if (response.status !== 200 || response.body === null) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > LARGEST_PICTURE_BYTES) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
