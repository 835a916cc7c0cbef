// Billing and shipping address: whom the bill and the order go to.

import { computed, signal } from '@preact/signals';
import type { Address, ShippingInput } from '@xpay/protocol/contact';
import type { TargetedInputEvent } from 'preact';
import type { ExtrasDeps, FormPart, Mend } from '../form/extras.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { Order } from '../payment/requests.ts';
import { adoptSheet } from '../ui/adopt-sheet.ts';
import { Field } from '../ui/field.tsx';
import { afterPress } from '../ui/press.ts';
import { AddressFields, type AddressUse, addressFieldId } from './address-fields.tsx';
import { type AddressForm, createAddressForm } from './address-form.ts';
import styles from './contact.css?inline';
import { browserWhereabouts, guessCountry } from './countries.ts';
import { focusPart } from './focus-part.ts';

adoptSheet(styles);

const NAME_ID = 'xp-shipping-name';
const PARAMS = { billing: 'paymentMethod.billing.address.', shipping: 'shipping.address.' } as const;

type ViewProps = { readonly readOnly: boolean };

/** Asks for the addresses that `contact` of a session wants; for the one that serves as both, once. */
export function createAddresses({ session, i18n }: ExtrasDeps, whereabouts = browserWhereabouts()): FormPart {
  const { contact, customer } = session.peek();
  const countries = contact?.shippingCountries ?? null;
  const billing = contact?.billingAddress ? createAddressForm(guessCountry(null, whereabouts)) : null;
  const shipping = contact?.shippingAddress
    ? createShipping(billing, countries, guessCountry(countries, whereabouts), customer.name ?? '')
    : null;
  const addressForms = () =>
    [
      ['billing', billing],
      ['shipping', shipping === null || shipping.isSame.value ? null : shipping.form],
    ] as const;

  function View({ readOnly }: ViewProps) {
    const common = { i18n, readOnly };
    return (
      <div class="xp-addresses">
        {billing !== null && (
          <fieldset class="xp-address-group">
            <legend class="xp-address-group__title">{i18n.t('contact.billing')}</legend>
            <AddressFields {...common} use="billing" form={billing} countries={null} />
          </fieldset>
        )}
        {shipping !== null && (
          <fieldset class="xp-address-group">
            <legend class="xp-address-group__title">{i18n.t('contact.shipping')}</legend>
            {shipping.canBeSame.value && <SameAsBilling {...common} shipping={shipping} />}
            <RecipientName {...common} shipping={shipping} />
            {!shipping.isSame.value && (
              <AddressFields {...common} use="shipping" form={shipping.form} countries={countries} />
            )}
          </fieldset>
        )}
      </div>
    );
  }

  return {
    View,
    complete: computed(
      () =>
        addressForms().every(([, form]) => form?.complete.value ?? true) &&
        (shipping?.name.value.trim() ?? 'none') !== '',
    ),
    validate() {
      const nameFault = shipping?.judgeName() ? NAME_ID : null;
      const [first, second] = addressForms().map(([use, form]) => idOfFault(use, form));
      return mendOf(first ?? nameFault ?? second ?? null);
    },
    addTo(order) {
      const withBilling = billing === null ? order : billedTo(order, billing.address());
      return shipping === null ? withBilling : { ...withBilling, shipping: shipping.input() };
    },
    refuse(_, param = '') {
      if (shipping !== null && param === 'shipping.name') {
        shipping.nameError.value = 'refused';
        return mendOf(NAME_ID);
      }
      for (const [use, form] of addressForms()) {
        const part = param.startsWith(PARAMS[use]) ? param.slice(PARAMS[use].length) : '';
        if (form?.refuse(part)) return mendOf(addressFieldId(use, part));
      }
      return null;
    },
  };
}

type Shipping = ReturnType<typeof createShipping>;

function createShipping(
  billing: AddressForm | null,
  countries: readonly string[] | null,
  country: string,
  knownName: string,
) {
  const wantsSame = signal(true);
  const name = signal(knownName);
  const nameError = signal<'name' | 'refused' | null>(null);
  const form = createAddressForm(country);
  /** Not where the shop does not send to. */
  const canBeSame = computed(() => billing !== null && (countries?.includes(billing.country.value) ?? true));
  const isSame = computed(() => canBeSame.value && wantsSame.value);
  return {
    wantsSame,
    name,
    nameError,
    form,
    canBeSame,
    isSame,
    /** Whether something is wrong with it, which it says then. */
    judgeName(): boolean {
      nameError.value = name.peek().trim() === '' ? 'name' : null;
      return nameError.peek() !== null;
    },
    input(): ShippingInput {
      const from = isSame.peek() && billing !== null ? billing : form;
      return { name: name.peek().trim(), address: from.address() };
    },
  };
}

interface ShippingProps extends ViewProps {
  readonly shipping: Shipping;
  readonly i18n: I18n;
}

function SameAsBilling({ shipping, i18n, readOnly }: ShippingProps) {
  return (
    <label class="xp-same">
      <input
        class="xp-same__box"
        type="checkbox"
        checked={shipping.wantsSame.value}
        disabled={readOnly}
        onChange={(event) => {
          shipping.wantsSame.value = event.currentTarget.checked;
        }}
      />
      {i18n.t('contact.same')}
    </label>
  );
}

function RecipientName({ shipping, i18n, readOnly }: ShippingProps) {
  const { name, nameError } = shipping;
  return (
    <Field
      id={NAME_ID}
      label={i18n.t('contact.name')}
      value={name.value}
      error={nameError.value && i18n.t(`contact.error.${nameError.value}`)}
      inputMode="text"
      autocomplete="shipping name"
      readOnly={readOnly}
      onInput={(event: TargetedInputEvent<HTMLInputElement>) => {
        name.value = event.currentTarget.value;
        nameError.value = null;
      }}
      onBlur={() =>
        afterPress(() => {
          name.value = name.peek().trim();
        })
      }
    />
  );
}

function idOfFault(use: AddressUse, form: AddressForm | null): string | null {
  const wrong = form?.validate() ?? null;
  return wrong === null ? null : addressFieldId(use, wrong);
}

function mendOf(id: string | null): Mend | null {
  return id === null ? null : () => focusPart(id);
}

function billedTo(order: Order, address: Address): Order {
  const { paymentMethod } = order;
  return { ...order, paymentMethod: { ...paymentMethod, billing: { ...paymentMethod.billing, address } } };
}
