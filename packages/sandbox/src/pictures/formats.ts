// The formats of pictures that browsers are sent, each told by what its files begin with. No SVG: it may hold a script.

/** Media type → the first bytes, read as Latin-1. */
export const SIGNATURES = {
  'image/png': /^\x89PNG\r\n/,
  'image/jpeg': /^\xff\xd8\xff/,
  'image/gif': /^GIF8[79]a/,
  'image/webp': /^RIFF[\s\S]{4}WEBP/,
  // ISO 14496-12, 4.3: the brand of a file; ISO 23000-22 names those of AVIF, still and moving.
  'image/avif': /^[\s\S]{4}ftypavi[fs]/,
} as const;

export type PictureType = keyof typeof SIGNATURES;

export const PICTURE_TYPES = Object.keys(SIGNATURES) as [PictureType, ...PictureType[]];

/** What a file is by its own first bytes, whatever it is said to be; null for no picture that is sent on. */
export function pictureTypeOf(content: Uint8Array): PictureType | null {
  const head = Buffer.from(content.subarray(0, 16)).toString('latin1');
  return PICTURE_TYPES.find((type) => SIGNATURES[type].test(head)) ?? null;
}
