// What the compiler refuses: a message that could carry what it must not, and a guard that forgets a message.

import type { BridgeMessage } from './bridge-messages.ts';
import { integer, type MessageChecks, oneOf, record } from './checks.ts';
import type { FrameMessage, HostMessage } from './messages.ts';

export const wrongStatus: FrameMessage = {
  type: 'complete',
  // @ts-expect-error a summary has no card, so that none can reach the shop's page
  session: { card: { brand: 'visa', last4: '4242' } },
};

export const leak: FrameMessage = {
  type: 'error',
  // @ts-expect-error an error has no room for the cause, which could hold anything
  error: { type: 'api', code: 'api_error', retryable: true, message: 'x', cause: new Error('4242') },
};

// @ts-expect-error the host never sends what only the frame may say
export const wrongWay: HostMessage = { type: 'ready' };

export const wrongColor: HostMessage = {
  type: 'update',
  // @ts-expect-error an appearance is typed variables, never CSS
  appearance: { css: 'body { display: none }' },
};

export const result: BridgeMessage = {
  type: 'look_again',
  id: '3ds_1',
  // @ts-expect-error the bridge says when something happened, never what: no message of a browser is a result
  transStatus: 'Y',
};

type Ping = { readonly type: 'ping'; readonly id: number } | { readonly type: 'pong' };

// @ts-expect-error pong has no check
export const forgotten: MessageChecks<Ping> = { ping: record({ id: integer() }) };

// @ts-expect-error a check of ping must make a number of id
export const mistaken: MessageChecks<Ping> = { ping: record({ id: oneOf(['1']) }), pong: record({}) };
