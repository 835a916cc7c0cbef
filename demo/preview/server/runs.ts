// The runs of the stage: each start of it with its settings, its sessions, and all that was told of it.

import type { FeedEvents, FeedItem, FeedName, FeedSession } from '../src/instruments/feed.ts';
import type { Settings } from '../src/settings/settings.ts';

export interface Told {
  /** Counts up; the id of the server-sent event. */
  readonly sequence: number;
  readonly item: FeedItem;
}

/** A session as far as this server has to know it. The client secret is in memory alone, and given to the stage only. */
export interface RunSession {
  readonly clientSecret: string | null;
  /** What was last told of it. */
  told: FeedSession;
  /** The last line of the request log that was told. */
  lastRequest: number;
  /** The last status of its intent that was told. */
  intentStatus: string;
  /** The last event of the sandbox's log that was looked at. */
  lastEvent: number;
}

export interface Run {
  readonly id: string;
  settings: Settings;
  /** By id, the newest last. */
  readonly sessions: Map<string, RunSession>;
  /** Of the way `payment-link`, whose sessions its visitors begin. */
  paymentLinkId: string | null;
  /** Fault rules that were made for it, to be deleted when the network is another. */
  faultIds: readonly string[];
  readonly told: Told[];
  tell<Name extends FeedName>(name: Name, data: FeedEvents[Name], at?: number): void;
  /** Called at each telling, and by whoever knows that there is something to look at. */
  readonly listeners: Set<() => void>;
}

export interface Runs {
  find(id: string): Run | null;
  /** The run of this id with these settings, new or as it is. */
  open(id: string, settings: Settings): Run;
  /** Whose session, intent or charge this is. */
  ofSession(sessionId: string): Run | null;
  ofIntent(intentId: string): { readonly run: Run; readonly sessionId: string } | null;
}

/** What is kept of runs whose pages are long gone. */
const MOST_RUNS = 100;
/** Of one run. */
const MOST_TOLD = 1000;

/** Nothing else is an id of a run. */
export const RUN_ID = /^[A-Za-z0-9_-]{8,64}$/;

/** @param now Milliseconds since 1970. */
export function createRuns(now: () => number): Runs {
  const runs = new Map<string, Run>();
  return {
    find: (id) => runs.get(id) ?? null,
    open(id, settings) {
      const run = runs.get(id) ?? createRun(id, settings, now);
      run.settings = settings;
      runs.delete(id);
      runs.set(id, run);
      for (const oldest of runs.keys()) if (runs.size > MOST_RUNS) runs.delete(oldest);
      return run;
    },
    ofSession: (sessionId) => [...runs.values()].find((run) => run.sessions.has(sessionId)) ?? null,
    ofIntent(intentId) {
      for (const run of runs.values()) {
        for (const [sessionId, { told }] of run.sessions) {
          if (told.intentId === intentId) return { run, sessionId };
        }
      }
      return null;
    },
  };
}

function createRun(id: string, settings: Settings, now: () => number): Run {
  let sequence = 0;
  const told: Told[] = [];
  const listeners = new Set<() => void>();
  return {
    id,
    settings,
    sessions: new Map(),
    paymentLinkId: null,
    faultIds: [],
    told,
    listeners,
    tell(name, data, at = now()) {
      sequence += 1;
      told.push({ sequence, item: { name, data, at } as FeedItem });
      if (told.length > MOST_TOLD) told.shift();
      for (const listener of listeners) listener();
    },
  };
}

/** The session that the run's controls are about. */
export function presentSession(run: Run): string | null {
  return [...run.sessions.keys()].at(-1) ?? null;
}
