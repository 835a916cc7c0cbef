// Payment links and their items as rows and back.

import type { LinkItem, PaymentLink } from '../domain/payment-link.ts';
import { toFlag } from './flag.ts';
import { AFTER_COMPLETION, CUSTOM_FIELDS, METADATA, METHODS } from './json-columns.ts';
import type { PaymentLinkItemsTable, PaymentLinksTable } from './link-tables.ts';

export function toLink(row: PaymentLinksTable, items: readonly PaymentLinkItemsTable[]): PaymentLink {
  return {
    id: row.id,
    merchantId: row.merchant_id,
    livemode: row.livemode === 1,
    currency: row.currency,
    amount: row.amount,
    lineItems: items.map(toItem),
    customFields: CUSTOM_FIELDS.parse(JSON.parse(row.custom_fields)),
    allowPromotionCodes: row.allow_promotion_codes === 1,
    paymentMethodTypes: METHODS.parse(JSON.parse(row.payment_method_types)),
    afterCompletion: AFTER_COMPLETION.parse(JSON.parse(row.after_completion)),
    active: row.active === 1,
    expiresAt: row.expires_at,
    metadata: METADATA.parse(JSON.parse(row.metadata)),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function linkRow(link: PaymentLink): PaymentLinksTable {
  return {
    id: link.id,
    merchant_id: link.merchantId,
    livemode: toFlag(link.livemode),
    currency: link.currency,
    amount: link.amount,
    active: toFlag(link.active),
    after_completion: JSON.stringify(link.afterCompletion),
    custom_fields: JSON.stringify(link.customFields),
    allow_promotion_codes: toFlag(link.allowPromotionCodes),
    payment_method_types: JSON.stringify(link.paymentMethodTypes),
    expires_at: link.expiresAt,
    metadata: JSON.stringify(link.metadata),
    created_at: link.createdAt,
    updated_at: link.updatedAt,
  };
}

function toItem(row: PaymentLinkItemsTable): LinkItem {
  const { price_id: priceId, product_id: productId, minimum, maximum } = row;
  return {
    id: row.id,
    price: priceId === null || productId === null ? null : { id: priceId, productId },
    currency: row.currency,
    name: row.name,
    description: row.description,
    imageUrl: row.image_url,
    unitLabel: row.unit_label,
    unitAmount: row.unit_amount,
    quantity: row.quantity,
    adjustable: minimum === null || maximum === null ? null : { minimum, maximum },
  };
}

export function itemRow(item: LinkItem, linkId: string, position: number): PaymentLinkItemsTable {
  return {
    id: item.id,
    link_id: linkId,
    position,
    price_id: item.price?.id ?? null,
    product_id: item.price?.productId ?? null,
    currency: item.currency,
    name: item.name,
    description: item.description,
    image_url: item.imageUrl,
    unit_label: item.unitLabel,
    unit_amount: item.unitAmount,
    quantity: item.quantity,
    minimum: item.adjustable?.minimum ?? null,
    maximum: item.adjustable?.maximum ?? null,
  };
}
