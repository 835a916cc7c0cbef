// Signs one webhook attempt in both header families: the API's own and the Standard Webhooks one, from the same secrets.

import { createHmac } from 'node:crypto';

/** What is signed: the event's id, the bytes that will be sent, and the second at which this attempt is made. */
export interface SignedContent {
  readonly eventId: string;
  /** Exactly the text that goes over the wire. */
  readonly body: string;
  /** Unix time in whole seconds, of the attempt: a retry is signed afresh, so receivers may refuse old ones. */
  readonly timestamp: number;
}

/**
 * The signature headers of one attempt, with a signature for each secret: receivers take any, and so can change theirs.
 *
 * The API's own (`XPay-Signature`, `CXPay-Signature`), `t=<unix seconds>,v1=<hex>`, is HMAC-SHA256 of `<t>.<body>`, keyed with
 * the whole secret as UTF-8 text; another secret adds another `v1`. `webhook-id`, `webhook-timestamp` and `webhook-signature:
 * v1,<base64>` follow the Standard Webhooks specification: HMAC-SHA256 of `<id>.<timestamp>.<body>`, keyed with the bytes that
 * the base64 part of the secret stands for; another secret adds another entry after a space.
 *
 * @throws RangeError when a secret is not `whsec_` and base64, or the id has a full stop: the separator of what is signed.
 */
export function signatureHeaders(
  secrets: string | readonly string[],
  { eventId, body, timestamp }: SignedContent,
  ownHeader: string | null = 'XPay-Signature',
): Record<string, string> {
  if (eventId.includes('.')) {
    throw new RangeError(
      `Got the event id '${eventId}'; a signed id has no full stop, which separates it from the time.`,
    );
  }
  const all = typeof secrets === 'string' ? [secrets] : secrets;
  const keys = all.map(secretBytes);
  const own = all.map((secret) => `v1=${hmac(secret, `${timestamp}.${body}`).digest('hex')}`);
  const standard = keys.map((key) => `v1,${hmac(key, `${eventId}.${timestamp}.${body}`).digest('base64')}`);
  return {
    ...(ownHeader === null ? {} : { [ownHeader.toLowerCase()]: [`t=${timestamp}`, ...own].join(',') }),
    'webhook-id': eventId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': standard.join(' '),
  };
}

function hmac(key: string | Buffer, content: string) {
  return createHmac('sha256', key).update(content);
}

const PREFIX = 'whsec_';

function secretBytes(secret: string): Buffer {
  const tail = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(tail)) {
    throw new RangeError(
      "A webhook secret is 'whsec_' followed by base64; make one with the merchant's seed.",
    );
  }
  return Buffer.from(tail, 'base64');
}
