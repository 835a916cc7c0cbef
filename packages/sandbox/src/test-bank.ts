// A bank for tests: it does what the test tells it, and keeps what it was asked.

import { Hono } from 'hono';
import type { Bank, Enrolment } from './bank/bank.ts';
import type { AReq, RReq } from './threeds/messages.ts';

export const METHOD_URL = 'https://bank.example/method';
export const ACS_URL = 'https://bank.example/challenge';

export interface TestBank extends Bank {
  /** Every request, oldest first. */
  readonly asked: readonly AReq[];
  /** What the directory says of every card; null when it takes no part. */
  enrolment: Enrolment | null;
  /** How it answers the next requests. */
  answer: (areq: AReq) => unknown;
}

const ACS_ID = '0a0a0a0a-1111-4222-8333-444444444444';
const DS_ID = '0b0b0b0b-1111-4222-8333-444444444444';

/** A bank that challenges every card, without a method page unless told. */
export function aBank(methodUrl: string | null = null): TestBank {
  const asked: AReq[] = [];
  const bank: TestBank = {
    asked,
    enrolment: { accountReference: '9900000000000000017', methodUrl },
    answer: (areq) => anARes(areq, { transStatus: 'C', acsURL: ACS_URL }),
    lookUp: async () => bank.enrolment,
    lookUpReference: async () => bank.enrolment,
    async authenticate(areq) {
      asked.push(areq);
      return bank.answer(areq);
    },
    sweep: async () => {},
    blocksNotification: async () => false,
    pages: new Hono(),
  };
  return bank;
}

/** An answer to a request. */
export function anARes(
  { threeDSServerTransID }: Pick<AReq, 'threeDSServerTransID'>,
  overrides: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return {
    messageType: 'ARes',
    messageVersion: '2.2.0',
    threeDSServerTransID,
    acsTransID: ACS_ID,
    dsTransID: DS_ID,
    acsReferenceNumber: 'ACS',
    dsReferenceNumber: 'DS',
    ...overrides,
  };
}

/** The result of the latest verification that the bank was asked about. */
export function anRReq({ asked }: TestBank, overrides: Readonly<Partial<RReq>> = {}): RReq {
  return {
    messageType: 'RReq',
    messageVersion: '2.2.0',
    messageCategory: '01',
    threeDSServerTransID: asked.at(-1)?.threeDSServerTransID ?? '',
    acsTransID: ACS_ID,
    dsTransID: DS_ID,
    transStatus: 'Y',
    ...overrides,
  };
}
