// The few parts that every view is made of: a status, a time, an amount, a table, a button that asks twice.

import { exponentOf } from '@xpay/protocol/currencies';
import { formatMoney } from '@xpay/protocol/money';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { language, stateWords, t } from '../texts/texts.ts';
import { addressOf, follow } from './place.ts';
import type { Loaded } from './use-load.ts';

const TONES: Readonly<Record<string, string>> = {
  succeeded: 'good',
  delivered: 'good',
  failed: 'bad',
  requires_action: 'busy',
  processing: 'busy',
  pending: 'busy',
  requires_capture: 'busy',
};

/** A state in words; its colour only repeats them. */
export function Status({ state }: { readonly state: string }) {
  return <span class={`d-status d-status--${TONES[state] ?? 'plain'}`}>{stateWords(state)}</span>;
}

export function Time({ at }: { readonly at: string }) {
  const date = new Date(at);
  const words = new Intl.DateTimeFormat(language.value, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <time dateTime={at} title={at}>
      {words.format(date)}
    </time>
  );
}

/** A path, an address, the name of an event: from left to right in every language, broken after a slash or a dot. */
export function Path({ children }: { readonly children: string }) {
  return (
    <bdi class="d-path" dir="ltr">
      {children.split(/(?<=\w[/.])/).map((part, index) => (index === 0 ? part : [<wbr key={index} />, part]))}
    </bdi>
  );
}

/** Minor units in the words of the language. */
export function money(amount: number, currency: string): string {
  return formatMoney(amount, currency, language.value, exponentOf(currency) ?? 2);
}

export function Link({ to, children }: { readonly to: string; readonly children: ComponentChildren }) {
  return (
    <a href={addressOf(to)} onClick={follow(to)}>
      {children}
    </a>
  );
}

interface TableProps {
  readonly label: string;
  readonly heads: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ComponentChildren[] }[];
}

/**
 * Where it is narrow each row is a card: its first cell at the top, with a state beside it, and every other cell after the name of
 * its column. Between that and wide enough it scrolls sideways by itself, also by keyboard (WCAG 2.1.1).
 */
export function Table({ label, heads, rows }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard.
    <section class="d-table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {heads.map((head, index) => (
              <th key={index} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) => (
                <td key={index} data-head={heads[index]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** What is shown until there is something, and when there is not. */
export function Wait({
  loaded,
  children,
}: {
  readonly loaded: Loaded<unknown>;
  readonly children: ComponentChildren;
}) {
  if (loaded.value !== null) return children;
  if (loaded.error === null) return <p class="d-quiet">{t('loading')}</p>;
  return (
    <div class="d-notice" role="alert">
      <p>{loaded.error instanceof TypeError ? t('failed') : loaded.error.message}</p>
      <button type="button" class="d-button" onClick={loaded.reload}>
        {t('retry')}
      </button>
    </div>
  );
}

interface SureProps {
  readonly label: string;
  readonly question: string;
  readonly onSure: () => void;
}

/** For what cannot be taken back: the first press says what it does, the second does it. */
export function SureButton({ label, question, onSure }: SureProps) {
  const [isAsked, setAsked] = useState(false);
  const press = () => {
    if (isAsked) onSure();
    setAsked(!isAsked);
  };
  return (
    <>
      <button type="button" class="d-button d-button--danger" onClick={press} onBlur={() => setAsked(false)}>
        {label}
      </button>
      <span class="d-quiet" role="status">
        {isAsked ? question : ''}
      </span>
    </>
  );
}

/** Why something did not work; announced when it comes. */
export function Problem({ text, id }: { readonly text: string; readonly id?: string }) {
  return (
    <p id={id} class="d-problem" role="alert" dir="auto">
      {text}
    </p>
  );
}

/** A secret that is shown once, with a button to take it along. */
export function Once({ value }: { readonly value: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  };
  return (
    <div class="d-notice" role="status">
      <p>{t('keys.once')}</p>
      <code class="d-secret" dir="ltr">
        {value}
      </code>
      <button type="button" class="d-button" onClick={copy}>
        {isCopied ? t('keys.copied') : t('keys.copy')}
      </button>
    </div>
  );
}
