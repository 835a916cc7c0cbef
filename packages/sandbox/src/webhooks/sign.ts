// Signs one webhook attempt in both header families: the XPay one and the Standard Webhooks one, from one secret.

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
 * The four signature headers of one attempt.
 *
 * `XPay-Signature: t=<unix seconds>,v1=<hex>` is HMAC-SHA256 of `<t>.<body>`, keyed with the whole secret as UTF-8 text.
 * `webhook-id`, `webhook-timestamp`, `webhook-signature: v1,<base64>` follow the Standard Webhooks specification:
 * HMAC-SHA256 of `<id>.<timestamp>.<body>`, keyed with the bytes that the base64 part of the secret stands for.
 *
 * @throws RangeError when the secret is not `whsec_` and base64, or the id has a full stop: the separator of what is signed.
 */
export function signatureHeaders(secret: string, content: SignedContent): Record<string, string> {
  const { eventId, body, timestamp } = content;
  if (eventId.includes('.')) {
    throw new RangeError(
      `Got the event id '${eventId}'; a signed id has no full stop, which separates it from the time.`,
    );
  }
  const key = secretBytes(secret);
  const xpay = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const standard = createHmac('sha256', key).update(`${eventId}.${timestamp}.${body}`).digest('base64');
  return {
    'xpay-signature': `t=${timestamp},v1=${xpay}`,
    'webhook-id': eventId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${standard}`,
  };
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
