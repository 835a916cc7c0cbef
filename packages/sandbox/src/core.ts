// The parts that move a payment, put together: what changes a checkout, and the banks that have a say in it.

import { Hono } from 'hono';
import { type Acquirer, createAcquirer } from './bank/acquirer.ts';
import { type Bank, createBank } from './bank/bank.ts';
import { createProviders, type Providers } from './bank/providers.ts';
import { createSheetPages } from './bank/sheet.ts';
import { type ChangesDeps, createChanges } from './changes.ts';
import type { Wait } from './domain/clock.ts';
import { stackOf } from './http/redact.ts';
import { createMoney, type Money } from './money.ts';
import { createPayments, type Payments } from './payments.ts';
import { createSavedCards, type SavedCards } from './saved-cards.ts';
import type { Settings } from './settings.ts';
import type { StepDeps } from './threeds/steps.ts';
import { createThreeDsServer, type ThreeDsServer } from './threeds/three-ds-server.ts';
import { createVerifications, type Verifications } from './threeds/verifications.ts';

export interface CoreDeps extends Omit<ChangesDeps, 'acquirer'>, Pick<StepDeps, 'logger'> {
  readonly settings: Settings;
  readonly wait: Wait;
  /** The sandbox's own unless told. */
  readonly acquirer?: Acquirer;
  readonly bank?: Bank;
}

export interface Core {
  readonly acquirer: Acquirer;
  readonly bank: Bank;
  readonly providers: Providers;
  /** The bank's origin, which has the providers' pages too. */
  readonly bankPages: Hono;
  readonly payments: Payments;
  readonly money: Money;
  readonly verifications: Verifications;
  readonly threeDs: ThreeDsServer;
  readonly savedCards: SavedCards;
}

/** The core of one store. */
export function createCore(deps: CoreDeps): Core {
  const { store, clock, settings, logger, wait } = deps;
  const acquirer = deps.acquirer ?? createAcquirer(store, clock);
  const changes = createChanges({ ...deps, acquirer });
  const threeDs = createThreeDsServer({ store, clock, acquirer, changes, logger });
  const deliver = threeDs.receiveResult;
  const bank = deps.bank ?? createBank({ store, clock, settings, logger, wait, deliver });
  const providers = createProviders({ store, clock, settings, logger, deliver: threeDs.receiveApproval });
  const steps = {
    ...deps,
    acquirer,
    changes,
    bank,
    providers,
    // The 3DS origin first: by it is judged whether local banks are allowed.
    ownOrigins: [settings.threedsOrigin, settings.checkoutOrigin, settings.apiOrigin],
  };
  return {
    acquirer,
    bank,
    payments: createPayments(steps),
    money: createMoney(steps),
    verifications: createVerifications(steps),
    savedCards: createSavedCards(steps),
    threeDs,
    providers,
    bankPages: pagesOf(bank, providers, deps),
  };
}

function pagesOf(bank: Bank, providers: Providers, { settings, logger }: CoreDeps): Hono {
  const app = new Hono();
  app.onError((cause) => {
    logger.error({ stack: stackOf(cause) }, 'a page of the bank failed');
    return new Response(null, { status: 500, headers: { 'cache-control': 'no-store' } });
  });
  app.route('/', providers.pages);
  app.route('/', createSheetPages(settings.bankOrigin));
  return app.all('*', (c) => bank.pages.fetch(c.req.raw));
}
