// The fault rules of one server, in memory: which are on, what each has hit, and which request is next.

import { randomBytes } from 'node:crypto';
import { type Instant, later } from '../domain/clock.ts';
import { ApiError } from '../http/problem.ts';
import type { Time } from '../sandbox-clock.ts';
import { createChance } from './chance.ts';
import { type Asked, isMeant } from './meant.ts';
import type { FaultKind, FaultRule } from './rule.ts';

export interface Fault {
  readonly id: string;
  readonly rule: FaultRule;
  readonly hits: number;
  /** Null while it is not counted. */
  readonly hitsLeft: number | null;
  readonly isOn: boolean;
  /** RFC 3339; null where time does not end it. */
  readonly endsAt: string | null;
  readonly createdAt: string;
}

/** One fault that one request runs into. */
export interface Hit {
  readonly id: string;
  readonly rule: FaultRule;
  /** 0 inclusive to 1 exclusive. */
  readonly chance: number;
  /** Of a request that is held: resolves when the next one is through. */
  readonly held: Promise<void> | null;
}

export interface Hits {
  readonly hits: readonly Hit[];
  /** To be called when the request has been answered: lets go of those that wait for it. */
  readonly through: () => void;
}

export interface FaultBook {
  add(merchantId: string, rule: FaultRule): Fault;
  /** Of a merchant, oldest first. */
  list(merchantId: string): readonly Fault[];
  /** Whether there was one of this id. */
  remove(merchantId: string, id: string): boolean;
  /** How many there were. */
  clear(merchantId: string): number;
  /** Whether any rule at all is on, or holds a request: then no connection is to be used twice (wire.ts). */
  isActive(): boolean;
  /** Whether rules ask whose session a request is about. */
  asksForSession(): boolean;
  /** Whether no connection carries anything for such a request at the moment. Asking is not counted. */
  cutsOff(asked: Asked): boolean;
  /** Whether a rule that may reach this session is on. */
  reaches(merchantId: string, sessionId: string): boolean;
  /** The faults that a request runs into, counted. */
  take(asked: Asked): Hits;
}

/** Nobody needs more, and each request looks at all of them. */
const MOST_RULES = 100;
/** How long a request is held for another that may never come. */
const PATIENCE_MS = 30_000;

interface Entry {
  readonly id: string;
  readonly merchantId: string;
  readonly rule: FaultRule;
  readonly endsAt: Instant | null;
  readonly createdAt: Instant;
  readonly random: () => number;
  hits: number;
  /** Lets go of the request that is held. */
  release: (() => void) | null;
}

/** These answer in place of the work, so that what comes after them is not run into. */
const ENDS: readonly FaultKind[] = ['drop_before', 'html', 'status', 'in_progress', 'offline'];

/** An empty book, which goes by the machine's time. */
export function createFaultBook(machine: Time): FaultBook {
  let entries: readonly Entry[] = [];
  const now = () => machine.now();
  const ofMerchant = (merchantId: string) => entries.filter((entry) => entry.merchantId === merchantId);

  function drop(gone: readonly Entry[]): number {
    entries = entries.filter((entry) => !gone.includes(entry));
    for (const entry of gone) entry.release?.();
    return gone.length;
  }

  return {
    add(merchantId, rule) {
      const own = ofMerchant(merchantId);
      if (own.length >= MOST_RULES) drop(own.filter((entry) => !isOn(entry, now())).slice(0, 1));
      if (ofMerchant(merchantId).length >= MOST_RULES) {
        const message = `There are ${MOST_RULES} fault rules already. Delete some: DELETE /sandbox/faults deletes all.`;
        throw new ApiError('invalid_state', message);
      }
      const entry = toEntry(merchantId, rule, now());
      entries = [...entries, entry];
      return toFault(entry, now());
    },
    list: (merchantId) => ofMerchant(merchantId).map((entry) => toFault(entry, now())),
    remove: (merchantId, id) => drop(ofMerchant(merchantId).filter((entry) => entry.id === id)) > 0,
    clear: (merchantId) => drop(ofMerchant(merchantId)),
    isActive: () => entries.some((entry) => isOn(entry, now()) || entry.release !== null),
    asksForSession: () => entries.some((entry) => entry.rule.sessionId !== undefined),
    reaches: (merchantId, sessionId) =>
      ofMerchant(merchantId).some(
        (entry) => isOn(entry, now()) && (entry.rule.sessionId ?? sessionId) === sessionId,
      ),
    cutsOff: (asked) =>
      entries.some((entry) => entry.rule.kind === 'offline' && isOn(entry, now()) && isMeant(entry, asked)),
    take: (asked) =>
      takeFrom(
        entries.filter((entry) => isMeant(entry, asked)),
        machine,
      ),
  };
}

function takeFrom(entries: readonly Entry[], machine: Time): Hits {
  const hits: Hit[] = [];
  const released: (() => void)[] = [];
  for (const entry of entries) {
    if (entry.release !== null) {
      // This is the next one: it goes through, and then the one that is held.
      released.push(entry.release);
      entry.release = null;
      continue;
    }
    if (!isOn(entry, machine.now()) || entry.random() >= entry.rule.probability) continue;
    entry.hits += 1;
    const { id, rule } = entry;
    const held = rule.kind === 'reorder' ? hold(entry, machine) : null;
    hits.push({ id, rule, chance: entry.random(), held });
    if (ENDS.includes(rule.kind)) break;
  }
  const through = () => {
    for (const release of released) release();
  };
  return { hits, through };
}

/** Resolves when the entry's next request is through, or nobody waits for it any longer. */
function hold(entry: Entry, machine: Time): Promise<void> {
  return new Promise((resolve) => {
    const release = () => {
      if (entry.release === release) entry.release = null;
      resolve();
    };
    entry.release = release;
    void machine.wait(PATIENCE_MS).then(release);
  });
}

function toEntry(merchantId: string, rule: FaultRule, now: Instant): Entry {
  return {
    id: `flt_${randomBytes(9).toString('hex')}`,
    merchantId,
    rule,
    endsAt: rule.seconds === undefined ? null : new Date(later(now, rule.seconds * 1000)),
    createdAt: now,
    random: createChance(rule.seed),
    hits: 0,
    release: null,
  };
}

function toFault(entry: Entry, now: Instant): Fault {
  const { id, rule, hits, endsAt, createdAt } = entry;
  return {
    id,
    rule,
    hits,
    hitsLeft: rule.times === undefined ? null : rule.times - hits,
    isOn: isOn(entry, now),
    endsAt: endsAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function isOn({ hits, rule, endsAt }: Entry, now: Instant): boolean {
  return hits < (rule.times ?? Number.POSITIVE_INFINITY) && (endsAt === null || now < endsAt);
}
