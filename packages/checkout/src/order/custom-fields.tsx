// The shop's own questions, below the ways to pay: text, digits, or one of a list.

import { computed } from '@preact/signals';
import type { PublicCustomField } from '@xpay/protocol/order';
import type { ExtrasDeps, FormPart } from '../form/extras.ts';
import type { I18n } from '../i18n/i18n.ts';
import { adoptSheet } from '../ui/adopt-sheet.ts';
import { Field } from '../ui/field.tsx';
import { afterPress } from '../ui/press.ts';
import { SelectField } from '../ui/select-field.tsx';
import { type Answers, createAnswers, type Kept } from './answers.ts';
import styles from './custom-fields.css?inline';

adoptSheet(styles);

/** In memory only, for as long as the frame stands. */
const KEPT: Kept = new Map();

const PARAM = 'customFields.';

/** Makes the part of the form that asks the shop's own questions. What was answered goes with the confirm. */
export function createCustomFields({ session, i18n }: ExtrasDeps, kept: Kept = KEPT): FormPart {
  const fields = computed(() => session.value.customFields ?? []);
  const answers = createAnswers(fields, kept);
  return {
    View({ readOnly }) {
      if (fields.value.length === 0) return null;
      return (
        <fieldset class="xp-questions" aria-labelledby="xp-questions">
          <h2 class="xp-questions__heading" id="xp-questions">
            {i18n.t('order.fields.heading')}
          </h2>
          {fields.value.map((field) => (
            <Question key={field.key} {...{ field, answers, i18n, readOnly }} />
          ))}
        </fieldset>
      );
    },
    complete: answers.complete,
    validate() {
      const wrong = answers.validate();
      return wrong === null ? null : () => focus(wrong);
    },
    addTo: (order) => ({ ...order, customFields: answers.toSend() }),
    refuse(_code, param) {
      const key = param?.startsWith(PARAM) ? param.slice(PARAM.length) : undefined;
      if (key === undefined || fields.peek().every((field) => field.key !== key)) return null;
      answers.refuse(key);
      return () => focus(key);
    },
  };
}

interface QuestionProps {
  readonly field: PublicCustomField;
  readonly answers: Answers;
  readonly i18n: I18n;
  readonly readOnly: boolean;
}

function Question({ field, answers, i18n, readOnly }: QuestionProps) {
  const { key, optional } = field;
  const fault = answers.errorOf(key);
  const shared = {
    id: idOf(key),
    label: <Label field={field} i18n={i18n} />,
    value: answers.valueOf(field),
    error: fault && i18n.t(fault.key, fault.values),
    optional,
    // The shop may ask anything: no browser should guess.
    autocomplete: 'off',
    onBlur: () => afterPress(() => answers.leave(field)),
  };
  if (field.type === 'dropdown') {
    return (
      <SelectField
        {...shared}
        options={field.options.map(({ value, label }) => ({ value, text: label }))}
        placeholder={i18n.t('order.fields.choose')}
        disabled={readOnly}
        onChange={(value) => answers.input(key, value)}
      />
    );
  }
  return (
    <Field
      {...shared}
      inputMode={field.type === 'numeric' ? 'numeric' : 'text'}
      readOnly={readOnly}
      onInput={({ currentTarget }) => answers.input(key, currentTarget.value)}
    />
  );
}

/** The shop's words, whichever way they run; that a field may stay empty is said in words (WCAG 3.3.2). */
function Label({ field, i18n }: Pick<QuestionProps, 'field' | 'i18n'>) {
  return (
    <>
      <bdi>{field.label}</bdi>
      {field.optional && <span class="xp-questions__optional"> {i18n.t('order.fields.optional')}</span>}
    </>
  );
}

function idOf(key: string): string {
  return `xp-question-${key}`;
}

function focus(key: string): void {
  document.getElementById(idOf(key))?.focus();
}
