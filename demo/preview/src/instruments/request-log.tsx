// The requests of the session, each with a bar that shows when it began and how long it took.

import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { t } from '../texts/texts.ts';
import { useNewestInSight } from './log-list.tsx';
import type { Logs } from './logs.ts';
import './requests.css';
import { barOf, spanOf } from './waterfall.ts';
import { milliseconds, sinceBegin } from './words.ts';

interface RequestLogProps {
  readonly entries: Logs['requests'];
  readonly began: number;
}

export function RequestLog({ entries, began }: RequestLogProps) {
  const table = useRef<HTMLTableElement>(null);
  useNewestInSight(table, entries.length);
  if (entries.length === 0) return <p class="pv-log__empty">{t('instruments.empty.requests')}</p>;
  const span = spanOf(entries);
  return (
    <table class="pv-requests" ref={table}>
      <caption class="pv-hidden">{t('instruments.requests.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('instruments.requests.at')}</th>
          <th scope="col">{t('instruments.requests.request')}</th>
          <th scope="col">{t('instruments.requests.status')}</th>
          <th scope="col">{t('instruments.requests.took')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} span={span} began={began} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly entry: Logs['requests'][number];
  readonly span: ReturnType<typeof spanOf>;
  readonly began: number;
}

function Row({ entry, span, began }: RowProps) {
  const { method, route, path, status, durationMs, fault } = entry.what;
  const { start, size } = barOf(entry, span);
  const isBad = status === null || status >= 400;
  return (
    <tr>
      <td class="pv-log__at">{sinceBegin(entry.at, began)}</td>
      <td class="pv-requests__what">
        <code dir="ltr" title={path}>
          <strong>{method}</strong> {inParts(route)}
        </code>
        {fault !== null && <span class="pv-badge pv-badge--busy">{fault}</span>}
      </td>
      <td>
        <span class={isBad ? 'pv-requests__bad' : undefined}>{status ?? t('instruments.requests.cut')}</span>
      </td>
      <td class="pv-requests__took">
        {milliseconds(durationMs)}
        <span class="pv-requests__track" aria-hidden="true">
          <span
            class={`pv-requests__bar${isBad ? ' pv-requests__bar--bad' : ''}`}
            style={{ insetInlineStart: `${start}%`, inlineSize: `${size}%` }}
          />
        </span>
      </td>
    </tr>
  );
}

/** Where it does not fit, it breaks after a slash. */
function inParts(route: string): ComponentChildren {
  return route.split(/(?<=.\/)/).map((part, index) => (index === 0 ? part : [<wbr key={part} />, part]));
}
