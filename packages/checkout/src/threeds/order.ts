// What the bridge is told to do in each step.

import type { BridgeOrder } from '@xpay/protocol/bridge-messages';
import type { BridgedStep } from './threeds-deps.ts';

export interface BankFrame {
  /** Its accessible name, and the language of that. */
  readonly title: string;
  readonly locale: string;
}

/** The order that names the frame of what the buyer is shown anew, in another language; null where there is none. */
export function renamingFor(step: BridgedStep, frame: BankFrame): BridgeOrder | null {
  return step.kind === 'challenge' || step.kind === 'approval'
    ? { type: 'language', id: step.action.id, ...frame }
    : null;
}

/** The order for this step; null where the server is asked. */
export function orderFor(step: BridgedStep, frame: BankFrame): BridgeOrder | null {
  switch (step.kind) {
    case 'method': {
      const { id, methodUrl, methodData } = step.action;
      return { type: 'method', id, url: methodUrl, data: methodData };
    }
    case 'challenge': {
      const { id, acsUrl, creq, sessionData } = step.action;
      return { type: 'challenge', id, url: acsUrl, creq, sessionData, ...frame };
    }
    case 'approval':
      return { type: 'approval', id: step.action.id, url: step.action.url, ...frame };
    case 'authenticating':
      return null;
  }
}
