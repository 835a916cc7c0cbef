// A text field with its label, hint and error, wired for people and for assistive technology once and for all.

import type { ComponentChildren, TargetedCompositionEvent, TargetedInputEvent } from 'preact';
import { ErrorIcon } from './icon.tsx';
import './field.css';

export interface FieldProps {
  readonly id: string;
  readonly label: ComponentChildren;
  readonly value: string;
  /** Always visible below the field, until an error takes its place and says the same and more (WCAG 3.3.2, 1.4.13). */
  readonly hint?: string | undefined;
  readonly error?: string | null;
  /** Shown inside the field, at its end. */
  readonly adornment?: ComponentChildren;
  /** Ids of further elements that describe the field. */
  readonly describedBy?: string | undefined;
  /** Left to right in every language: card numbers, dates and codes are printed so on every card. */
  readonly ltr?: boolean;
  /** What stands in it is on its way: it can be read and copied, not changed. */
  readonly readOnly?: boolean;
  /** Stands in an empty field that nothing can be typed into; a hint belongs below the field. */
  readonly placeholder?: string | undefined;
  readonly autocomplete: string;
  readonly inputMode: 'numeric' | 'text' | 'email' | 'tel';
  /** May stay empty; its label says so. */
  readonly optional?: boolean | undefined;
  readonly onInput: (event: TargetedInputEvent<HTMLInputElement>) => void;
  readonly onBlur: () => void;
  readonly onCompositionEnd?: (event: TargetedCompositionEvent<HTMLInputElement>) => void;
}

/**
 * The input keeps its `value` as a property only; Preact never writes it as an attribute, so no digit of a card stands
 * in the document's markup. There is no `maxlength`: it would cut pasted text before it could be understood. The type is
 * `text` throughout: the others rewrite what was typed, and `email` hides where the caret is. `autocorrect` is empty
 * since Preact sets it as the boolean property that it is, where `off` would be true.
 */
export function Field(props: FieldProps) {
  const { id, label, hint, error = null } = props;
  const messageId = `${id}-message`;
  const message = error ?? hint;
  const describedBy = [message !== undefined && messageId, props.describedBy].filter(Boolean).join(' ');
  return (
    <div class="xp-field">
      <label class="xp-field__label" for={id}>
        {label}
      </label>
      <div class="xp-field__box">
        <input
          class="xp-field__input"
          id={id}
          name={id}
          type="text"
          value={props.value}
          dir={props.ltr ? 'ltr' : undefined}
          inputMode={props.inputMode}
          autocomplete={props.autocomplete}
          autocapitalize={/name|address/.test(props.autocomplete) ? 'words' : 'off'}
          autocorrect=""
          spellcheck={false}
          readOnly={props.readOnly}
          placeholder={props.placeholder}
          aria-required={props.optional ? undefined : 'true'}
          aria-invalid={error === null ? undefined : 'true'}
          aria-describedby={describedBy || undefined}
          onInput={props.onInput}
          onBlur={props.onBlur}
          onCompositionEnd={props.onCompositionEnd}
        />
        {props.adornment && <span class="xp-field__adornment">{props.adornment}</span>}
      </div>
      {message !== undefined && (
        <p class="xp-field__message" id={messageId} data-error={error !== null || undefined}>
          {error !== null && <ErrorIcon />}
          <span>{message}</span>
        </p>
      )}
    </div>
  );
}
