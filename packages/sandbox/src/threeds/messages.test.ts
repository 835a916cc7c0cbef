// Facts about 3-D Secure messages: how they are written into a form field, and what is refused.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aresSchema,
  creqSchema,
  cresSchema,
  decodeMessage,
  encodeMessage,
  erroSchema,
  methodDataSchema,
  rreqSchema,
} from './messages.ts';

const ID = '8a880dc0-d2d2-4067-bcb1-b08d1690b26e';
const OTHER_ID = 'd7c1ee99-9478-44a6-b1f2-391e29c6b340';

describe('encodeMessage and decodeMessage', () => {
  it('write base64url without padding, and read it back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string()), (message) => {
        fc.pre(!Object.hasOwn(message, '__proto__'));
        const text = encodeMessage(message);
        expect(text).toMatch(/^[\w-]+$/);
        expect(decodeMessage(text)).toEqual({ ...message });
      }),
    );
  });

  it.each([1, 2, 3])('read what a bank has padded: %i letters', (length) => {
    const message = { a: 'x'.repeat(length) };
    const padded = Buffer.from(JSON.stringify(message))
      .toString('base64')
      .replaceAll('+', '-')
      .replaceAll('/', '_');
    expect(decodeMessage(padded)).toEqual(message);
  });

  it.each([
    ['nothing', ''],
    ['words', 'not base64!'],
    ['the other alphabet', Buffer.from('{"a":"???>>>"}').toString('base64')],
    ['a cut quantum', `${encodeMessage({ a: 'bcd' })}A`.slice(0, 13)],
    ['padding in the middle', 'eyJh=IjoxfQ'],
    ['no JSON', Buffer.from('{a:1}').toString('base64url')],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]).toString('base64url')],
  ])('refuse %s', (_what, text) => {
    expect(decodeMessage(text)).toBeNull();
  });

  it('survive whatever is posted', () => {
    fc.assert(fc.property(fc.string(), (text) => void decodeMessage(text)));
  });

  it('leave out a field that would set a prototype', () => {
    const text = Buffer.from('{"__proto__":{"polluted":1},"a":1}').toString('base64url');
    expect(Object.keys(Object(decodeMessage(text)))).toEqual(['a']);
  });
});

describe('the schemas', () => {
  const creq = {
    messageType: 'CReq',
    messageVersion: '2.2.0',
    threeDSServerTransID: ID,
    acsTransID: OTHER_ID,
    challengeWindowSize: '02',
  };

  it('let later additions through', () => {
    const later = { ...creq, messageVersion: '2.3.1', threeDSMethodId: 'x' };
    expect(creqSchema.parse(later)).toEqual(later);
  });

  it.each([
    ['an id that is none', { acsTransID: '../../etc/passwd' }],
    ['version 1', { messageVersion: '1.0.2' }],
    ['another message', { messageType: 'CRes' }],
    ['a size that does not exist', { challengeWindowSize: '06' }],
    ['a missing id', { threeDSServerTransID: undefined }],
  ])('refuse a CReq with %s', (_what, change) => {
    expect(creqSchema.safeParse({ ...creq, ...change }).success).toBe(false);
  });

  it('know only yes and no in a CRes', () => {
    const cres = { ...creq, messageType: 'CRes', transStatus: 'Y' };
    expect(cresSchema.safeParse(cres).success).toBe(true);
    expect(cresSchema.safeParse({ ...cres, transStatus: 'C' }).success).toBe(false);
  });

  it.each(['C', 'D', 'I', 'S', 'y', ''])('refuse an RReq that ends as %j', (transStatus) => {
    const rreq = { ...creq, messageType: 'RReq', messageCategory: '01', dsTransID: ID };
    expect(rreqSchema.safeParse({ ...rreq, transStatus: 'N' }).success).toBe(true);
    expect(rreqSchema.safeParse({ ...rreq, transStatus }).success).toBe(false);
  });

  it('refuse an ARes whose words for the buyer are longer than allowed', () => {
    const ares = {
      messageType: 'ARes',
      messageVersion: '2.2.0',
      threeDSServerTransID: ID,
      dsTransID: ID,
      acsTransID: OTHER_ID,
      acsReferenceNumber: 'ACS',
      dsReferenceNumber: 'DS',
      transStatus: 'N',
    };
    expect(aresSchema.safeParse({ ...ares, cardholderInfo: 'x'.repeat(128) }).success).toBe(true);
    expect(aresSchema.safeParse({ ...ares, cardholderInfo: 'x'.repeat(129) }).success).toBe(false);
    expect(aresSchema.safeParse({ ...ares, transStatus: 'S' }).success).toBe(false);
  });

  it('take a notification address of 256 characters and no more', () => {
    const data = (length: number) => ({
      threeDSServerTransID: ID,
      threeDSMethodNotificationURL: 'h'.repeat(length),
    });
    expect(methodDataSchema.safeParse(data(256)).success).toBe(true);
    expect(methodDataSchema.safeParse(data(257)).success).toBe(false);
  });

  it('read an error that knows no transaction', () => {
    const erro = {
      messageType: 'Erro',
      messageVersion: '2.2.0',
      errorCode: '301',
      errorComponent: 'A',
      errorDescription: 'Transaction ID not recognised',
      errorDetail: '',
    };
    expect(erroSchema.safeParse(erro).success).toBe(true);
  });
});
