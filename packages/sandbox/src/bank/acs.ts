// The bank's access control server: decides what an AReq gets, sees each challenge to its end, and says so by an RReq.

import type { Clock, Instant } from '../domain/clock.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { AReq, ARes, CReq, Erro, RReq } from '../threeds/messages.ts';
import { protocolError, toAres, toRreq } from './compose.ts';
import { answered, begun, type ChallengeAnswer, newTransaction, whenDue } from './rules.ts';
import type { Behavior } from './switches.ts';
import { type BankTransaction, type Changes, change, find, findDue, findOrWrite } from './transactions.ts';

export interface AcsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Pick<Settings, 'bankOrigin' | 'threedsOrigin'>;
  /** Resolves with an RRes or an Erro, rejects when the line breaks. */
  readonly deliver: (rreq: RReq) => Promise<unknown>;
  readonly onLineBroken: (acsTransId: string, error: unknown) => void;
}

export type Acs = ReturnType<typeof createAcs>;

/** The bank's verifications over its book; `sweep` has to be called now and then for what time brings. */
export function createAcs(deps: AcsDeps) {
  const { store, clock, settings } = deps;

  /** Tells the result; what could not be told is due again soon. */
  async function report(row: BankTransaction): Promise<BankTransaction> {
    if (row.state !== 'decided' || row.result === null) return row;
    try {
      await deps.deliver(toRreq(row, row.result));
    } catch (error) {
      deps.onLineBroken(row.acs_trans_id, error);
      return row;
    }
    const told = await change(store, row.acs_trans_id, ({ state }) =>
      state === 'decided' ? { state: 'reported', due_at: null } : null,
    );
    return told?.after ?? row;
  }

  /** Makes a change, and tells a result at once where it is not to come late. */
  async function move(acsTransId: string, decide: Decide): Promise<BankTransaction | null> {
    const now = clock.now();
    const moved = await change(store, acsTransId, (row) => decide(row, now));
    if (moved === null) return null;
    const { before, after } = moved;
    const isKeptBack = before.state !== 'decided' && KEPT_BACK.includes(after.behavior);
    return before === after || isKeptBack ? after : report(after);
  }

  return {
    /** Opens a verification for an AReq that is well formed. The same AReq again gets the same answer. */
    async open(areq: AReq, behavior: Behavior): Promise<ARes | Erro> {
      const row = newTransaction(areq, behavior, clock.now());
      if (row === null) return protocolError('301', 'AReq', areq.threeDSServerTransID);
      return toAres(await findOrWrite(store, row), settings);
    },

    /** A verification as it stands, or null. */
    find: (acsTransId: string) => find(store, acsTransId),

    /** A CReq has come. Null for a transaction that nobody has. */
    async begin(creq: CReq, sessionData: string | null): Promise<BankTransaction | null> {
      const row = await find(store, creq.acsTransID);
      if (row?.server_trans_id !== creq.threeDSServerTransID) return null;
      return move(creq.acsTransID, (current, now) => begun(current, sessionData, now));
    },

    /** The buyer has answered. Null for a transaction that nobody has. */
    answer: (acsTransId: string, answer: ChallengeAnswer) =>
      move(acsTransId, (row, now) => answered(row, answer, now)),

    /** Ends what nobody began or finished, answers what was asked elsewhere, tells what could not be told. */
    async sweep(): Promise<void> {
      for (const id of await findDue(store, clock.now().toISOString())) {
        await move(id, whenDue);
      }
    },
  };
}

type Decide = (row: BankTransaction, now: Instant) => Changes | null;

/** Results that come late or never. */
const KEPT_BACK: readonly string[] = ['rreq_late', 'rreq_lost'] satisfies readonly Behavior[];
