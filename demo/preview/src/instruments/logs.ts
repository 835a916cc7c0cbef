// The logs of one run: what the stage's tap heard, and what the server's feed told, each as long as it is of use.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { TapMessage } from '../tap/messages.ts';
import type { FeedRequest, FeedWebhook } from './feed.ts';

/** Something that happened; `at` in milliseconds since 1970. */
export interface Entry<What> {
  readonly id: number;
  readonly at: number;
  readonly what: What;
}

export type HostEvent = Pick<Extract<TapMessage, { kind: 'event' }>, 'name' | 'detail'>;
export type ChannelMessage = Pick<Extract<TapMessage, { kind: 'message' }>, 'direction' | 'type' | 'body'>;

export interface Logs {
  readonly events: readonly Entry<HostEvent>[];
  readonly channel: readonly Entry<ChannelMessage>[];
  readonly requests: readonly Entry<FeedRequest>[];
  readonly webhooks: readonly Entry<FeedWebhook>[];
}

export type LogName = keyof Logs;

export interface LogBook {
  readonly logs: { readonly [Name in LogName]: ReadonlySignal<Logs[Name]> };
  add<Name extends LogName>(name: Name, at: number, what: Logs[Name][number]['what']): void;
  clear(name: LogName): void;
  clearAll(): void;
}

/** Of one log: a page that is left open all day does not grow. */
export const MOST_ENTRIES = 500;

export function createLogBook(): LogBook {
  const logs = {
    events: signal<Logs['events']>([]),
    channel: signal<Logs['channel']>([]),
    requests: signal<Logs['requests']>([]),
    webhooks: signal<Logs['webhooks']>([]),
  };
  let count = 0;
  return {
    logs,
    add(name, at, what) {
      count += 1;
      const entries: readonly Entry<unknown>[] = [...logs[name].peek(), { id: count, at, what }];
      // The name says of which kind they are, which TypeScript does not follow.
      logs[name].value = entries.slice(-MOST_ENTRIES) as never;
    },
    clear(name) {
      logs[name].value = [];
    },
    clearAll() {
      for (const log of Object.values(logs)) log.value = [];
    },
  };
}
