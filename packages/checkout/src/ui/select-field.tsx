// A list to choose one of, with label and error, wired like the text field: the browser's own, which phones show best.

import type { ComponentChildren, TargetedEvent } from 'preact';
import { adoptSheet } from './adopt-sheet.ts';
import { ErrorIcon } from './icon.tsx';
import styles from './select-field.css?inline';
import './field.css';

adoptSheet(styles);

export interface SelectFieldProps {
  readonly id: string;
  readonly label: ComponentChildren;
  /** Of `options`, or empty. */
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** Stands first, with the value of nothing chosen; without it there is no such choice. */
  readonly placeholder?: string | undefined;
  readonly error?: string | null;
  readonly optional?: boolean;
  readonly autocomplete: string;
  readonly disabled?: boolean;
  /** Shown in place of the option's text while the list is closed: where that is too long. */
  readonly shown?: string | undefined;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
}

export function SelectField(props: SelectFieldProps) {
  const { id, label, error = null, placeholder, shown } = props;
  const messageId = `${id}-message`;
  return (
    <div class="xp-field">
      <label class="xp-field__label" for={id}>
        {label}
      </label>
      <div class="xp-field__box xp-select__box">
        <select
          class="xp-select__input"
          id={id}
          name={id}
          value={props.value}
          data-shown={shown === undefined ? undefined : ''}
          autocomplete={props.autocomplete}
          disabled={props.disabled}
          aria-required={props.optional ? undefined : 'true'}
          aria-invalid={error === null ? undefined : 'true'}
          aria-describedby={error === null ? undefined : messageId}
          onChange={(event: TargetedEvent<HTMLSelectElement>) => props.onChange(event.currentTarget.value)}
          onBlur={props.onBlur}
        >
          {placeholder !== undefined && <option value="">{placeholder}</option>}
          {props.options.map(({ value, text }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        {shown !== undefined && (
          <span class="xp-select__shown" aria-hidden="true">
            <bdi dir="ltr">{shown}</bdi>
          </span>
        )}
      </div>
      {error !== null && (
        <p class="xp-field__message" id={messageId} data-error>
          <ErrorIcon />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
}
