// What a pictured session asks for besides a card: the real code of each kind, with a server that knows a lender's plans and nothing else.

import { signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import { browserClock } from '../src/clock.ts';
import { createAddresses } from '../src/contact/addresses.tsx';
import { createPhone } from '../src/contact/phone.tsx';
import { type Extras, type ExtrasDeps, NO_EXTRAS } from '../src/form/extras.ts';
import { type Kind, kindsOf } from '../src/form/kinds.ts';
import type { I18n } from '../src/i18n/i18n.ts';
import type { CardForm } from '../src/methods/card/card-form.ts';
import { createMethods } from '../src/methods/methods.tsx';
import { createCustomFields } from '../src/order/custom-fields.tsx';
import { createOrderControls } from '../src/order/order-controls.tsx';
import { plansFor } from './plans.ts';

type Add = (deps: ExtrasDeps, to: Extras) => Extras;

const KINDS: Readonly<Record<Kind, Add>> = {
  methods: (deps, to) => ({ ...to, methods: createMethods(deps) }),
  phone: (deps, to) => ({ ...to, parts: [...to.parts, createPhone(deps)] }),
  addresses: (deps, to) => ({ ...to, parts: [...to.parts, createAddresses(deps)] }),
  customFields: (deps, to) => ({ ...to, parts: [...to.parts, createCustomFields(deps, new Map())] }),
  order: (deps, to) => ({ ...to, order: createOrderControls(deps, () => {}) }),
};

/** The extras of a session that stands still. */
export function extrasOf(session: PublicSession, card: CardForm, i18n: I18n): Extras {
  const deps: ExtrasDeps = {
    ...{ session: signal(session), card, i18n, clock: browserClock },
    choose: async () => null,
    ask: async (path) => (path === 'instalment_plans' ? { data: plansFor(session.amountTotal) } : null),
  };
  return kindsOf(session).reduce((extras, kind) => KINDS[kind](deps, extras), NO_EXTRAS);
}
