// One address as the buyer sees it: the country first, then its fields in its own order, under its own names.

import type { TargetedInputEvent } from 'preact';
import type { I18n } from '../i18n/i18n.ts';
import { Field } from '../ui/field.tsx';
import { afterPress } from '../ui/press.ts';
import { SelectField } from '../ui/select-field.tsx';
import type { AddressForm, AddressPart } from './address-form.ts';
import { type AddressField, type AddressFieldName, statesOf } from './address-rules.ts';
import { namedCountries } from './countries.ts';

/** Whose address: the section of its autofill tokens (HTML, "autofill detail tokens"; WCAG 1.3.5). */
export type AddressUse = 'billing' | 'shipping';

export interface AddressFieldsProps {
  readonly use: AddressUse;
  readonly form: AddressForm;
  /** ISO 3166-1 alpha-2; null for all. */
  readonly countries: readonly string[] | null;
  readonly i18n: I18n;
  readonly readOnly: boolean;
}

const TOKENS: Readonly<Record<AddressFieldName, string>> = {
  line1: 'address-line1',
  line2: 'address-line2',
  city: 'address-level2',
  state: 'address-level1',
  postalCode: 'postal-code',
};

/** The id of a field, by which it is focused. */
export function addressFieldId(use: AddressUse, part: AddressPart): string {
  return `xp-${use}-${part}`;
}

export function AddressFields({ use, form, countries, i18n, readOnly }: AddressFieldsProps) {
  const { fields } = form.rules.value;
  return (
    <div class="xp-address">
      <div class="xp-address__cell">
        <SelectField
          id={addressFieldId(use, 'country')}
          label={i18n.t('contact.country')}
          value={form.country.value}
          options={namedCountries(countries, i18n.locale.value)}
          error={errorOf(form, 'country', i18n)}
          autocomplete={`${use} country`}
          disabled={readOnly}
          onChange={form.chooseCountry}
        />
      </div>
      {fields.map((field) => (
        <div key={field.name} class="xp-address__cell" data-paired={isPaired(fields, field) || undefined}>
          <OneField use={use} field={field} form={form} i18n={i18n} readOnly={readOnly} />
        </div>
      ))}
    </div>
  );
}

type OneFieldProps = Omit<AddressFieldsProps, 'countries'> & { readonly field: AddressField };

function OneField({ use, field, form, i18n, readOnly }: OneFieldProps) {
  const { name, isNeeded } = field;
  const label = i18n.t(field.label);
  const common = {
    id: addressFieldId(use, name),
    label: isNeeded ? label : `${label} ${i18n.t('contact.optional')}`,
    value: form.values[name].value,
    error: errorOf(form, name, i18n),
    optional: !isNeeded,
    autocomplete: `${use} ${TOKENS[name]}`,
    onBlur: () => afterPress(() => form.blur(name)),
  };
  const states = name === 'state' ? statesOf(form.country.value, i18n.locale.value) : null;
  if (states !== null) {
    return (
      <SelectField
        {...common}
        options={states}
        placeholder={i18n.t('contact.choose')}
        disabled={readOnly}
        onChange={(state) => form.input(name, state)}
      />
    );
  }
  return (
    <Field
      {...common}
      inputMode={name === 'postalCode' && form.rules.value.isNumeric ? 'numeric' : 'text'}
      readOnly={readOnly}
      onInput={(event: TargetedInputEvent<HTMLInputElement>) => form.input(name, event.currentTarget.value)}
    />
  );
}

function errorOf(form: AddressForm, part: AddressPart, i18n: I18n): string | null {
  const fault = form.errors[part].value;
  if (fault === null) return null;
  if (fault !== 'postal') return i18n.t(`contact.error.${fault}`);
  return i18n.t('contact.error.postal', { example: form.rules.value.example ?? '' });
}

/** Short fields stand in pairs, the first of three alone: a third of a phone's width is too little for a list. */
function isPaired(fields: readonly AddressField[], field: AddressField): boolean {
  const isLine = ({ name }: AddressField) => name === 'line1' || name === 'line2';
  if (isLine(field)) return false;
  const at = fields.indexOf(field);
  const start = fields.slice(0, at).findLastIndex(isLine) + 1;
  const end = fields.findIndex((other, index) => index > at && isLine(other));
  const length = (end < 0 ? fields.length : end) - start;
  return length === 2 || (length === 3 && at > start);
}
