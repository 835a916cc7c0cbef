// What the payment asks the server, and how each answer becomes an event. Holds the card while its attempt is under way.

import type { ConfirmRequest, PublicSession } from '@xpay/protocol/api';
import type { ErrorCode } from '@xpay/protocol/errors';
import type { Calls } from '../api/calls.ts';
import type { Answer } from '../api/http.ts';
import type { Event } from './state.ts';

export type PaymentMethod = ConfirmRequest['paymentMethod'];

export interface Requests {
  /** Calls for another session, not used before `adopt`. */
  offer(calls: Calls): void;
  /** Uses the offered calls from now on; what was being read for others is dropped. */
  adopt(): void;
  /** Keeps the card for as long as this attempt may have to be sent again; null forgets it. */
  keepCard(card: PaymentMethod | null): void;
  /** Reads the session: one read at a time, and none beside a confirm, whose own answer says more. */
  look(): Promise<void>;
  confirm(attemptId: string, expectedAmount: number): Promise<void>;
}

/** A confirm that ends with one of these may have reached the bank. */
const UNCLEAR: readonly ErrorCode[] = ['connection_failed', 'api_error', 'idempotency_in_progress'];

/** Sends for one payment. `isOnline` false means that nothing would leave this device. */
export function createRequests(dispatch: (event: Event) => void, isOnline: () => boolean): Requests {
  let calls: Calls | null = null;
  let offered: Calls | null = null;
  let card: PaymentMethod | null = null;
  let reading: AbortController | null = null;
  let isConfirming = false;

  function stopReading(): void {
    reading?.abort();
    reading = null;
  }

  return {
    offer(next) {
      offered = next;
    },
    adopt() {
      stopReading();
      calls = offered;
    },
    keepCard(next) {
      card = next;
    },
    async look() {
      if (calls === null || reading !== null || isConfirming) return;
      const mine = new AbortController();
      reading = mine;
      const answer = await calls.readSession(mine.signal);
      if (reading !== mine) return;
      reading = null;
      dispatch(readEvent(answer));
    },
    async confirm(attemptId, expectedAmount) {
      stopReading();
      if (calls === null || card === null || !isOnline()) return dispatch({ type: 'not_sent' });
      isConfirming = true;
      const answer = await calls.confirm({ expectedAmount, paymentMethod: card }, attemptId);
      isConfirming = false;
      dispatch(confirmEvent(answer));
    },
  };
}

function readEvent({ value, error }: Answer<PublicSession>): Event {
  if (error === undefined) return { type: 'server_said', session: value };
  return { type: 'read_failed', code: error.code, retryable: error.retryable };
}

function confirmEvent({ value, error }: Answer<PublicSession>): Event {
  if (error === undefined) return { type: 'confirm_answered', session: value };
  if (UNCLEAR.includes(error.code)) return { type: 'connection_lost' };
  return { type: 'refused', code: error.code };
}
