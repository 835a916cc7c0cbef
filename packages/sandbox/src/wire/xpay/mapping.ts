// From the domain to XPay's objects: one mapper each, for answers and for events.

import type { z } from '@hono/zod-openapi';
import type { Checkout } from '../../domain/checkout.ts';
import type { Asked } from '../../domain/contact.ts';
import type { AskedField } from '../../domain/custom-field.ts';
import { discountOf, isFree, subtotalOf } from '../../domain/discount.ts';
import { paymentStatusOf } from '../../domain/intent.ts';
import type { LineItem } from '../../domain/session.ts';
import type { Settings } from '../../settings.ts';
import type { Vault } from '../../store/vault.ts';
import type { lineItemObject, sessionObject } from './objects.ts';
import type { askedField } from './parts.ts';
import { toPaymentIntentObject } from './payments/mapping.ts';
import { toDiscountLines } from './sessions/discount-lines.ts';

export interface MappingDeps {
  readonly vault: Vault;
  readonly settings: Pick<Settings, 'checkoutOrigin'>;
}

/** A session with everything in it. Its secret is gone once it has ended, so no event holds one. */
export function toSessionObject(checkout: Checkout, deps: MappingDeps): z.output<typeof sessionObject> {
  const { session, intent } = checkout;
  const isOpen = session.status === 'open';
  const buyer = session.placedBy ?? checkout.charges.at(-1);
  return {
    id: session.id,
    object: 'checkout.session',
    createdAt: session.createdAt,
    updatedAt: session.updatedAt,
    livemode: session.livemode,
    mode: session.mode,
    uiMode: session.uiMode,
    submitType: session.submitType,
    // XPay's enum has no word for cancelled: the intent says it.
    status: session.status === 'canceled' ? 'expired' : session.status,
    paymentStatus: paymentStatusOf(session, intent),
    currency: session.currency,
    amountSubtotal: subtotalOf(session),
    amountTotal: session.amountTotal,
    totalDetails: { amountDiscount: discountOf(session), amountShipping: 0, amountTax: 0 },
    afterCompletion: session.afterCompletion,
    cancelUrl: session.cancelUrl,
    returnUrl: session.returnUrl,
    url: session.uiMode === 'hosted' ? `${deps.settings.checkoutOrigin}/c/${session.id}` : null,
    clientSecret: isOpen ? deps.vault.open(session.clientSecretSealed, session.id) : null,
    expiresAt: session.expiresAt,
    description: session.description,
    locale: session.locale,
    buttonText: session.buttonText,
    collect: toCollected(session.collect),
    customerId: session.customerId,
    customerCreation: session.customerCreation,
    customerDetails: session.customer,
    billingDetails: buyer?.billing ?? null,
    shippingDetails: buyer?.shipping ?? null,
    paymentIntentId: isFree(session) ? null : intent.id,
    paymentIntent: isFree(session) ? null : toPaymentIntentObject(checkout),
    lineItems: session.lineItems.map((item) => toLineItemObject(item, session.currency)),
    discounts: toDiscountLines(session),
    customFields: session.customFields.map(toFieldObject),
    allowPromotionCodes: session.allowPromotionCodes,
    savedCards: session.savedCards,
    paymentLinkId: session.paymentLinkId,
    paymentMethodTypes: [...session.paymentMethodTypes],
    metadata: session.metadata,
  };
}

function toCollected(collect: Asked): z.output<typeof sessionObject>['collect'] {
  const { shippingCountries } = collect;
  return { ...collect, shippingCountries: shippingCountries && [...shippingCountries] };
}

/** A custom field: as it is, in lists of its own. */
function toFieldObject(field: AskedField): z.output<typeof askedField> {
  return field.type === 'dropdown' ? { ...field, options: [...field.options] } : field;
}

function toLineItemObject(item: LineItem, currency: string): z.output<typeof lineItemObject> {
  const amountTotal = item.quantity * item.unitAmount;
  return {
    id: item.id,
    object: 'line_item',
    price: item.price ?? null,
    priceData: {
      currency,
      unitAmount: item.unitAmount,
      productData: { name: item.name, description: item.description, image: item.imageUrl },
    },
    quantity: item.quantity,
    adjustableQuantity: item.adjustable === undefined ? null : { enabled: true, ...item.adjustable },
    amountSubtotal: amountTotal,
    amountTotal,
  };
}
