// Fetches the code and the texts of what a session asks for besides a card, and makes it.

import { computed } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import { admitExtras } from '../api/extra-fields.ts';
import { exchange } from '../api/http.ts';
import { parsePublicSession } from '../api/public-session.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { LaterPart } from '../i18n/parts.ts';
import type { Payment } from '../payment/payment.ts';
import { chosen, sessionOf } from '../payment/session-of.ts';
import type { Extras, ExtrasDeps } from './extras.ts';
import type { Kind } from './kinds.ts';

type MakeDeps = Pick<ExtrasDeps, 'card' | 'clock' | 'i18n'> & {
  readonly payment: Pick<Payment, 'state' | 'calls' | 'heard'>;
};

/** What is added to the extras of a form; null until its code is there. */
type Add = (deps: ExtrasDeps, to: Extras) => Extras;

const FETCH: Readonly<Record<Kind, () => Promise<Add>>> = {
  methods: async () => {
    const { createMethods } = await import('../methods/methods.tsx');
    return (deps, to) => ({ ...to, methods: createMethods(deps) });
  },
  phone: async () => {
    const { createPhone } = await import('../contact/phone.tsx');
    return (deps, to) => ({ ...to, parts: [...to.parts, createPhone(deps)] });
  },
  addresses: async () => {
    const { createAddresses } = await import('../contact/addresses.tsx');
    return (deps, to) => ({ ...to, parts: [...to.parts, createAddresses(deps)] });
  },
  customFields: async () => {
    const { createCustomFields } = await import('../order/custom-fields.tsx');
    return (deps, to) => ({ ...to, parts: [...to.parts, createCustomFields(deps)] });
  },
  order: async () => {
    const [{ createOrderControls }, { createFreeOrder }] = await Promise.all([
      import('../order/order-controls.tsx'),
      import('../order/free-order.tsx'),
    ]);
    return (deps, to) => ({ ...to, order: createOrderControls(deps), free: createFreeOrder(deps) });
  },
};

const TEXTS: Readonly<Record<Kind, LaterPart>> = {
  methods: 'methods',
  phone: 'contact',
  addresses: 'contact',
  customFields: 'order',
  order: 'order',
};

const fetched = new Map<Kind, Add>();

/** Whether these can be made at once. */
export function isFetched(kinds: readonly Kind[], i18n: I18n): boolean {
  return kinds.every((kind) => fetched.has(kind) && i18n.has(TEXTS[kind]));
}

/** @throws when the code or the words of one cannot be had. */
export async function fetchKinds(kinds: readonly Kind[], i18n: I18n): Promise<void> {
  await Promise.all(
    kinds.map(async (kind) => {
      // Once more, since what could not be had a moment ago often can.
      const [add, isWorded] = await Promise.all([FETCH[kind]().catch(FETCH[kind]), i18n.need(TEXTS[kind])]);
      if (!isWorded) throw new Error(`There are no words for ${kind}.`);
      fetched.set(kind, add);
    }),
  );
}

/** The extras of a form with these kinds added, which have been fetched. */
export function makeExtras(kinds: readonly Kind[], deps: MakeDeps, before: Extras): Extras {
  const { payment } = deps;
  let last: PublicSession | undefined;
  const present = computed(() => {
    last = sessionOf(payment.state.value) ?? last;
    if (last === undefined) throw new Error('Extras were made without a session.');
    return last;
  });
  const session = computed(() => admitExtras(present.value));
  const given: ExtrasDeps = { ...deps, session, ...reachOf(deps) };
  return kinds.reduce((extras, kind) => fetched.get(kind)?.(given, extras) ?? extras, before);
}

const DEADLINE_MS = 10_000;

/** How a kind asks the server: the session's own access, and its news told to the payment. */
function reachOf({ payment, clock }: MakeDeps): Pick<ExtrasDeps, 'choose' | 'ask'> {
  const json = { 'Content-Type': 'application/json' };
  return {
    async choose(request) {
      const reach = payment.calls()?.reach;
      if (reach === undefined) return 'connection_failed';
      const init = {
        method: 'PATCH',
        headers: { ...reach.headers, ...json },
        body: JSON.stringify(request),
      };
      const { value, error } = await exchange((signal) => reach.fetch(reach.url, { ...init, signal }), {
        parse: parsePublicSession,
        clock,
        deadlineMs: DEADLINE_MS,
      });
      if (error !== undefined) return error.code;
      chosen.add(value);
      payment.heard(value);
      return null;
    },
    async ask(path, init = {}) {
      const reach = payment.calls()?.reach;
      if (reach === undefined) return null;
      const headers = { ...reach.headers, ...(init.body === undefined ? {} : json) };
      const { value } = await exchange(
        (signal) => reach.fetch(`${reach.url}/${path}`, { ...init, headers, signal }),
        { parse: (body) => body ?? undefined, clock, deadlineMs: DEADLINE_MS },
      );
      const session = parsePublicSession(value);
      if (session !== undefined) payment.heard(session);
      return value ?? null;
    },
  };
}
