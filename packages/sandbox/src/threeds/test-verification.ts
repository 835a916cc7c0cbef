// A sandbox with a test bank, and what a browser sends to it about a verification.

import { randomUUID } from 'node:crypto';
import type { PublicIntent, PublicSession } from '@xpay/protocol/api';
import { z } from 'zod';
import { aBank, anRReq, type TestBank } from '../test-bank.ts';
import {
  APPROVED,
  aConfirmBody,
  aSandbox,
  type Created,
  call,
  callClient,
  create,
  type Overrides,
  type Sandbox,
} from '../test-sandbox.ts';
import { publicSession } from '../wire/browser/schemas.ts';
import type { RReq } from './messages.ts';

export const BROWSER = {
  acceptHeader: 'text/html,*/*;q=0.8',
  language: 'en-US',
  colorDepth: 30,
  screenHeight: 900,
  screenWidth: 1440,
  timeZoneOffset: -60,
  javaEnabled: false,
  windowSize: '03',
} as const;

export interface Scene {
  readonly sandbox: Sandbox;
  readonly bank: TestBank;
  readonly session: Created;
}

export interface SceneOptions extends Omit<Overrides, 'bank'> {
  readonly methodUrl?: string | null;
  readonly session?: Readonly<Record<string, unknown>>;
}

/** Runs a test with a sandbox, its bank and one session. */
export async function withScene(
  { methodUrl = null, session = {}, ...overrides }: SceneOptions,
  test: (scene: Scene) => Promise<void>,
): Promise<void> {
  const bank = aBank(methodUrl);
  const sandbox = await aSandbox({ ...overrides, bank });
  await test({ sandbox, bank, session: await create(sandbox, session) });
  await sandbox.close();
}

/** The answer of a browser's call, checked against the contract. */
export interface Said {
  readonly status: number;
  readonly text: string;
  readonly isReplay: boolean;
  readonly session: PublicSession;
  readonly intent: PublicIntent;
}

async function said(answer: ReturnType<typeof callClient>): Promise<Said> {
  const { status, text, headers } = await answer;
  if (status !== 200) throw new Error(`${status} ${text}`);
  const session = publicSession.parse(JSON.parse(text));
  const isReplay = headers.get('Idempotent-Replayed') === 'true';
  return { status, text, isReplay, session, intent: session.intent };
}

/** One press of Pay. */
export const press = (
  { sandbox, session }: Scene,
  key: string = randomUUID(),
  number = APPROVED,
  browser: object | null = BROWSER,
) =>
  said(
    callClient(sandbox, '/confirm', session.clientSecret, {
      body: { ...aConfirmBody(number), ...(browser === null ? {} : { browser }) },
      headers: { 'Idempotency-Key': key, 'User-Agent': 'Test/1.0' },
    }),
  );

/** The session as any tab may read it. */
export const read = ({ sandbox, session }: Scene) => said(callClient(sandbox, '', session.clientSecret));

/** Another call about a verification. */
export const act = (
  { sandbox, session }: Scene,
  path: 'authenticate' | 'cancel_action' | 'restart_action',
  body: Readonly<Record<string, unknown>>,
  key: string = randomUUID(),
) =>
  said(
    callClient(sandbox, `/${path}`, session.clientSecret, {
      body,
      headers: path === 'cancel_action' ? {} : { 'Idempotency-Key': key },
    }),
  );

/** The id of the next action. @throws when there is none. */
export function actionId({ nextAction, status }: PublicIntent): string {
  if (nextAction === null) throw new Error(`The intent is ${status}, and has no next action.`);
  return nextAction.id;
}

/** The bank's result about the latest verification. */
export const tell = ({ sandbox, bank }: Scene, overrides: Readonly<Partial<RReq>> = {}) =>
  sandbox.server.threeDs.receiveResult(anRReq(bank, overrides));

const INTENT = z.looseObject({
  status: z.string(),
  nextAction: z.unknown(),
  lastPaymentError: z.looseObject({ declineCode: z.string(), code: z.string() }).nullable(),
  charges: z.array(z.looseObject({ id: z.string(), status: z.string(), failureCode: z.string().nullable() })),
});

/** The intent as the merchant's server sees it. */
export async function merchantSees({ sandbox, session }: Scene) {
  return INTENT.parse((await call(sandbox, `/payment-intents/${session.paymentIntentId}`)).json);
}

/** Makes the bank's next answer wait; resolves the question once it is asked. */
export function holdAnswer(bank: TestBank) {
  const { answer } = bank;
  let release = (): void => {};
  const asked = new Promise<void>((resolveAsked) => {
    bank.answer = (areq) => {
      resolveAsked();
      return new Promise((resolve) => {
        release = () => resolve(answer(areq));
      });
    };
  });
  return { asked, release: () => release() };
}
