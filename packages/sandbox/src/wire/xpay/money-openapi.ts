// The OpenAPI of XPay's refunds and balances.

import { type RouteConfig, z } from '@hono/zod-openapi';
import { cancelBody, captureBody, sharedErrorObject } from '../common/schemas.ts';
import {
  balanceObject,
  balanceTransactionList,
  balanceTransactionObject,
  balanceTransactionsQuery,
} from './balance/schemas.ts';
import { errorObject } from './objects.ts';
import { chargeObject, paymentIntentObject } from './payments/objects.ts';
import { createRefundBody, refundList, refundObject, refundsQuery } from './refunds/schemas.ts';

const json = <Schema extends z.ZodType>(schema: Schema) => ({ 'application/json': { schema } });
const error = (description: string) => ({ description, content: json(errorObject) });

const ERRORS = {
  401: error('No or a wrong secret key.'),
  403: error('A secret key arrived from a browser.'),
  429: error('Over 100 requests in a second. Wait as long as `Retry-After` says.'),
};
const BODY_ERRORS = {
  400: error('A field is unknown or out of bounds: `param` says which.'),
  413: error('The body is over 1 MB.'),
  415: error('The body is not declared as application/json.'),
};
const BAD_QUERY = error('A query parameter is unknown or out of bounds: `param` says which.');
const NOT_FOUND = error('No such object for this key and mode.');
const ID = { params: z.object({ id: z.string() }) };
const KEY = {
  headers: z.object({
    'Idempotency-Key': z
      .string()
      .optional()
      .openapi({ description: 'Repeats within 24 hours get the first answer, byte for byte.' }),
  }),
};

const get = <Schema extends z.ZodType>(path: string, summary: string, object: Schema): RouteConfig => ({
  method: 'get',
  path,
  summary,
  ...(path.endsWith('{id}') ? { request: ID } : {}),
  responses: {
    200: { description: summary, content: json(object) },
    ...ERRORS,
    ...(path.endsWith('{id}') ? { 404: NOT_FOUND } : {}),
  },
});

const list = (route: RouteConfig, query: z.ZodObject): RouteConfig => ({
  ...route,
  request: { query },
  responses: { ...route.responses, 400: BAD_QUERY },
});

/** These paths are CX Pay's too, and their refusals have the fields of both. */
const shared = (route: RouteConfig): RouteConfig => ({
  ...route,
  responses: Object.fromEntries(
    Object.entries(route.responses).map(([status, response]) => [
      status,
      Number(status) < 400 ? response : { ...response, content: json(sharedErrorObject) },
    ]),
  ),
});

const act = (name: string, summary: string, body: z.ZodType): RouteConfig => ({
  method: 'post',
  path: `/payment-intents/{id}/${name}`,
  summary,
  request: { ...ID, ...KEY, body: { required: false, content: json(body) } },
  responses: {
    200: { description: 'The intent after it.', content: json(paymentIntentObject) },
    ...ERRORS,
    ...BODY_ERRORS,
    404: NOT_FOUND,
    409: error('The intent is in no state for it, or the first request with this key is still running.'),
    422: error('The Idempotency-Key was used with another body.'),
  },
});

export const MONEY_ROUTES: readonly RouteConfig[] = [
  shared(get('/payment-intents/{id}', 'Retrieve a payment intent', paymentIntentObject)),
  shared(act('capture', 'Capture what the bank holds, once', captureBody)),
  shared(act('cancel', 'Cancel an unpaid intent, or let held money go', cancelBody)),
  shared(get('/charges/{id}', 'Retrieve a charge', chargeObject)),
  {
    method: 'post',
    path: '/refunds',
    summary: 'Refund a charge, wholly or in part',
    request: { ...KEY, body: { required: true, content: json(createRefundBody) } },
    responses: {
      201: { description: 'The refund, with what it moved.', content: json(refundObject) },
      ...ERRORS,
      400: error('A field is wrong, the charge has not succeeded, or less than `amount` is left of it.'),
      409: error('The first request with this Idempotency-Key is still running.'),
      413: BODY_ERRORS[413],
      415: BODY_ERRORS[415],
      422: error('The Idempotency-Key was used with another body.'),
    },
  },
  list(get('/refunds', 'List refunds', refundList), refundsQuery),
  get('/refunds/{id}', 'Retrieve a refund', refundObject),
  get('/balance', 'Retrieve the balance', balanceObject),
  list(
    get('/balance-transactions', 'List balance transactions', balanceTransactionList),
    balanceTransactionsQuery,
  ),
  get('/balance-transactions/{id}', 'Retrieve a balance transaction', balanceTransactionObject),
];
