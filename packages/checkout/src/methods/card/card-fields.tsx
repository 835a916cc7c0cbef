// The card form as the buyer sees it: each field, with the brand's mark and the words that belong to it.

import type { TargetedInputEvent } from 'preact';
import type { I18n, MessageKey } from '../../i18n/i18n.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Field, type FieldProps } from '../../ui/field.tsx';
import { SecurityCodeIcon } from '../../ui/icon.tsx';
import { afterPress } from '../../ui/press.ts';
import { familiarBrands } from './brand.ts';
import type { CardForm } from './card-form.ts';
import type { FieldName } from './judge.ts';
import { digitsOf } from './number.ts';
import './card-fields.css';

export interface CardFieldsProps {
  readonly form: CardForm;
  readonly i18n: I18n;
  /** Of those that the session asks for; all of them, unless it says otherwise. */
  readonly names?: readonly FieldName[] | undefined;
  readonly readOnly?: boolean;
  /** Of a card that was paid with, and is not in the form any more. */
  readonly last4?: string | undefined;
}

export function CardFields({ form, i18n, names = form.shown, readOnly = false, last4 }: CardFieldsProps) {
  return (
    <div class="xp-card">
      {names.map((name) => (
        <div key={name} class="xp-card__cell" data-field={name}>
          <Field
            {...wiring(form, name)}
            {...wording(form, i18n, name)}
            {...LOOKS[name]}
            readOnly={readOnly}
            placeholder={name === 'number' && last4 !== undefined ? `•••• ${last4}` : undefined}
          />
        </div>
      ))}
    </div>
  );
}

/** Takes the buyer to a field, with what is in it selected for an easy replacement. */
export function focusField(name: FieldName): void {
  const input = document.getElementById(fieldId(name));
  if (input instanceof HTMLInputElement) {
    input.focus();
    input.select();
  }
}

// Above this many digits of no known brand, the marks would stand in the number's way.
const MOST_DIGITS_BESIDE_MARKS = 4;

/** What never changes about each field. The tokens are those of WCAG 1.3.5 (HTML, "autofill detail tokens"). */
const LOOKS = {
  number: { ltr: true, inputMode: 'numeric', autocomplete: 'cc-number' },
  expiry: { ltr: true, inputMode: 'numeric', autocomplete: 'cc-exp' },
  securityCode: { ltr: true, inputMode: 'numeric', autocomplete: 'cc-csc' },
  name: { inputMode: 'text', autocomplete: 'cc-name' },
  email: { ltr: true, inputMode: 'email', autocomplete: 'email' },
  postalCode: { inputMode: 'text', autocomplete: 'billing postal-code' },
} as const satisfies Record<FieldName, Partial<FieldProps>>;

const LABELS = {
  number: 'card.number.label',
  expiry: 'card.expiry.label',
  securityCode: 'card.securityCode.label',
  name: 'fields.name.label',
  email: 'fields.email.label',
  postalCode: 'fields.postalCode.label',
} as const satisfies Record<FieldName, MessageKey>;

function wiring(form: CardForm, name: FieldName) {
  const take = (input: HTMLInputElement, forward: boolean) => {
    const { value, caret } = form.input(name, {
      previous: form.fields[name].value.peek(),
      raw: input.value,
      caret: input.selectionEnd ?? input.value.length,
      forward,
    });
    // Written before Preact renders, so that it finds nothing to change and leaves the caret alone.
    if (input.value === value) return;
    input.value = value;
    input.setSelectionRange(caret, caret);
  };
  return {
    id: fieldId(name),
    value: form.fields[name].value.value,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => {
      // An input method is still composing: rewriting now would break its composition. `compositionend` follows.
      if (!event.isComposing) take(event.currentTarget, event.inputType === 'deleteContentForward');
    },
    onCompositionEnd: (event: { readonly currentTarget: HTMLInputElement }) =>
      take(event.currentTarget, false),
    onBlur: () => afterPress(() => form.blur(name)),
  };
}

function wording(form: CardForm, i18n: I18n, name: FieldName) {
  const error = form.fields[name].error.value;
  return {
    label: i18n.t(LABELS[name]),
    hint: hintOf(form, i18n, name),
    error: error && i18n.t(error),
    adornment: adornmentOf(form, i18n, name),
    describedBy: name === 'number' && form.brand.value ? BRAND_ID : undefined,
  };
}

function hintOf(form: CardForm, i18n: I18n, name: FieldName): string | undefined {
  if (name === 'expiry') return i18n.t('card.expiry.hint');
  if (name === 'email') return i18n.t('fields.email.hint');
  if (name !== 'securityCode') return undefined;
  return i18n.t(isFront(form) ? 'card.securityCode.hintFront' : 'card.securityCode.hintBack');
}

function adornmentOf(form: CardForm, i18n: I18n, name: FieldName) {
  if (name === 'securityCode') return <SecurityCodeIcon side={isFront(form) ? 'front' : 'back'} />;
  if (name !== 'number') return null;
  const brand = form.brand.value;
  if (brand) {
    return (
      <span id={BRAND_ID}>
        <BrandMark id={brand.id} name={brand.name} />
      </span>
    );
  }
  if (digitsOf(form.fields.number.value.value).length > MOST_DIGITS_BESIDE_MARKS)
    return <BrandMark id="unknown" />;
  return (
    <span class="xp-card__marks">
      {familiarBrands(i18n.locale.value).map(({ id }) => (
        <BrandMark key={id} id={id} />
      ))}
    </span>
  );
}

const BRAND_ID = 'xp-card-brand';

function isFront(form: CardForm): boolean {
  return form.brand.value?.securityCodeLength === 4;
}

/** The id of a field's input. */
export function fieldId(name: FieldName): string {
  return `xp-${name}`;
}
