// The routes of customers, for the OpenAPI document.

import type { RouteConfig } from '@hono/zod-openapi';
import { operation } from '../operation.ts';
import {
  createCustomerBody,
  customerList,
  customerObject,
  customerStats,
  customersQuery,
  deletedPaymentMethod,
  paymentMethodList,
  paymentMethodsQuery,
  updateCustomerBody,
} from './schemas.ts';

const tag = 'Customers';

export const CUSTOMER_ROUTES: readonly RouteConfig[] = [
  operation({
    tag,
    method: 'get',
    path: '/customers',
    summary: 'List and search customers',
    query: customersQuery,
    answer: customerList,
  }),
  operation({
    tag,
    method: 'post',
    path: '/customers',
    summary: 'Create a customer',
    body: createCustomerBody,
    status: 201,
    answer: customerObject,
  }),
  operation({
    tag,
    method: 'get',
    path: '/customers/{id}',
    summary: 'Retrieve a customer',
    answer: customerObject,
  }),
  operation({
    tag,
    method: 'patch',
    path: '/customers/{id}',
    summary: 'Update a customer',
    body: updateCustomerBody,
    answer: customerObject,
    conflicts: true,
  }),
  operation({
    tag,
    method: 'get',
    path: '/customers/{id}/stats',
    summary: 'What a customer has paid, and with what',
    answer: customerStats,
  }),
  operation({
    tag,
    method: 'get',
    path: '/customers/{id}/payment-methods',
    summary: 'List the cards that a customer keeps for their next purchase',
    query: paymentMethodsQuery,
    answer: paymentMethodList,
  }),
  operation({
    tag,
    method: 'delete',
    path: '/customers/{id}/payment-methods/{paymentMethodId}',
    summary: 'Remove a card that a customer keeps: it cannot be paid with again',
    answer: deletedPaymentMethod,
  }),
];
