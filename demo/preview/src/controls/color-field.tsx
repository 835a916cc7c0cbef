// One colour: a picker, and the same as text, in any spelling that the checkout takes.

import { parseColor } from '@xpay/protocol/css-values';
import { useId, useState } from 'preact/hooks';
import { t } from '../texts/texts.ts';
import { Icon } from './icon.tsx';

interface ColorFieldProps {
  readonly name: string;
  /** `#rrggbb`, or undefined for the theme's own. */
  readonly value: string | undefined;
  readonly own: string;
  readonly onChange: (value: string | undefined) => void;
}

export function ColorField({ name, value, own, onChange }: ColorFieldProps) {
  const id = useId();
  // What is being typed, until it is a colour or the field is left.
  const [draft, setDraft] = useState<string | null>(null);
  const isWrong = draft !== null && draft.trim() !== '' && parseColor(draft) === null;
  const type = (text: string) => {
    setDraft(text);
    const color = parseColor(text);
    if (text.trim() === '') onChange(undefined);
    else if (color !== null) onChange(color);
  };
  return (
    <div class="pv-color" data-own={value === undefined}>
      <input
        type="color"
        class="pv-color__picker"
        aria-label={t('look.swatch', { name })}
        value={value ?? own}
        onInput={(event) => {
          setDraft(null);
          onChange(event.currentTarget.value);
        }}
      />
      <label class="pv-color__name" for={id}>
        {name}
      </label>
      <input
        id={id}
        class="pv-input pv-color__text"
        type="text"
        dir="ltr"
        spellcheck={false}
        autocomplete="off"
        placeholder={own}
        value={draft ?? value ?? ''}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? `${id}-problem` : undefined}
        onInput={(event) => type(event.currentTarget.value)}
        onBlur={() => setDraft(null)}
      />
      <button
        type="button"
        class="pv-icon-button pv-icon-button--small"
        aria-label={t('look.clear', { name })}
        aria-disabled={value === undefined}
        tabIndex={value === undefined ? -1 : 0}
        onClick={() => {
          setDraft(null);
          onChange(undefined);
        }}
      >
        <Icon name="reset" />
      </button>
      {isWrong && (
        <p id={`${id}-problem`} class="pv-problem pv-color__problem">
          {t('look.colorProblem')}
        </p>
      )}
    </div>
  );
}
