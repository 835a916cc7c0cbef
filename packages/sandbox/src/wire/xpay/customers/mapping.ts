// From the domain's customers to XPay's.

import type { z } from '@hono/zod-openapi';
import type { Customer } from '../../../domain/customer.ts';
import type { SavedCard } from '../../../domain/saved-cards.ts';
import type { Spending } from '../../../store/customer-stats.ts';
import type { customerObject, customerStats, customerSummary, paymentMethodObject } from './schemas.ts';

/** A customer as a GET answers it and as its events hold it. */
export function toCustomerObject(customer: Customer): z.output<typeof customerObject> {
  return {
    id: customer.id,
    object: 'customer',
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    livemode: customer.livemode,
    type: customer.type,
    externalId: customer.externalId,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    address: customer.address,
    metadata: customer.metadata,
  };
}

export function toCustomerSummary(
  { id, createdAt, name, phone, email }: Customer,
  cards: readonly SavedCard[],
): z.output<typeof customerSummary> {
  const latest = cards.find((card) => card.customerId === id);
  return {
    id,
    createdAt,
    name,
    phone,
    email,
    latestPaymentMethod: latest === undefined ? null : toPaymentMethodObject(latest),
  };
}

export function toCustomerStats(
  { id }: Customer,
  spending: readonly Spending[],
  cards: readonly SavedCard[],
): z.output<typeof customerStats> {
  const times = spending
    .flatMap(({ firstAt, latestAt }) => [firstAt, latestAt])
    .filter((at) => at !== null)
    .sort();
  return {
    customerId: id,
    object: 'customer.stats',
    transactionCount: spending.reduce((sum, { count }) => sum + count, 0),
    totalSpent: spending.map(({ currency, amount }) => ({ currency, amount })),
    firstPaymentAt: times[0] ?? null,
    latestPaymentAt: times.at(-1) ?? null,
    paymentMethods: cards.map(toPaymentMethodObject),
  };
}

/** A card that a customer has paid with, and keeps or not. */
export function toPaymentMethodObject({
  id,
  customerId: _customer,
  createdAt,
  lastUsedAt,
  savedAt,
  ...card
}: SavedCard): z.output<typeof paymentMethodObject> {
  return { id, object: 'payment_method', type: 'card', card, createdAt, lastUsedAt, savedAt };
}
