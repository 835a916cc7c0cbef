// The payment's part of a check by the bank: its code, fetched when Pay is pressed, and what the tab remembers of it.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import type { BankCode } from '../threeds/bank.ts';
import { createMemory, toSentAttempt } from './memory.ts';
import type { PaymentDeps } from './payment.ts';
import type { BankRules, News, SentAttempt, State } from './state.ts';
import { isActing } from './verdict.ts';

export interface Bank {
  /** Null until it was needed and came. */
  readonly code: ReadonlySignal<BankCode | null>;
  rules(): BankRules | null;
  /** Fetches the code, so that it is there when the bank asks. */
  prepare(): void;
  /** From now on an action that another page began is as good as this page's. */
  takeOver(): void;
  /**
   * What a session brings. Where its bank asks, it resolves when the code for that is there; where that cannot be had, or
   * not in time, with nothing to do: the machine then waits, and this is asked again with the next look.
   */
  newsOf(session: PublicSession): Promise<News>;
  /** Remembers what this state has begun, before it is begun; forgets it when the attempt is over. */
  keep(state: State): void;
}

export type BankDeps = Pick<PaymentDeps, 'clock' | 'storage' | 'newAttemptId' | 'canNest' | 'loadBank'>;

/** Code that has not come by then is as good as lost: the buyer must not be left with a button that turns for ever. */
const PATIENCE_MS = 10_000;

export function createBank({ clock, storage, loadBank, ...deps }: BankDeps): Bank {
  const memory = createMemory(storage);
  const code = signal<BankCode | null>(null);
  let loading: Promise<unknown> | null = null;
  let takesOver = false;
  const resume = () => code.peek()?.createResume({ ...deps, memory, takesOver: () => takesOver });

  async function load(): Promise<void> {
    // Once more, since what could not be had a moment ago often can; browsers differ in whether they then ask.
    code.value = await loadBank()
      .catch(loadBank)
      .catch(() => null);
    loading = null;
  }

  function prepare(): void {
    if (code.peek() === null) loading ??= load();
  }

  return {
    code,
    prepare,
    rules: () => code.peek()?.rules ?? null,
    takeOver() {
      takesOver = true;
      prepare();
    },
    async newsOf(session) {
      const known = memory.read(session);
      const attempt = toSentAttempt(known);
      const sent = attempt === null ? {} : { sent: attempt };
      if (isActing(session)) {
        prepare();
        await Promise.race([loading, new Promise<void>((giveUp) => clock.after(PATIENCE_MS, giveUp))]);
        return { session, pending: resume()?.pendingOf(session) ?? null, ...sent };
      }
      const isAwaited = known !== null;
      return { session, pending: null, ...(isAwaited ? { isAwaited } : {}), ...sent };
    },
    keep(state) {
      if (state.name === 'acting') resume()?.keep(state);
      else if (state.name === 'confirming' && state.refused === null) {
        const { attemptId, session } = state;
        const attempt: SentAttempt = { attemptId, version: session.version };
        memory.write(session, JSON.stringify(attempt));
      } else if ('session' in state && state.name !== 'checking') memory.forget(state.session);
    },
  };
}
