// XPay's refunds and balances, put together.

import { Hono } from 'hono';
import type { Env } from '../../http/env.ts';
import { createBalanceRoutes } from './balance/routes.ts';
import { createRefundRoutes, type RefundDeps } from './refunds/routes.ts';

/** What needs a secret key. */
export const MONEY_PATHS = ['/refunds/*', '/balance/*', '/balance-transactions/*'] as const;

/** Their routes; the caller's secret key is checked before. */
export function createMoneyRoutes(deps: RefundDeps): Hono<Env> {
  return new Hono<Env>().route('/', createRefundRoutes(deps)).route('/', createBalanceRoutes(deps));
}
