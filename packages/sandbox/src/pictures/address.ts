// Where the checkout shows a picture of the shop's: on its own origin, signed, so that nobody else's is fetched.

import { timingSafeEqual } from 'node:crypto';
import type { Settings } from '../settings.ts';
import type { Vault } from '../store/vault.ts';

/** Where pictures are, on the checkout's origin. */
export const PICTURES = '/v1/pictures';
/** Hex digits of the signature: 128 bits. */
const SIGNATURE_LENGTH = 32;

export interface PictureSigner {
  readonly vault: Pick<Vault, 'keyedHash'>;
  readonly settings: Pick<Settings, 'checkoutOrigin'>;
}

/**
 * Where a buyer's browser finds the picture of a line item. What is on the checkout's origin already stays where it is; null
 * for none, and for an address that is never asked: only http(s), and no user name or password to be sent along.
 */
export function pictureAddress(imageUrl: string | null, { vault, settings }: PictureSigner): string | null {
  const url = imageUrl !== null && URL.canParse(imageUrl) ? new URL(imageUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    return null;
  const { checkoutOrigin } = settings;
  if (url.origin === checkoutOrigin) return url.href;
  url.hash = '';
  const encoded = Buffer.from(url.href).toString('base64url');
  return `${checkoutOrigin}${PICTURES}/${sign(url.href, vault)}/${encoded}`;
}

/** The address that was signed, or null for one that was not. */
export function readPictureAddress(
  signature: string,
  encoded: string,
  vault: PictureSigner['vault'],
): string | null {
  const url = Buffer.from(encoded, 'base64url').toString('utf8');
  const [given, expected] = [Buffer.from(signature), Buffer.from(sign(url, vault))];
  return given.length === expected.length && timingSafeEqual(given, expected) ? url : null;
}

function sign(url: string, vault: PictureSigner['vault']): string {
  return vault.keyedHash('pictures', url).slice(0, SIGNATURE_LENGTH);
}
