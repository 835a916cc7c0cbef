// The security code of a card that is kept: its brand tells how long it is, and where it stands.

import type { I18n } from '../../i18n/i18n.ts';
import { Field } from '../../ui/field.tsx';
import { SecurityCodeIcon } from '../../ui/icon.tsx';
import { afterPress } from '../../ui/press.ts';
import type { SavedCard } from './saved-card.ts';

export interface SecurityCodeProps {
  readonly saved: SavedCard;
  readonly i18n: I18n;
  readonly readOnly: boolean;
}

/** The id of the input. */
export function codeId({ card }: SavedCard): string {
  return `xp-code-${card.id}`;
}

export function SecurityCode({ saved, i18n, readOnly }: SecurityCodeProps) {
  const isFront = saved.brand?.securityCodeLength === 4;
  const error = saved.code.error.value;
  const take = (input: HTMLInputElement) => {
    const edit = {
      previous: saved.code.value.peek(),
      raw: input.value,
      caret: input.selectionEnd ?? input.value.length,
    };
    const { value, caret } = saved.code.input(edit);
    // Written before Preact renders, so that it finds nothing to change and leaves the caret alone.
    if (input.value === value) return;
    input.value = value;
    input.setSelectionRange(caret, caret);
  };
  return (
    <div class="xp-saved__code">
      <Field
        id={codeId(saved)}
        label={i18n.t('card.securityCode.label')}
        value={saved.code.value.value}
        hint={i18n.t(isFront ? 'card.securityCode.hintFront' : 'card.securityCode.hintBack')}
        error={error && i18n.t(error)}
        adornment={<SecurityCodeIcon side={isFront ? 'front' : 'back'} />}
        ltr
        readOnly={readOnly}
        autocomplete="cc-csc"
        inputMode="numeric"
        onInput={(event) => {
          if (!event.isComposing) take(event.currentTarget);
        }}
        onCompositionEnd={(event) => take(event.currentTarget)}
        onBlur={() => afterPress(saved.code.blur)}
      />
    </div>
  );
}
