// How many of one thing: less, more, or a number typed.

import type { PublicLineItem } from '@xpay/protocol/api';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import { ErrorIcon } from '../ui/icon.tsx';
import type { Changes } from './changes.ts';
import { wordsFor } from './codes.ts';

export interface StepperProps {
  readonly item: PublicLineItem;
  readonly readOnly: boolean;
  readonly changes: Changes;
  readonly i18n: I18n;
}

/** The field is the browser's own for numbers, which tells assistive technology value and bounds, and steps by arrow keys. */
export function Stepper({ item, readOnly, changes, i18n }: StepperProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const refusal = changes.refusalOf(item.id);
  useLayoutEffect(() => {
    if (refusal !== null) setDraft(null);
  }, [refusal]);
  const { adjustable } = item;
  if (adjustable === undefined) return null;
  const { minimum, maximum } = adjustable;
  const quantity = changes.quantityOf(item);
  const set = (next: number) => {
    setWrong(false);
    if (next >= minimum && next <= maximum && next !== quantity) changes.setQuantity(item, next);
  };
  const type = (text: string) => {
    setDraft(text);
    setWrong(false);
    if (/^\d+$/.test(text)) set(Number(text));
  };
  const leave = () => {
    // Shown as it is again, with the reason: what was typed cannot be had.
    if (draft !== null) setWrong(Number(draft) !== quantity);
    setDraft(null);
  };
  const step = (by: number) => {
    setDraft(null);
    if (!readOnly) set(quantity + by);
  };
  const words = isWrong
    ? i18n.t('order.quantity.range', { minimum, maximum })
    : refusal && i18n.t(wordsFor(refusal, 'order.quantity.refused'));
  const label = i18n.t('order.quantity.label', { item: item.name });
  const messageId = `xp-quantity-${item.id}`;
  return (
    <fieldset class="xp-quantity__box" aria-label={label}>
      <div class="xp-quantity">
        <StepButton
          name={i18n.t('order.quantity.less')}
          sign="−"
          isOff={readOnly || quantity <= minimum}
          onPress={() => step(-1)}
        />
        <input
          class="xp-quantity__input"
          type="number"
          inputMode="numeric"
          autocomplete="off"
          min={minimum}
          max={maximum}
          value={draft ?? String(quantity)}
          readOnly={readOnly}
          aria-label={label}
          aria-invalid={words ? 'true' : undefined}
          aria-describedby={words ? messageId : undefined}
          onInput={({ currentTarget }) => type(currentTarget.value)}
          onBlur={leave}
          onKeyDown={({ key }) => {
            if (key === 'Enter') leave();
          }}
        />
        <StepButton
          name={i18n.t('order.quantity.more')}
          sign="+"
          isOff={readOnly || quantity >= maximum}
          onPress={() => step(1)}
        />
      </div>
      {words && (
        <p class="xp-field__message" id={messageId} role="alert" data-error>
          <ErrorIcon />
          <span>{words}</span>
        </p>
      )}
    </fieldset>
  );
}

interface StepButtonProps {
  readonly name: string;
  readonly sign: string;
  /** At its bound. It keeps the focus, which a disabled button would lose under the buyer's hands. */
  readonly isOff: boolean;
  readonly onPress: () => void;
}

function StepButton({ name, sign, isOff, onPress }: StepButtonProps) {
  return (
    <button
      class="xp-quantity__step"
      type="button"
      aria-label={name}
      aria-disabled={isOff || undefined}
      onClick={isOff ? undefined : onPress}
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}
