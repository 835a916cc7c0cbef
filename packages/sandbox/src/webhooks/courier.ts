// Sends what is due, and knows when all that was due has been tried: for answers that webhooks are to come before.

import { type DeliverDeps, deliverDue } from './deliver.ts';

export interface Courier {
  /** Sends what is due. Runs may overlap. */
  run(): Promise<void>;
  /** Sends what is due, and resolves when every run under way has ended too: at the latest when a silent receiver's time is up. */
  flush(): Promise<void>;
}

/** The courier of one store. */
export function createCourier(deps: DeliverDeps): Courier {
  const running = new Set<Promise<void>>();

  function run(): Promise<void> {
    const one: Promise<void> = deliverDue(deps)
      .then(() => {})
      .finally(() => running.delete(one));
    running.add(one);
    return one;
  }

  return {
    run,
    async flush() {
      await run();
      await Promise.allSettled(running);
    },
  };
}
