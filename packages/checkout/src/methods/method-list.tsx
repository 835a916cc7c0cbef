// The list as the buyer sees it: a radio for each way to pay, which opens in place; below it, who pays.

import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import type { ExtrasDeps, MethodChoice } from '../form/extras.ts';
import { adoptSheet } from '../ui/adopt-sheet.ts';
import { Announce } from '../ui/announce.tsx';
import { CardFields, focusField } from './card/card-fields.tsx';
import type { FieldName } from './card/judge.ts';
import type { Method } from './method.ts';
import styles from './methods.css?inline';
import { withoutCard } from './without-card.ts';

adoptSheet(styles);

interface Shown {
  readonly offered: ReadonlySignal<readonly Method[]>;
  readonly present: ReadonlySignal<Method | undefined>;
  readonly choose: (id: string) => void;
  /** The fields that are asked for whichever is chosen. */
  readonly whoPays: readonly FieldName[];
  /** What has changed where the focus was not moved. */
  readonly said: ReadonlySignal<(() => string) | null>;
}

/**
 * One way to pay is no choice: it stands there open, without a radio. What is typed into stays where it is when another way
 * turns out to be possible.
 */
export function createMethodList(
  { card, i18n }: Pick<ExtrasDeps, 'card' | 'i18n'>,
  { offered, present, choose, whoPays, said }: Shown,
): MethodChoice['View'] {
  return function MethodList({ readOnly, children }) {
    const rows = offered.value;
    const chosen = present.value;
    const words = chosen?.type === 'card' ? i18n : withoutCard(i18n);
    useKeptFocus(rows);
    return (
      <>
        <fieldset class="xp-methods" data-first={rows.length > 1 ? rows[0]?.type : undefined}>
          <legend class="xp-hidden">{i18n.t('methods.heading')}</legend>
          {rows.map((method) => (
            <Row
              key={method.id}
              method={method}
              isAlone={rows.length === 1}
              isChosen={method === chosen}
              readOnly={readOnly}
              onChoose={() => choose(method.id)}
            >
              {children}
            </Row>
          ))}
        </fieldset>
        {chosen === undefined && <p class="xp-method__about">{i18n.t('methods.none')}</p>}
        {whoPays.length > 0 && <CardFields form={card} i18n={words} names={whoPays} readOnly={readOnly} />}
        <Announce message={said.value?.() ?? ''} locale={i18n.locale.value} />
      </>
    );
  };
}

/** Where the row that had the focus has gone: to what is chosen then, or to the fields of the one way to pay that is left. */
function useKeptFocus(rows: readonly Method[]): void {
  // While it is rendered, what was there before still stands.
  const wasInside = document.activeElement?.closest('.xp-methods') != null;
  useLayoutEffect(() => {
    if (!wasInside || document.activeElement !== document.body || !document.hasFocus()) return;
    const radio = document.querySelector<HTMLElement>('.xp-methods label:not([hidden]) > .xp-radio:checked');
    if (radio === null) focusField('number');
    else radio.focus();
  }, [rows]);
}

interface RowProps {
  readonly method: Method;
  readonly isAlone: boolean;
  readonly isChosen: boolean;
  readonly readOnly: boolean;
  readonly onChoose: () => void;
  readonly children: ComponentChildren;
}

function Row({ method, isAlone, isChosen, readOnly, onChoose, children }: RowProps) {
  const { id, type, name, note, Marks, Panel } = method;
  return (
    <div class="xp-method" data-type={type} data-alone={isAlone || undefined}>
      <label class="xp-method__row" hidden={isAlone}>
        <input
          class="xp-radio"
          type="radio"
          name="xp-method"
          value={id}
          checked={isChosen}
          disabled={readOnly && !isChosen}
          onChange={onChoose}
        />
        <span class="xp-method__name">
          {name()}
          {note && <span class="xp-method__note">{note()}</span>}
        </span>
        {Marks && (
          <span class="xp-method__marks">
            <Marks />
          </span>
        )}
      </label>
      {isChosen && (
        <div class="xp-method__panel">
          <Panel readOnly={readOnly}>{children}</Panel>
        </div>
      )}
    </div>
  );
}
