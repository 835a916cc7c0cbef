// The phone number, with the country that it belongs to: a question of its own, since what it needs to know is large.

import { batch, computed, signal } from '@preact/signals';
import type { TargetedInputEvent } from 'preact';
import type { ExtrasDeps, FormPart } from '../form/extras.ts';
import type { I18n } from '../i18n/i18n.ts';
import { adoptSheet } from '../ui/adopt-sheet.ts';
import { Field } from '../ui/field.tsx';
import { afterPress } from '../ui/press.ts';
import { SelectField } from '../ui/select-field.tsx';
import styles from './contact.css?inline';
import { browserWhereabouts, guessCountry, inOrder, namedCountries, type Whereabouts } from './countries.ts';
import { focusPart } from './focus-part.ts';
import { callingCodeOf, editPhone, fromE164, judgePhone, type PhoneFault, toE164 } from './phone-number.ts';

adoptSheet(styles);

const PARAM = 'paymentMethod.billing.phone';
const INPUT_ID = 'xp-phone';

/** Asks for the number that `contact.phone` of a session wants. */
export function createPhone({ session, i18n }: ExtrasDeps, whereabouts = browserWhereabouts()): FormPart {
  const form = createPhoneForm(session.peek().contact?.prefill.phone ?? '', whereabouts);
  const mend = () => focusPart(INPUT_ID);
  return {
    View: ({ readOnly }) => <PhoneFields form={form} i18n={i18n} readOnly={readOnly} />,
    complete: computed(() => form.fault.value === null),
    validate() {
      form.check();
      return form.error.peek() === null ? null : mend;
    },
    addTo(order) {
      const { paymentMethod } = order;
      const phone = toE164(form.value.peek(), form.country.peek());
      if (phone === null) return order;
      return { ...order, paymentMethod: { ...paymentMethod, billing: { ...paymentMethod.billing, phone } } };
    },
    refuse(_, param) {
      if (param !== PARAM) return null;
      form.error.value = 'refused';
      return mend;
    },
  };
}

type PhoneForm = ReturnType<typeof createPhoneForm>;

/** @param prefill In E.164; empty where nothing is known. */
function createPhoneForm(prefill: string, whereabouts: Whereabouts) {
  const known = fromE164(prefill);
  const country = signal(known?.country ?? guessCountry(null, whereabouts));
  const value = signal(known?.value ?? '');
  const error = signal<PhoneFault | 'refused' | null>(null);
  const fault = computed(() => judgePhone(value.value, country.value));
  return {
    country,
    value,
    error,
    fault,
    check() {
      error.value = fault.peek();
    },
    take(input: HTMLInputElement, forward: boolean) {
      const raw = input.value;
      const caret = input.selectionEnd ?? raw.length;
      const edited = editPhone({ previous: value.peek(), raw, caret, forward }, country.peek());
      // Written before Preact renders, so that it finds nothing to change and leaves the caret alone.
      if (raw !== edited.value) {
        input.value = edited.value;
        input.setSelectionRange(edited.caret, edited.caret);
      }
      batch(() => {
        value.value = edited.value;
        country.value = edited.country;
        error.value = null;
      });
    },
    choose(next: string) {
      batch(() => {
        country.value = next;
        // What was typed with another country's code is a number of that country.
        if (!value.peek().startsWith('+')) value.value = reformatted(value.peek(), next);
        error.value = null;
      });
    },
  };
}

interface PhoneFieldsProps {
  readonly form: PhoneForm;
  readonly i18n: I18n;
  readonly readOnly: boolean;
}

function PhoneFields({ form, i18n, readOnly }: PhoneFieldsProps) {
  const { country, value, error } = form;
  return (
    <div class="xp-phone">
      <SelectField
        id="xp-phone-country"
        label={i18n.t('contact.phone.code')}
        value={country.value}
        options={callingCodes(i18n)}
        shown={`${country.value} ${callingCodeOf(country.value) ?? ''}`}
        autocomplete="off"
        disabled={readOnly}
        onChange={form.choose}
      />
      <Field
        id={INPUT_ID}
        label={i18n.t('contact.phone.label')}
        value={value.value}
        error={error.value && wordsOf(error.value, i18n)}
        ltr
        inputMode="tel"
        autocomplete="billing tel"
        readOnly={readOnly}
        onInput={(event: TargetedInputEvent<HTMLInputElement>) => {
          if (!event.isComposing) form.take(event.currentTarget, event.inputType === 'deleteContentForward');
        }}
        onCompositionEnd={(event) => form.take(event.currentTarget, false)}
        onBlur={() =>
          afterPress(() => {
            if (value.peek() !== '') form.check();
          })
        }
      />
    </div>
  );
}

/** Countries with their calling codes, by name; those that have no phones of their own are left out. */
function callingCodes(i18n: I18n) {
  const locale = i18n.locale.value;
  const named = namedCountries(null, locale).flatMap(({ value, text }) => {
    const code = callingCodeOf(value);
    // The code runs from left to right in every language (Unicode bidi, LRI and PDI).
    return code === null ? [] : [{ value, text: `${text} \u2066${code}\u2069` }];
  });
  return inOrder(named, locale);
}

function reformatted(raw: string, country: string): string {
  return editPhone({ previous: '', raw, caret: raw.length }, country).value;
}

function wordsOf(fault: PhoneFault | 'refused', i18n: I18n): string {
  return i18n.t(fault === 'refused' ? 'contact.error.refused' : `contact.phone.error.${fault}`);
}
