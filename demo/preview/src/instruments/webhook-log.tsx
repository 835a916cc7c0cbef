// The webhooks that came: believed or not, and why not; each can be sent once more.

import { useSignal } from '@preact/signals';
import { t } from '../texts/texts.ts';
import type { InstrumentsModel } from './instruments.ts';
import { LogList, LogRow } from './log-list.tsx';
import type { Logs } from './logs.ts';

interface WebhookLogProps {
  readonly entries: Logs['webhooks'];
  readonly began: number;
  readonly replay: InstrumentsModel['replay'];
}

export function WebhookLog({ entries, began, replay }: WebhookLogProps) {
  const refusal = useSignal<string | null>(null);
  return (
    <>
      {refusal.value !== null && (
        <p class="pv-log__problem" role="alert">
          {refusal.value === '' ? t('refused.unreachable') : refusal.value}
        </p>
      )}
      <LogList count={entries.length} empty={t('instruments.empty.webhooks')}>
        {entries.map(({ id, at, what: { eventId, type, verified, why, body } }) => (
          <LogRow
            key={id}
            at={at}
            began={began}
            name={type}
            mark={
              <span class={`pv-badge ${verified ? 'pv-badge--good' : 'pv-badge--bad'}`}>
                {t(why === null ? 'instruments.verified' : `instruments.distrust.${why}`)}
              </span>
            }
            brief={
              <code class="pv-log__quiet" dir="ltr">
                {eventId}
              </code>
            }
            body={parsed(body)}
            tools={
              <button
                type="button"
                class="pv-button pv-button--quiet pv-log__tool"
                aria-label={t('instruments.replayNamed', { type })}
                onClick={async () => {
                  refusal.value = await replay(eventId);
                }}
              >
                {t('instruments.replay')}
              </button>
            }
          />
        ))}
      </LogList>
    </>
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}
