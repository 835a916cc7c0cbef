// The chosen settings in the words of the XPay API: what the preview's server sends, and what its code samples show.

import { GOODS, goodAt, priceAt } from './goods.ts';
import type { FrameSettings, SessionSettings, Settings } from './settings.ts';

/** What a run has made in the sandbox before its session: ids of a customer and a coupon, addresses of pictures. */
export interface Made {
  /** Of the customer who has a saved card; used where `returning` is on. */
  readonly customerId: string;
  /** Of the coupon for `discount`; used where there is one. */
  readonly coupon: string;
  /** Of the goods, in their order; those without one are sold without a picture. */
  readonly pictures?: readonly string[];
}

/** Code that buyers may enter where `promotion` is on. */
export const PROMOTION_CODE = 'SPRING25';
/** What it takes off. */
export const PROMOTION_PERCENT = 25;

/** Of the API. */
const LONGEST_LIFE_MIN = 1440;

/** Nobody holds these for a later capture: the API refuses them with `captureMethod: "manual"` (docs/payment-methods.md). */
const NOT_HELD: readonly string[] = ['bnpl', 'bank_transfer'];

/**
 * The body of `POST /checkout/sessions`, or of `POST /payment-links` for that way. It names only what differs from the API's
 * defaults, as it is shown as code.
 */
export function sessionInput(settings: Settings, made: Made): Record<string, unknown> {
  const { way, session } = settings;
  const lang = shopLanguage(settings.frame);
  const sold = {
    lineItems: lineItems(session, lang, made),
    ...(session.fields.includes('custom') ? { customFields: customFields(lang) } : {}),
    ...(session.promotion ? { allowPromotionCodes: true } : {}),
    ...methods(session),
  };
  if (way === 'payment-link') return sold;
  const isHosted = way === 'link' || way === 'hosted';
  return {
    ...(isHosted ? {} : { uiMode: 'embedded' }),
    ...sold,
    ...collected(session),
    ...(session.discount > 0 ? { discounts: [{ coupon: made.coupon }] } : {}),
    ...(session.returning ? { customerId: made.customerId, savedCards: { offer: true } } : {}),
    ...(session.submit === 'pay' ? {} : { submitType: session.submit }),
    ...(session.capture === 'manual' ? { captureMethod: 'manual' } : {}),
    ...(session.expires === LONGEST_LIFE_MIN ? {} : { expiresAfterMinutes: session.expires }),
    afterCompletion: { type: 'hosted_confirmation' },
  };
}

type ShopLanguage = 'en' | 'ar';

/** As the shop's page speaks, so are its goods named. */
function shopLanguage({ direction }: FrameSettings): ShopLanguage {
  return direction === 'rtl' ? 'ar' : 'en';
}

function lineItems(
  { items, amount, currency, quantities }: SessionSettings,
  lang: ShopLanguage,
  { pictures = [] }: Made,
): readonly unknown[] {
  return Array.from({ length: items }, (_, index) => {
    const good = goodAt(index);
    const round = Math.floor(index / GOODS.length);
    const image = pictures[index % GOODS.length];
    const name = round === 0 ? good[lang] : `${good[lang]} ${round + 1}`;
    return {
      quantity: 1,
      ...(quantities ? { adjustableQuantity: { enabled: true } } : {}),
      priceData: {
        currency,
        unitAmount: priceAt(index, amount),
        productData: { name, ...(image === undefined ? {} : { image }) },
      },
    };
  });
}

function collected({ fields }: SessionSettings): object {
  const asked = {
    ...(fields.includes('name') ? { name: true } : {}),
    ...(fields.includes('email') ? { email: true } : {}),
    ...(fields.includes('phone') ? { phone: true } : {}),
    ...(fields.includes('billing') ? { billingAddress: true } : {}),
    ...(fields.includes('shipping') ? { shippingAddress: true } : {}),
  };
  return Object.keys(asked).length === 0 ? {} : { collect: asked };
}

function methods({ methods: chosen, capture }: SessionSettings): object {
  const offered = chosen.filter((method) => capture === 'automatic' || !NOT_HELD.includes(method));
  return offered.length === 0 ? {} : { paymentMethodTypes: ['card', ...offered] };
}

const QUESTIONS = {
  en: { engraving: 'Engraving', wrapping: 'Gift wrap', none: 'None', paper: 'Paper', cloth: 'Cloth' },
  ar: { engraving: 'نقش', wrapping: 'تغليف الهدية', none: 'بدون', paper: 'ورق', cloth: 'قماش' },
} as const;

function customFields(lang: ShopLanguage): readonly unknown[] {
  const words = QUESTIONS[lang];
  const option = (value: 'none' | 'paper' | 'cloth') => ({ value, label: words[value] });
  return [
    { type: 'text', key: 'engraving', label: words.engraving, optional: true, maximumLength: 20 },
    {
      type: 'dropdown',
      key: 'wrapping',
      label: words.wrapping,
      options: [option('none'), option('paper'), option('cloth')],
    },
  ];
}
