// What the payment asks the server, and how each answer becomes an event. Holds the card while its attempt is under way.

import type { ConfirmRequest, PublicSession } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { BrowserInfo } from '@xpay/protocol/next-action';
import type { Calls } from '../api/calls.ts';
import type { Answer } from '../api/http.ts';
import { unreachable } from '../unreachable.ts';
import type { Pace } from './pace.ts';
import type { ActionRequest, Event, News } from './state.ts';

/** What an attempt is made with: all that the buyer has said, and where a bank's own page leads back to if the session does not. */
export type Order = Omit<ConfirmRequest, 'expectedAmount' | 'browser'>;

export interface Requests {
  /** Calls for another session, not used before `adopt`. */
  offer(calls: Calls): void;
  /** Uses the offered calls from now on; what was being read for others is dropped. */
  adopt(): void;
  /** Keeps the card for as long as this attempt may have to be sent again; null forgets it. */
  keep(order: Order | null): void;
  /** Those in use; null before the first session. */
  calls(): Calls | null;
  /** Drops what is being read. */
  stopReading(): void;
  /** Reads the session: one read at a time, and none beside another request, whose own answer says more. */
  look(): Promise<void>;
  confirm(attemptId: string, expectedAmount: number): Promise<void>;
  /** Sends what concerns an action of the bank. */
  ask(request: ActionRequest, attemptId: string): Promise<void>;
}

export interface RequestsDeps {
  readonly dispatch: (event: Event) => void;
  readonly pace: Pace;
  /** False means that nothing would leave this device. */
  readonly isOnline: () => boolean;
  readonly browserInfo: () => BrowserInfo;
  /** What this page knows of the action in a session; may have to fetch what it takes to know. */
  readonly newsOf: (session: PublicSession) => Promise<News>;
}

/** A confirm that ends with one of these may have reached the bank. */
const UNCLEAR: readonly ErrorCode[] = ['connection_failed', 'api_error', 'idempotency_in_progress'];

/** Sends for one payment. */
export function createRequests(deps: RequestsDeps): Requests {
  const { dispatch, pace, isOnline, browserInfo, newsOf } = deps;
  let calls: Calls | null = null;
  let offered: Calls | null = null;
  let order: Order | null = null;
  const browserOf = createDescription(browserInfo);
  const { begin, stopReading, answerTo } = createTraffic(newsOf);

  return {
    offer(next) {
      offered = next;
    },
    adopt() {
      stopReading();
      calls = offered;
    },
    keep(next) {
      order = next;
    },
    calls: () => calls,
    stopReading,
    async look() {
      const reading = calls === null ? null : begin();
      if (calls === null || reading === null) return;
      pace.sent();
      const { value, error, retryAfterMs } = await reading.answerTo(calls.readSession(reading.signal));
      pace.rest('read', retryAfterMs);
      if (!reading.end()) return;
      if (error === undefined) dispatch({ type: 'server_said', ...value });
      else dispatch({ type: 'read_failed', code: error.code, retryable: error.retryable });
    },
    async confirm(attemptId, expectedAmount) {
      if (calls === null || order === null || !isOnline()) return dispatch({ type: 'not_sent' });
      if (pace.restMs('confirm') > 0) return dispatch({ type: 'refused', code: 'rate_limited' });
      const body = { expectedAmount, browser: browserOf(attemptId), ...order };
      const { value, error, retryAfterMs } = await answerTo(calls.confirm(body, attemptId));
      if (error === undefined) return dispatch({ type: 'confirm_answered', ...value });
      const isUnclear = UNCLEAR.includes(error.code);
      pace.rest(isUnclear ? 'read' : 'confirm', retryAfterMs);
      const { code, param } = error;
      dispatch(isUnclear ? { type: 'connection_lost' } : { type: 'refused', code, param });
    },
    async ask(request, attemptId) {
      if (calls === null || !isOnline()) return dispatch({ type: 'action_unanswered', request });
      const sent = send(calls, request, { attemptId, browserOf });
      const { value, error, retryAfterMs } = await answerTo(sent);
      pace.rest('read', retryAfterMs);
      if (error === undefined) dispatch({ type: 'action_answered', request, ...value });
      else dispatch({ type: 'action_unanswered', request });
    },
  };
}

interface Reading {
  readonly signal: AbortSignal;
  answerTo(sent: Promise<Answer<PublicSession>>): Promise<Answer<News>>;
  /** False when it was stopped: then its answer means nothing any more. */
  end(): boolean;
}

/** What is on its way: one read at most, and none beside another request. */
function createTraffic(newsOf: RequestsDeps['newsOf']) {
  const read = createReader(newsOf);
  let reading: AbortController | null = null;
  /** The answer to the latest request that changes something, while it is on its way. */
  let awaited: Promise<unknown> | null = null;

  function stopReading(): void {
    reading?.abort();
    reading = null;
  }

  return {
    stopReading,
    /** Null while something is on its way. */
    begin(): Reading | null {
      if (reading !== null || awaited !== null) return null;
      const mine = new AbortController();
      reading = mine;
      return {
        signal: mine.signal,
        answerTo: (sent) => sent.then(read),
        end() {
          if (reading !== mine) return false;
          reading = null;
          return true;
        },
      };
    },
    answerTo(sent: Promise<Answer<PublicSession>>): Promise<Answer<News>> {
      stopReading();
      const answer = sent.then(read).finally(() => {
        if (awaited === answer) awaited = null;
      });
      awaited = answer;
      return answer;
    },
  };
}

function createReader(newsOf: RequestsDeps['newsOf']) {
  return async (answer: Answer<PublicSession>): Promise<Answer<News>> =>
    answer.error === undefined ? { value: await newsOf(answer.value) } : answer;
}

/** A repeat says word for word what was said first: a key stands for one request. */
function createDescription(browserInfo: () => BrowserInfo): (attemptId: string) => BrowserInfo {
  let last: { readonly attemptId: string; readonly browser: BrowserInfo } | null = null;
  return (attemptId) => {
    if (last?.attemptId !== attemptId) last = { attemptId, browser: browserInfo() };
    return last.browser;
  };
}

interface Sender {
  readonly attemptId: string;
  readonly browserOf: (attemptId: string) => BrowserInfo;
}

function send(calls: Calls, request: ActionRequest, { attemptId, browserOf }: Sender) {
  const { id } = request;
  switch (request.type) {
    case 'authenticate':
      return calls.authenticate({ id, methodCompletion: request.methodCompletion }, attemptId);
    case 'cancel':
      return calls.cancelAction({ id }, attemptId);
    case 'restart':
      return calls.restartAction({ id, browser: browserOf(attemptId) }, attemptId);
    default:
      return unreachable(request);
  }
}
