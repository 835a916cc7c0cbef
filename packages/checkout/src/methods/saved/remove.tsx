// How a kept card is removed: a button, a question in its place, and the focus always where something goes on.

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { I18n } from '../../i18n/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorIcon } from '../../ui/icon.tsx';
import type { SavedCard } from './saved-card.ts';

export interface RemoveProps {
  readonly saved: SavedCard;
  readonly i18n: I18n;
  /** Of the card, as its row says it. */
  readonly name: string;
  /** It is gone at the server; its row goes next. */
  readonly onRemoved: () => void;
}

/** Nothing is removed by one press, and nothing that was removed comes back: the question says so first. */
export function Remove({ saved, i18n, name, onRemoved }: RemoveProps) {
  const { removal } = saved;
  const state = removal.state.value;
  const element = useRef<HTMLDivElement>(null);
  const last = useRef(state);
  useLayoutEffect(() => {
    const before = last.current;
    last.current = state;
    const isTurned = (before === 'none') !== (state === 'none');
    if (!isTurned) return;
    // To the question's harmless answer, or back to the button that asked it.
    element.current?.querySelector<HTMLElement>('[data-safe]')?.focus();
  }, [state]);

  if (state === 'none') {
    return (
      <div class="xp-remove" ref={element}>
        <button class="xp-remove__ask" type="button" data-safe onClick={removal.ask}>
          {i18n.t('methods.saved.remove')}
          <span class="xp-hidden"> {name}</span>
        </button>
      </div>
    );
  }
  return (
    <div class="xp-remove" ref={element}>
      <fieldset class="xp-remove__question">
        <legend>{i18n.t('methods.saved.confirm')}</legend>
        <div class="xp-remove__answers">
          <Button look="quiet" busy={state === 'busy'} onClick={() => void removal.confirm(onRemoved)}>
            {i18n.t('methods.saved.remove')}
          </Button>
          <button class="xp-button" data-look="quiet" type="button" data-safe onClick={removal.keep}>
            {i18n.t('methods.saved.keep')}
          </button>
        </div>
      </fieldset>
      {state === 'failed' && (
        <p class="xp-field__message" role="alert" data-error>
          <ErrorIcon />
          <span>{i18n.t('methods.saved.notRemoved')}</span>
        </p>
      )}
    </div>
  );
}
