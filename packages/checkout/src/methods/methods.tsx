// The ways to pay, where there is more than a card to be typed: which of them is chosen, and what comes of it.

import { computed, effect, signal, untracked } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import type { ExtrasDeps, MethodChoice } from '../form/extras.ts';
import { focusField } from './card/card-fields.tsx';
import { CARD_NAMES } from './card/card-form.ts';
import type { FieldName } from './card/judge.ts';
import type { Method, MethodDeps } from './method.ts';
import { createMethodList } from './method-list.tsx';
import { REGISTRY } from './registry.ts';

/**
 * Makes the list for one form. Saved cards stand first, then a card to be typed, whose fields stand in the document before it
 * is known what else is offered; then all others, in the session's order. The first is chosen until the buyer chooses.
 */
export function createMethods(deps: ExtrasDeps): MethodChoice {
  const { card } = deps;
  const whoPays = card.shown.filter((name) => !CARD_NAMES.some((own) => own === name));
  const said = signal<(() => string) | null>(null);
  const say = (words: () => string) => {
    said.value = words;
  };
  const offered = createOffer({ ...deps, say });
  const wanted = signal<string | null>(null);
  // After a redirect or a reload this is another page: what was tried and came to nothing is still chosen.
  const tried = triedIn(deps.session.peek());
  const present = computed(
    () =>
      offered.value.find(({ id }) => id === wanted.value) ??
      offered.value.find(({ type }) => type === tried) ??
      firstOf(offered.value),
  );
  const choose = (id: string) => {
    wanted.value = id;
  };

  // Typed before there was a list: into the fields that stand in the document, or by whatever fills in forms.
  effect(() => {
    if (card.fields.number.value.value !== '' && wanted.peek() === null) choose('card');
  });

  return {
    View: createMethodList(deps, { offered, present, choose, whoPays, said }),
    heading: 'methods.heading',
    chosen: computed(() => present.value?.type ?? 'card'),
    complete: computed(() => present.value?.complete.value === true && card.isRight(whoPays)),
    validate() {
      const method = present.peek();
      // None can be used, and the list says so.
      if (method === undefined) return () => {};
      const wrong = card.validate(whoPays);
      return method.validate() ?? focusOn(wrong);
    },
    paymentMethod() {
      const method = present.peek();
      if (method === undefined) throw new RangeError('There is no way to pay. Call validate() first.');
      return method.paymentMethod();
    },
    buttonWords: computed(() => present.value?.buttonWords() ?? null),
    chooseCard: () => choose('card'),
    approve: () => present.peek()?.approve?.() ?? null,
    refuse: (code, param) => present.peek()?.refuse?.(code, param) ?? null,
    declined: () => present.peek()?.declined?.() ?? null,
  };
}

function triedIn({ intent }: PublicSession): string | null {
  return (intent.lastError !== null && intent.method) || null;
}

/** A card that is kept beyond its date is shown, but nobody's first choice. */
function firstOf(methods: readonly Method[]): Method | undefined {
  return methods.find(({ isUsable }) => isUsable?.() ?? true) ?? methods[0];
}

function focusOn(wrong: FieldName | null) {
  return wrong && (() => focusField(wrong));
}

/** What can be paid with now: it changes when the shop changes the session, and when it is known what this browser can do. */
function createOffer(deps: MethodDeps) {
  const made = new Map<string, readonly Method[]>();
  const make = (type: string) => {
    const methods = made.get(type) ?? untracked(() => REGISTRY[type]?.(deps)) ?? [];
    made.set(type, methods);
    return methods;
  };
  return computed(() => {
    const { paymentMethodTypes, savedCards } = deps.session.value;
    const others = paymentMethodTypes.filter((type) => type !== 'card');
    const first = [
      ...(savedCards === undefined ? [] : ['saved_card']),
      ...(paymentMethodTypes.includes('card') ? ['card'] : []),
    ];
    return [...first, ...others].flatMap(make).filter(({ isOffered }) => isOffered.value);
  });
}
