// What a bank may answer, and what is refused before a browser could be sent anywhere.

import { describe, expect, it } from 'vitest';
import { ACS_URL, anARes } from '../test-bank.ts';
import { readARes } from './ares.ts';

const ID = '8a880dc0-d2d2-4067-bcb1-b08d1690b26e';
const OURS = { serverTransactionId: ID };
const OWN = ['https://3ds.example', 'https://checkout.example', 'https://api.example'];
const LOCAL_OWN = ['http://localhost:4243', 'http://localhost:4242'];

const ares = (overrides: object = {}) =>
  anARes({ threeDSServerTransID: ID }, { transStatus: 'C', acsURL: ACS_URL, ...overrides });

describe('an answer that can be used', () => {
  it('is a challenge with its address, ids in lower case', () => {
    const given = ares({ threeDSServerTransID: ID.toUpperCase(), acsTransID: ID.toUpperCase() });
    expect(readARes(given, OURS, OWN)).toMatchObject({
      answer: { transStatus: 'C', acsUrl: ACS_URL, acsTransactionId: ID },
    });
  });

  it('has no address unless it is a challenge, and keeps the bank’s words as they are', () => {
    const given = ares({ transStatus: 'N', acsURL: 'javascript:1', cardholderInfo: '<b>Call</b> us' });
    expect(readARes(given, OURS, OWN)).toMatchObject({
      answer: { transStatus: 'N', acsUrl: null, cardholderInfo: '<b>Call</b> us' },
    });
  });

  it('may have fields of a later version', () => {
    expect(
      readARes(ares({ messageVersion: '2.3.1', challengeErrorReporting: 'x' }), OURS, OWN),
    ).toHaveProperty('answer');
  });

  it('may lead to a bank on this machine where we stand on one', () => {
    const local = ares({ acsURL: 'http://localhost:4244/challenge' });
    expect(readARes(local, OURS, LOCAL_OWN)).toHaveProperty('answer');
    expect(readARes(local, OURS, OWN)).toHaveProperty('problem');
  });
});

describe('an answer that cannot be used', () => {
  it.each([
    ['nothing', undefined],
    ['text', 'ARes'],
    ['an Erro', { messageType: 'Erro', errorCode: '101' }],
    ['another transaction', ares({ threeDSServerTransID: '00000000-d2d2-4067-bcb1-b08d1690b26e' })],
    ['no id of the bank', ares({ acsTransID: undefined })],
    ['an unknown status', ares({ transStatus: 'S' })],
    ['too many words', ares({ cardholderInfo: 'x'.repeat(129) })],
    ['a challenge nowhere', ares({ acsURL: undefined })],
    ['javascript:', ares({ acsURL: 'javascript:alert(1)' })],
    ['data:', ares({ acsURL: 'data:text/html,hello' })],
    ['plain http', ares({ acsURL: 'http://bank.example/challenge' })],
    ['our 3DS origin', ares({ acsURL: 'https://3ds.example/f/3ds' })],
    ['our checkout origin', ares({ acsURL: 'https://checkout.example/' })],
    ['our API', ares({ acsURL: 'https://api.example/' })],
    ['a user name', ares({ acsURL: 'https://checkout.example@bank.example/' })],
    ['100 kB of address', ares({ acsURL: `https://bank.example/${'x'.repeat(100_000)}` })],
    ['no address', ares({ acsURL: 'bank.example' })],
  ])('is %s', (_what, received) => {
    expect(readARes(received, OURS, OWN)).toHaveProperty('problem');
  });
});
