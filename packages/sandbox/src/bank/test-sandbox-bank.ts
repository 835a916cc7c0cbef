// A bank for tests: its store in memory, a clock that stands still, and what it told our 3-D Secure server.

import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { type ManualClock, manualClock } from '../domain/clock.ts';
import { openStore, type Store } from '../store/store.ts';
import { type AReq, type ARes, aresSchema, encodeMessage, type RReq } from '../threeds/messages.ts';
import { type Bank, createBank, sandboxSession } from './bank.ts';
import { referenceTo } from './cards.ts';
import type { Behavior } from './switches.ts';

export const BANK_ORIGIN = 'https://bank.example';
export const NOTIFICATION_URL = 'https://3ds.example/3ds/notify/challenge/auth_1';
export const CHALLENGED = '4000002760003184';

export interface SandboxBank extends Bank {
  readonly store: Store;
  readonly clock: ManualClock;
  /** Results told, in order. */
  readonly told: readonly RReq[];
  /** How long the bank has waited, in milliseconds. */
  readonly waits: readonly number[];
  /** Makes the line to our server break, or hold again. */
  breakLine(isBroken: boolean): void;
}

export async function aSandboxBank(path = ':memory:', clock = manualClock()): Promise<SandboxBank> {
  const store = await openStore(path);
  const told: RReq[] = [];
  const waits: number[] = [];
  let isBroken = false;
  const bank = createBank({
    store,
    clock,
    settings: { bankOrigin: BANK_ORIGIN, threedsOrigin: 'https://3ds.example' },
    logger: pino({ enabled: false }),
    deliver: async (rreq) => {
      if (isBroken) throw new Error('The line is broken.');
      told.push(rreq);
    },
    wait: async (ms) => void waits.push(ms),
  });
  const breakLine = (next: boolean): void => {
    isBroken = next;
  };
  return { ...bank, store, clock, told, waits, breakLine };
}

/** Runs a test with a bank of its own. */
export async function withBank(test: (bank: SandboxBank) => Promise<void>): Promise<void> {
  const bank = await aSandboxBank();
  await test(bank);
  await bank.store.close();
}

/** Tells the bank how to behave in a session. */
export async function tell(
  { store }: SandboxBank,
  behavior: Behavior,
  sessionId = 'cs_test_1',
): Promise<void> {
  await store.db.insertInto('bank_switches').values({ session_id: sessionId, behavior }).execute();
}

/** An AReq that is valid. */
export function anAReq(number = CHALLENGED, overrides: Partial<AReq> = {}): AReq {
  return {
    messageType: 'AReq',
    messageVersion: '2.2.0',
    messageCategory: '01',
    deviceChannel: '02',
    threeDSServerTransID: randomUUID(),
    threeDSServerRefNumber: 'XPAY_3DS_SERVER',
    threeDSServerURL: 'https://3ds.example',
    threeDSRequestorID: 'merch_1',
    threeDSRequestorName: 'Moss & Fern',
    threeDSRequestorURL: 'https://shop.example',
    threeDSRequestorAuthenticationInd: '01',
    threeDSRequestorDecReqInd: 'Y',
    threeDSRequestorDecMaxTime: '00005',
    threeDSCompInd: 'U',
    acctNumber: referenceTo(number),
    merchantName: 'Moss & Fern',
    acquirerBIN: '999000',
    acquirerMerchantID: 'merch_1',
    notificationURL: NOTIFICATION_URL,
    purchaseAmount: '4900',
    purchaseCurrency: '840',
    purchaseExponent: '2',
    purchaseDate: '20260115120000',
    browserAcceptHeader: 'text/html',
    browserJavascriptEnabled: true,
    browserLanguage: 'en',
    browserUserAgent: 'Test',
    messageExtension: [sandboxSession('cs_test_1')],
    ...overrides,
  };
}

/** The answer to an AReq. */
export async function authenticate(bank: Bank, areq = anAReq()): Promise<ARes> {
  return aresSchema.parse(await bank.authenticate(areq));
}

/** One form post to the bank, by a nested page unless told. */
export async function post(
  bank: Bank,
  path: string,
  fields: Readonly<Record<string, string>> | string,
  destination = 'iframe',
): Promise<Response> {
  return bank.pages.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-dest': destination },
    body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
  });
}

/** The form that begins a challenge. */
export function creqFields(ares: ARes): { readonly creq: string; readonly threeDSSessionData: string } {
  const creq = {
    messageType: 'CReq',
    messageVersion: '2.2.0',
    threeDSServerTransID: ares.threeDSServerTransID,
    acsTransID: ares.acsTransID,
    challengeWindowSize: '02',
  };
  return { creq: encodeMessage(creq), threeDSSessionData: 'c2Vzc2lvbg' };
}

/** Begins a challenge; its page is the answer. */
export async function begin(bank: Bank, ares: ARes, destination?: string): Promise<string> {
  return (await post(bank, '/challenge', creqFields(ares), destination)).text();
}

/** Answers a challenge, and follows to the page that comes of it. */
export async function answer(
  bank: Bank,
  { acsTransID }: ARes,
  fields: Readonly<Record<string, string>> = { code: '123456', press: 'confirm' },
): Promise<string> {
  const response = await post(bank, `/challenge/${acsTransID}`, fields);
  if (response.status !== 303) return response.text();
  return (await bank.pages.request(response.headers.get('location') ?? '')).text();
}

/** The one form of a page that is not the bank's own: where it goes, and its fields. */
export function formOf(html: string): { readonly action: string; readonly fields: Record<string, string> } {
  const [, action = ''] = /<form method="post" action="([^"]*)"/.exec(html) ?? [];
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g);
  return {
    action,
    fields: Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, value])),
  };
}
