// What is known of the present run: its session, its payment intent, and the logs of what happened.

import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { IntentStatus } from '@xpay/protocol/api';
import type { TapMessage } from '../tap/messages.ts';
import type { FeedIntent, FeedItem, FeedLink, FeedProblem, FeedSession } from './feed.ts';
import { type FollowFeed, followFeed, postControl } from './follow-feed.ts';
import { knownStatus, wayThrough } from './intent-machine.ts';
import { createLogBook, type LogBook } from './logs.ts';

export interface IntentView {
  readonly id: string;
  readonly status: IntentStatus;
  readonly declineCode: string | null;
  /** From its beginning, every state in between. */
  readonly way: readonly IntentStatus[];
}

export interface InstrumentsModel extends Pick<LogBook, 'logs' | 'clear'> {
  readonly session: ReadonlySignal<FeedSession | null>;
  /** Of a run whose page leads to a payment link; null for any other. */
  readonly link: ReadonlySignal<FeedLink | null>;
  /** Why the run has no session; null again with the next run. */
  readonly problem: ReadonlySignal<FeedProblem | null>;
  /** Of the session; null before there is one. */
  readonly intent: ReadonlySignal<IntentView | null>;
  /** When the run began, in milliseconds since 1970. */
  readonly began: ReadonlySignal<number>;
  /** What is left of the run before is gone, and the new one is followed. */
  begin(run: string): void;
  take(message: TapMessage): void;
  /** Has the sandbox send an event once more. Resolves with why not, or null. */
  replay(eventId: string): Promise<string | null>;
}

export interface InstrumentsDeps {
  readonly follow: FollowFeed;
  /** `POST` to this path; resolves with a sentence when it was refused, empty where nothing answered. */
  readonly post: (path: string, body: object) => Promise<string | null>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The deps are the browser's own unless told. */
export function createInstruments(deps: Partial<InstrumentsDeps> = {}): InstrumentsModel {
  const { follow = followFeed, post = postControl, now = Date.now } = deps;
  const { logs, add, clear, clearAll } = createLogBook();
  const state = createState();
  const began = signal(now());
  let run = '';
  let leave = () => {};

  function takeFeed({ name, at, data }: FeedItem): void {
    if (name === 'request') add('requests', at, data);
    else if (name === 'webhook') add('webhooks', at, data);
    else if (name === 'intent') state.steps.value = [...state.steps.peek(), data];
    else if (name === 'problem') state.problem.value = data;
    else if (name === 'payment_link') state.link.value = data;
    else state.take(data);
  }

  return {
    logs,
    clear,
    began,
    session: state.session,
    link: state.link,
    problem: state.problem,
    intent: computed(() => intentOf(state.steps.value)),
    begin(id) {
      leave();
      run = id;
      began.value = now();
      state.clear();
      clearAll();
      leave = follow(id, takeFeed);
    },
    take(message) {
      if (message.kind === 'alive') return;
      const { kind, at, ...what } = message;
      // Told apart by what they have, since the kind is no part of what is shown, copied and searched.
      if ('name' in what) add('events', at, what);
      else add('channel', at, what);
    },
    replay: (eventId) => post(`/api/runs/${run}/controls/replay`, { eventId }),
  };
}

function createState() {
  const session = signal<FeedSession | null>(null);
  const link = signal<FeedLink | null>(null);
  const problem = signal<FeedProblem | null>(null);
  /** Statuses of the session's intent, as they were told. */
  const steps = signal<readonly FeedIntent[]>([]);
  return {
    session,
    link,
    problem,
    steps,
    take(next: FeedSession): void {
      // Another session begins another machine.
      if (session.peek()?.id !== next.id) steps.value = [];
      session.value = next;
      problem.value = null;
    },
    clear(): void {
      session.value = null;
      link.value = null;
      problem.value = null;
      steps.value = [];
    },
  };
}

function intentOf(steps: readonly FeedIntent[]): IntentView | null {
  const seen = steps.map(({ status }) => knownStatus(status)).filter((status) => status !== null);
  const [status, last] = [seen.at(-1), steps.at(-1)];
  if (status === undefined || last === undefined) return null;
  return { id: last.id, status, declineCode: last.declineCode, way: wayThrough(seen) };
}
