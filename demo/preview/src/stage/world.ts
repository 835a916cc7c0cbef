// Keeps the sandbox as the settings say for the present session: network, bank, order of webhooks.

import type { WorldSettings } from '../settings/settings.ts';
import type { Run } from './runs.ts';

/** Asks one of the controls of the present run; a refusal is said elsewhere. */
export type AskWorld = (name: 'network' | 'bank' | 'webhooks', value: string) => void;

export interface WorldKeeper {
  /**
   * Tells what has changed since the run began, or was last told. Call it at every change of the settings, the run or the
   * session: without a session there is nobody to tell it about, and it is told once there is one.
   */
  keep(run: Run | null, world: WorldSettings, hasSession: boolean): void;
}

const NAMES = ['network', 'bank', 'webhooks'] as const;

export function createWorldKeeper(ask: AskWorld): WorldKeeper {
  let runId = '';
  let told: Pick<WorldSettings, (typeof NAMES)[number]> = { network: '', bank: '', webhooks: '' };
  return {
    keep: (run, world, hasSession) => {
      if (run === null) return;
      if (run.id !== runId) {
        runId = run.id;
        // The server has seen to what the run began with, before its session was known to anybody.
        told = run.settings.world;
      }
      if (!hasSession) return;
      for (const name of NAMES) {
        if (told[name] === world[name]) continue;
        told = { ...told, [name]: world[name] };
        ask(name, world[name]);
      }
    },
  };
}
