// One question, ten seconds, and every way a line can break.

import { describe, expect, it } from 'vitest';
import { manualClock } from '../domain/clock.ts';
import { createLogger } from '../http/request-log.ts';
import { aBank, anARes, type TestBank } from '../test-bank.ts';
import { ARES_TIMEOUT_MS, askBank } from './ask-bank.ts';
import { areqSchema } from './messages.ts';

const AREQ = areqSchema.parse({
  messageType: 'AReq',
  messageVersion: '2.2.0',
  messageCategory: '01',
  deviceChannel: '02',
  threeDSServerTransID: '8a880dc0-d2d2-4067-bcb1-b08d1690b26e',
  threeDSServerRefNumber: 'r',
  threeDSServerURL: 'https://3ds.example',
  threeDSRequestorID: 'm',
  threeDSRequestorName: 'm',
  threeDSRequestorURL: 'https://checkout.example',
  threeDSRequestorAuthenticationInd: '01',
  threeDSCompInd: 'U',
  acctNumber: '9990000001003155',
  merchantName: 'm',
  acquirerBIN: '400000',
  acquirerMerchantID: 'm',
  notificationURL: 'https://3ds.example/n',
  browserAcceptHeader: '*/*',
  browserJavascriptEnabled: false,
  browserLanguage: 'en',
  browserUserAgent: 'x',
  purchaseAmount: '1',
  purchaseCurrency: '840',
  purchaseExponent: '2',
  purchaseDate: '20260115120000',
});

function ask(prepare: (bank: TestBank) => void) {
  const logs: string[] = [];
  const clock = manualClock();
  const bank = aBank();
  prepare(bank);
  const deps = {
    bank,
    wait: clock.wait,
    logger: createLogger({ write: (line) => void logs.push(line) }),
    ownOrigins: ['https://3ds.example'],
  };
  return { answer: askBank(deps, AREQ), clock, logs };
}

describe('asking the bank', () => {
  it('gives the answer that came in time', async () => {
    const { answer, clock } = ask((bank) => {
      bank.answer = (areq) => anARes(areq, { transStatus: 'Y' });
    });
    expect(await answer).toMatchObject({ transStatus: 'Y' });
    clock.advance(ARES_TIMEOUT_MS);
  });

  it('gives up after ten seconds, and ignores what comes then', async () => {
    let answerLate: (ares: unknown) => void = () => {};
    const { answer, clock, logs } = ask((bank) => {
      bank.answer = () =>
        new Promise((resolve) => {
          answerLate = resolve;
        });
    });
    clock.advance(ARES_TIMEOUT_MS - 1);
    expect(await Promise.race([answer, Promise.resolve('still waiting')])).toBe('still waiting');
    clock.advance(1);
    expect(await answer).toBeNull();
    answerLate(anARes(AREQ, { transStatus: 'Y' }));
    expect(logs.join('')).toContain('did not answer in time');
  });

  it.each<[string, TestBank['answer']]>([
    ['breaks', () => Promise.reject(new Error('connection reset'))],
    ['breaks without a reason', () => Promise.reject(undefined)],
    [
      'breaks at once',
      () => {
        throw new Error('no route');
      },
    ],
    ['carries nonsense', () => ({ messageType: 'Erro' })],
    [
      'carries an address that is refused',
      (areq) => anARes(areq, { transStatus: 'C', acsURL: 'javascript:1' }),
    ],
  ])('has no answer when the line %s, and says so in the log', async (_how, answerOf) => {
    const { answer, logs } = ask((bank) => {
      bank.answer = answerOf;
    });
    expect(await answer).toBeNull();
    expect(logs).toHaveLength(1);
    expect(logs[0]).toContain(AREQ.threeDSServerTransID);
  });
});
