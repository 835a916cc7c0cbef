// Where a promotion code is entered: a quiet button that opens a field.

import type { PublicSession } from '@xpay/protocol/api';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import { languageNews } from '../language/languages.ts';
import { Announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { ErrorIcon, Spinner } from '../ui/icon.tsx';
import { type Codes, ENTERED } from './codes.ts';
import type { Said } from './said.ts';

export interface CodeEntryProps {
  readonly session: PublicSession;
  /** The total is not the last word. */
  readonly isPending: boolean;
  readonly readOnly: boolean;
  readonly codes: Codes;
  readonly said: Said;
  readonly i18n: I18n;
}

/** Stands in every summary that can be changed, as what is said of changes is said here. */
export function CodeEntry({ session, isPending, readOnly, codes, said, i18n }: CodeEntryProps) {
  const problem = codes.problem.value;
  return (
    <div class="xp-order" data-pending={isPending || undefined}>
      <Announce message={said.words.value} locale={i18n.locale.value} onLocale={() => languageNews(i18n)} />
      {session.allowPromotionCodes && <Entry {...{ readOnly, codes, said, i18n }} />}
      {problem !== null && (
        <p class="xp-field__message" role="alert" data-error>
          <ErrorIcon />
          <span>{i18n.t(problem)}</span>
        </p>
      )}
    </div>
  );
}

const FIELD_ID = 'xp-promotion-code';
const BUTTON_ID = 'xp-add-code';

/** Where the focus goes when what held it is gone. */
export function focusEntry(): void {
  document.getElementById(BUTTON_ID)?.focus();
}

function Entry({ readOnly, codes, said, i18n }: Omit<CodeEntryProps, 'session' | 'isPending'>) {
  const isOpen = codes.isOpen.value;
  const wasOpen = useRef(isOpen);
  useLayoutEffect(() => {
    if (wasOpen.current === isOpen) return;
    wasOpen.current = isOpen;
    if (isOpen) document.getElementById(FIELD_ID)?.focus();
    else focusEntry();
  }, [isOpen]);
  if (!isOpen) {
    return (
      <button
        class="xp-code__add"
        id={BUTTON_ID}
        type="button"
        aria-disabled={readOnly || undefined}
        onClick={readOnly ? undefined : codes.open}
      >
        <span aria-hidden="true">+</span> {i18n.t('order.code.add')}
      </button>
    );
  }
  const isBusy = codes.busy.value === ENTERED;
  const error = codes.error.value;
  const apply = async (event: Event) => {
    event.preventDefault();
    if (readOnly || (await codes.apply())) return;
    const words = codes.error.peek();
    if (words !== null) said.say({ key: words });
    const input = document.getElementById(FIELD_ID);
    if (input instanceof HTMLInputElement) {
      input.focus();
      input.select();
    }
  };
  return (
    <form
      class="xp-code__form"
      noValidate
      onSubmit={apply}
      onKeyDown={(event) => {
        // An overlay closes by the same key: this press was for the field.
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        codes.close();
      }}
    >
      <Field
        id={FIELD_ID}
        label={i18n.t('order.code.label')}
        value={codes.draft.value}
        error={error && i18n.t(error)}
        readOnly={readOnly || isBusy}
        inputMode="text"
        autocomplete="off"
        onInput={({ currentTarget }) => codes.type(currentTarget.value)}
        onBlur={() => {}}
      />
      <Button look="quiet" type="submit" busy={isBusy}>
        {isBusy && <Spinner />}
        {i18n.t('order.code.apply')}
      </Button>
    </form>
  );
}
