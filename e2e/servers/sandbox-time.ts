// The sandbox's own time, by which a bank is late and an app approves: stopped, it overtakes no test, however slow that is.

import type { Api } from './api.ts';

export interface SandboxTime {
  /** Nothing happens that is due later. */
  readonly stop: () => Promise<void>;
  /** Moves it on, running or stopped; resolves when all that was due meanwhile has happened. */
  readonly pass: (ms: number) => Promise<void>;
  /** Lets it run, not behind the machine's. */
  readonly goOn: () => Promise<void>;
}

export function createSandboxTime({ moveClock }: Pick<Api, 'moveClock'>): SandboxTime {
  return {
    async stop() {
      await moveClock({ action: 'freeze' });
    },
    async pass(ms) {
      await moveClock({ action: 'advance', ms });
    },
    async goOn() {
      const aheadMs = await moveClock({ action: 'resume' });
      if (aheadMs < 0) await moveClock({ action: 'advance', ms: -aheadMs });
    },
  };
}
