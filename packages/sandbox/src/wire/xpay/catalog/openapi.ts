// The routes of products, prices and their pictures, for the OpenAPI document.

import type { RouteConfig } from '@hono/zod-openapi';
import { operation } from '../operation.ts';
import { uploadUrlBody, uploadUrlObject } from '../uploads/routes.ts';
import {
  createPriceBody,
  createPriceQuery,
  createProductBody,
  deletedObject,
  priceObject,
  productList,
  productObject,
  productStats,
  productsQuery,
  updatePriceBody,
  updateProductBody,
} from './schemas.ts';

const PRODUCT_ROUTES = [
  operation({
    tag: 'Products',
    method: 'get',
    path: '/products',
    summary: 'List and search products',
    query: productsQuery,
    answer: productList,
  }),
  operation({
    tag: 'Products',
    method: 'post',
    path: '/products',
    summary: 'Create a product, with a first price if you like',
    body: createProductBody,
    status: 201,
    answer: productObject,
  }),
  operation({
    tag: 'Products',
    method: 'get',
    path: '/products/{id}',
    summary: 'Retrieve a product with all of its prices',
    answer: productObject,
  }),
  operation({
    tag: 'Products',
    method: 'patch',
    path: '/products/{id}',
    summary: 'Update a product',
    body: updateProductBody,
    answer: productObject,
  }),
  operation({
    tag: 'Products',
    method: 'delete',
    path: '/products/{id}',
    summary: 'Delete a product and its prices, which no line item may ever have used',
    answer: deletedObject,
    conflicts: true,
  }),
  operation({
    tag: 'Products',
    method: 'get',
    path: '/products/{id}/stats',
    summary: 'How often each price of a product was used',
    answer: productStats,
  }),
  operation({
    tag: 'Products',
    method: 'post',
    path: '/upload-url',
    summary: 'Get an address to upload a picture to, once',
    body: uploadUrlBody,
    status: 201,
    answer: uploadUrlObject,
  }),
];

const PRICE_ROUTES = [
  operation({
    tag: 'Prices',
    method: 'post',
    path: '/prices',
    summary: 'Create a price of a product',
    query: createPriceQuery,
    body: createPriceBody,
    status: 201,
    answer: priceObject,
  }),
  operation({
    tag: 'Prices',
    method: 'get',
    path: '/prices/{id}',
    summary: 'Retrieve a price',
    answer: priceObject,
  }),
  operation({
    tag: 'Prices',
    method: 'patch',
    path: '/prices/{id}',
    summary: 'Update or archive a price',
    body: updatePriceBody,
    answer: priceObject,
  }),
  operation({
    tag: 'Prices',
    method: 'delete',
    path: '/prices/{id}',
    summary: 'Delete a price that no line item has ever used',
    answer: deletedObject,
    conflicts: true,
  }),
];

export const CATALOG_ROUTES: readonly RouteConfig[] = [...PRODUCT_ROUTES, ...PRICE_ROUTES];
