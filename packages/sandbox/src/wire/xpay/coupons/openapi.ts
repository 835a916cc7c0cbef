// The routes of coupons, promotion codes and discounts, for the OpenAPI document.

import type { RouteConfig } from '@hono/zod-openapi';
import { operation } from '../operation.ts';
import {
  couponList,
  couponObject,
  couponsQuery,
  createCouponBody,
  createPromotionCodeBody,
  discountList,
  discountObject,
  discountsQuery,
  promotionCodeList,
  promotionCodeObject,
  promotionCodesQuery,
  updateCouponBody,
  updatePromotionCodeBody,
} from './schemas.ts';

const coupons = { tag: 'Coupons', path: '/coupons', answer: couponObject } as const;
const codes = { tag: 'Promotion codes', path: '/promotion-codes', answer: promotionCodeObject } as const;
const discounts = { tag: 'Discounts', path: '/discounts', answer: discountObject } as const;
const one = { path: '/coupons/{id}' } as const;
const oneCode = { path: '/promotion-codes/{id}' } as const;

export const COUPON_ROUTES: readonly RouteConfig[] = [
  operation({ ...coupons, method: 'get', summary: 'List coupons', query: couponsQuery, answer: couponList }),
  operation({ ...coupons, method: 'post', summary: 'Create a coupon', body: createCouponBody, status: 201 }),
  operation({ ...coupons, ...one, method: 'get', summary: 'Retrieve a coupon' }),
  operation({ ...coupons, ...one, method: 'patch', summary: 'Update a coupon', body: updateCouponBody }),
  operation({
    ...codes,
    method: 'get',
    summary: 'List promotion codes',
    query: promotionCodesQuery,
    answer: promotionCodeList,
  }),
  operation({
    ...codes,
    method: 'post',
    summary: 'Create a promotion code for a coupon',
    body: createPromotionCodeBody,
    status: 201,
  }),
  operation({ ...codes, ...oneCode, method: 'get', summary: 'Retrieve a promotion code' }),
  operation({
    ...codes,
    ...oneCode,
    method: 'patch',
    summary: 'Update a promotion code',
    body: updatePromotionCodeBody,
    conflicts: true,
  }),
  operation({
    ...discounts,
    method: 'get',
    summary: 'List discounts',
    query: discountsQuery,
    answer: discountList,
  }),
  operation({ ...discounts, path: '/discounts/{id}', method: 'get', summary: 'Retrieve a discount' }),
];
