// One field of the shop's own form: its label above, its error below.

import { type ReactNode, useId } from 'react';

export interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly autoComplete: string;
  readonly type?: 'text' | 'email';
  /** What is wrong with it; empty while nothing is. */
  readonly error: string;
}

export function Field({ name, label, autoComplete, type = 'text', error }: FieldProps): ReactNode {
  const id = useId();
  return (
    <div className="field" data-name={name}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={type}
        autoComplete={autoComplete}
        dir="auto"
        aria-invalid={error !== ''}
        aria-describedby={`${id}-error`}
      />
      <p className="field-error" id={`${id}-error`}>
        {error}
      </p>
    </div>
  );
}
