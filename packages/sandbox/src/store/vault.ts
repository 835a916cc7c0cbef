// What is derived from the installation's one root secret: API keys, seals, keyed hashes, card fingerprints.

import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { pooledBytes } from '../random-bytes.ts';

export interface Vault {
  /** 32 bytes that belong to `purpose` alone and are the same at every start. */
  derive(purpose: string): Buffer;
  /** Encrypts a text that must be read again (AES-256-GCM). `context` must be given again to open it. */
  seal(text: string, context: string): string;
  /** @throws when the sealed text was changed or sealed for another context. */
  open(sealed: string, context: string): string;
  /** Keyed hash, hex: the same for the same text, and of no use to who has the database but not the key. */
  keyedHash(purpose: string, text: string): string;
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const IV_BYTES = 12; // NIST SP 800-38D: 96-bit nonces for GCM
const TAG_BYTES = 16;

/** Makes a root secret: 32 random bytes, hex. */
export function createRootSecret(): string {
  return randomBytes(32).toString('hex');
}

/** Opens the vault of a root secret made by `createRootSecret`. */
export function createVault(rootSecret: string): Vault {
  const root = Buffer.from(rootSecret, 'hex');
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), `xpay sandbox: ${purpose}`, 32));
  // Key objects: bytes would be made into one for every use.
  const sealKey = createSecretKey(derive('seal'));
  const keys = new Map<string, KeyObject>();
  const keyOf = (purpose: string): KeyObject => {
    const key = keys.get(purpose) ?? createSecretKey(derive(purpose));
    keys.set(purpose, key);
    return key;
  };
  return {
    derive,
    seal(text, context) {
      const iv = pooledBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', sealKey, iv).setAAD(Buffer.from(context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', sealKey, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return (
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
      );
    },
    keyedHash: (purpose, text) => createHmac('sha256', keyOf(purpose)).update(text).digest('hex'),
  };
}

/** SHA-256 in hex, for looking up random keys and secrets without keeping them. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Random base-62 text; 32 characters hold 190 bits. */
export function randomBase62(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of pooledBytes(length - text.length)) {
      // As many whole alphabets as a byte holds, so that each character is as likely as the others.
      if (byte < 256 - (256 % BASE62.length)) text += BASE62.charAt(byte % BASE62.length);
    }
  }
  return text;
}

/** The bytes written in base 62. */
export function toBase62(bytes: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (; rest > 0n; rest /= 62n) text = BASE62.charAt(Number(rest % 62n)) + text;
  return text;
}
