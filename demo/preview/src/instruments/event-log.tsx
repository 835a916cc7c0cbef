// What the shop's page hears from the checkout, and what xpay.js and the frame tell each other.

import { Icon } from '../controls/icon.tsx';
import { t } from '../texts/texts.ts';
import { LogList, LogRow } from './log-list.tsx';
import type { Logs } from './logs.ts';
import { brief } from './words.ts';

interface EventLogProps {
  readonly entries: Logs['events'];
  readonly began: number;
}

export function EventLog({ entries, began }: EventLogProps) {
  return (
    <LogList count={entries.length} empty={t('instruments.empty.events')}>
      {entries.map(({ id, at, what: { name, detail } }) => (
        <LogRow key={id} at={at} began={began} name={name} brief={<Brief value={detail} />} body={detail} />
      ))}
    </LogList>
  );
}

interface ChannelLogProps {
  readonly entries: Logs['channel'];
  readonly began: number;
}

export function ChannelLog({ entries, began }: ChannelLogProps) {
  return (
    <LogList count={entries.length} empty={t('instruments.empty.channel')}>
      {entries.map(({ id, at, what: { direction, type, body } }) => (
        <LogRow
          key={id}
          at={at}
          began={began}
          name={type}
          mark={<Direction direction={direction} />}
          brief={<Brief value={withoutType(body)} />}
          body={withoutType(body)}
        />
      ))}
    </LogList>
  );
}

function Direction({ direction }: Pick<Logs['channel'][number]['what'], 'direction'>) {
  return (
    <span class={`pv-direction pv-direction--${direction}`}>
      <Icon name={direction === 'in' ? 'in' : 'out'} />
      <span class="pv-hidden">{t(`instruments.direction.${direction}`)}</span>
    </span>
  );
}

function Brief({ value }: { readonly value: unknown }) {
  return (
    <code class="pv-log__quiet" dir="ltr">
      {brief(value)}
    </code>
  );
}

/** It is the name of the row already; a message of nothing else has no body. */
function withoutType(body: unknown): unknown {
  const { type: _type, ...rest } = Object(body) as Readonly<Record<string, unknown>>;
  return Object.keys(rest).length === 0 ? null : rest;
}
