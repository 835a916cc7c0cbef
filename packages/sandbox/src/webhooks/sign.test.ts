// Facts about webhook signatures, checked against the standardwebhooks library and by hand.

import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { signatureHeaders } from './sign.ts';

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;

function now(): number {
  return Math.floor(Date.now() / 1000);
}

describe('signatureHeaders', () => {
  it('verifies with the standardwebhooks library, for any body', () => {
    const anyJson = fc.json();
    fc.assert(
      fc.property(anyJson, (body) => {
        const headers = signatureHeaders(SECRET, { eventId: 'evt_1', body, timestamp: now() });
        expect(new Webhook(SECRET).verify(body, headers)).toEqual(JSON.parse(body));
      }),
    );
  });

  it('is refused by the standardwebhooks library when one character of the body differs', () => {
    const headers = signatureHeaders(SECRET, { eventId: 'evt_1', body: '{"amount":100}', timestamp: now() });
    expect(() => new Webhook(SECRET).verify('{"amount":900}', headers)).toThrow();
    expect(new Webhook(SECRET).verify('{"amount":100}', headers)).toEqual({ amount: 100 });
  });

  it('is refused by the standardwebhooks library with another secret', () => {
    const other = `whsec_${Buffer.from('another secret of many bytes!!!!').toString('base64')}`;
    const headers = signatureHeaders(other, { eventId: 'evt_1', body: '{}', timestamp: now() });
    expect(() => new Webhook(SECRET).verify('{}', headers)).toThrow();
  });

  it('keys XPay-Signature with the whole secret as text', () => {
    const body = '{"name":"Käse 🧀"}';
    const headers = signatureHeaders(SECRET, { eventId: 'evt_1', body, timestamp: 1_768_478_400 });
    const expected = createHmac('sha256', Buffer.from(SECRET, 'utf8'))
      .update(Buffer.from(`1768478400.${body}`, 'utf8'))
      .digest('hex');
    expect(headers['xpay-signature']).toBe(`t=1768478400,v1=${expected}`);
  });

  it('gives a known answer', () => {
    // Computed apart with: printf '%s' '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 'whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0'
    const headers = signatureHeaders('whsec_dGVzdHRlc3R0ZXN0dGVzdHRlc3R0ZXN0', {
      eventId: 'evt_1',
      body: '{"a":1}',
      timestamp: 1_700_000_000,
    });
    expect(headers).toEqual({
      'xpay-signature': 't=1700000000,v1=301104a01c2382f837a7e55d3f6e8af333d5a85b1ea86d4d35ee23610b674f64',
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1700000000',
      'webhook-signature': 'v1,TzmFK3sy7bqXWM/4a70qVJwvMDhH/3hFHzuyx7sZKMk=',
    });
  });

  it.each(['', 'secret', 'whsec_', 'whsec_not base64!', 'sk_test_abc'])('refuses the secret %j', (secret) => {
    expect(() => signatureHeaders(secret, { eventId: 'evt_1', body: '{}', timestamp: 1 })).toThrow(
      RangeError,
    );
  });

  it('refuses an event id with a full stop, which would make the signed text ambiguous', () => {
    expect(() => signatureHeaders(SECRET, { eventId: 'evt.1', body: '{}', timestamp: 1 })).toThrow(
      /full stop/,
    );
  });
});
