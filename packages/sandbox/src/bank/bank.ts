// The sandbox's directory and bank: who is enrolled, what becomes of a verification, and the bank's own pages.

import { setTimeout as delay } from 'node:timers/promises';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { RawCard } from '../domain/cards.ts';
import type { Clock } from '../domain/clock.ts';
import { stackOf } from '../http/redact.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store/store.ts';
import type { AReq, RReq } from '../threeds/messages.ts';
import { createAcs } from './acs.ts';
import { createDirectory } from './directory.ts';
import { createBankPages } from './pages.ts';
import { findByNotification } from './transactions.ts';

/** What the directory's card ranges say of an enrolled card. */
export interface Enrolment {
  /** Stands for the number in an AReq's `acctNumber`: digits, but no card number. It may be stored. */
  readonly accountReference: string;
  /** As received: check it before a browser is sent there. */
  readonly methodUrl: string | null;
}

export interface Bank {
  /**
   * The directory's card ranges; null when the issuer takes no part. The card is in memory only; the session is asked for
   * because the bank can be told to misbehave in one (switches.ts).
   */
  lookUp(card: RawCard, sessionId: string): Promise<Enrolment | null>;
  /** The same for a card that an acquirer keeps, by the reference that stands for its number. */
  lookUpReference(accountReference: string, sessionId: string): Promise<Enrolment | null>;
  /**
   * One AReq; resolves with the ARes as received, rejects when the line breaks, may never settle. `sandboxSession(id)`
   * among its `messageExtension` tells the session.
   */
  authenticate(areq: AReq): Promise<unknown>;
  /** What is due: decoupled answers, late results, challenges nobody began or finished. */
  sweep(): Promise<void>;
  /** Whether the page at this notification address is to be unframeable: one of the switches. */
  blocksNotification(notificationUrl: string): Promise<boolean>;
  /** The bank's origin. */
  readonly pages: Hono;
}

export interface BankDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Pick<Settings, 'bankOrigin' | 'threedsOrigin'>;
  readonly logger: Logger;
  /** The directory's line to our 3DS server: resolves with its RRes or Erro, rejects when the line breaks. */
  readonly deliver: (rreq: RReq) => Promise<unknown>;
  /** How the slow behaviours wait; a timer unless told. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** The sandbox's bank. */
export function createBank({ store, clock, settings, logger, deliver, wait = delay }: BankDeps): Bank {
  const onLineBroken = (acsTransId: string, error: unknown): void => {
    logger.warn({ acsTransId, stack: stackOf(error) }, 'the bank could not tell a result; it tries again');
  };
  const acs = createAcs({ store, clock, settings, deliver, onLineBroken });
  const directory = createDirectory({ store, settings, acs, wait });
  return {
    lookUp: directory.lookUp,
    lookUpReference: directory.lookUpReference,
    authenticate: (areq) => directory.authenticate(areq, sessionOf(areq)),
    sweep: acs.sweep,
    async blocksNotification(notificationUrl) {
      const transaction = await findByNotification(store, notificationUrl);
      return transaction?.behavior === 'notification_blocked';
    },
    pages: createBankPages({ acs, origin: settings.bankOrigin, wait }),
  };
}

const EXTENSION_ID = 'xpay.sandbox.session';

/** The message extension (EMV 3DS 2.2, table A.7) that tells the bank which session an AReq belongs to. */
export function sandboxSession(sessionId: string) {
  return { name: 'Sandbox session', id: EXTENSION_ID, criticalityIndicator: false, data: { sessionId } };
}

function sessionOf({ messageExtension = [] }: AReq): string | null {
  const id = messageExtension.find((extension) => extension.id === EXTENSION_ID)?.data['sessionId'];
  return typeof id === 'string' ? id : null;
}
