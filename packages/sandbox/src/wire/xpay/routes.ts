// XPay's routes, put together. Nothing is decided here.

import { Hono } from 'hono';
import type { Env } from '../../http/env.ts';
import { createPriceRoutes } from './catalog/price-routes.ts';
import { createProductRoutes } from './catalog/product-routes.ts';
import { createDiscountRoutes, createPromotionCodeRoutes } from './coupons/code-routes.ts';
import { createCouponRoutes } from './coupons/coupon-routes.ts';
import { createPaymentMethodRoutes, type PaymentMethodRoutesDeps } from './customers/payment-methods.ts';
import { createCustomerRoutes } from './customers/routes.ts';
import { createLinkPage, type LinkPageDeps } from './links/page.ts';
import { createLinkRoutes } from './links/routes.ts';
import { createMoneyRoutes, MONEY_PATHS } from './money-routes.ts';
import type { RefundDeps } from './refunds/routes.ts';
import { createSessionRoutes, type SessionRoutesDeps } from './sessions/routes.ts';
import type { TellDeps } from './tell.ts';
import { createFileRoutes, createUploadUrlRoute } from './uploads/routes.ts';

export type XpayDeps = SessionRoutesDeps & TellDeps & RefundDeps & PaymentMethodRoutesDeps & LinkPageDeps;

/** What a secret key is asked for, in these routes. */
export const XPAY_PATHS = [
  '/checkout/sessions/*',
  '/payment-intents/*',
  '/charges/*',
  '/customers/*',
  '/products/*',
  '/prices/*',
  '/upload-url',
  '/coupons/*',
  '/promotion-codes/*',
  '/discounts/*',
  '/payment-links/*',
  ...MONEY_PATHS,
] as const;

/** The routes; the caller's secret key is checked before. Those of intents and charges are shared with CX Pay. */
export function createXpayRoutes(deps: XpayDeps): Hono<Env> {
  const app = new Hono<Env>();
  for (const create of [
    createSessionRoutes,
    createCustomerRoutes,
    createPaymentMethodRoutes,
    createProductRoutes,
    createPriceRoutes,
    createUploadUrlRoute,
    createFileRoutes,
    createCouponRoutes,
    createPromotionCodeRoutes,
    createDiscountRoutes,
    createLinkRoutes,
    createLinkPage,
    createMoneyRoutes,
  ]) {
    app.route('/', create(deps));
  }
  return app;
}
