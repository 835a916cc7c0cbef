// One line over all instruments: which session, and how its payment stands; told to screen readers when that changes.

import { t, wordFor } from '../texts/texts.ts';
import type { InstrumentsModel } from './instruments.ts';

export function StatusLine({ model }: { readonly model: InstrumentsModel }) {
  const session = model.session.value;
  const intent = model.intent.value;
  const id = session?.id ?? model.link.value?.id;
  return (
    <div class="pv-status">
      {id === undefined ? (
        <span class="pv-log__quiet">{t('instruments.noSession')}</span>
      ) : (
        <code class="pv-status__id" dir="ltr">
          {id}
        </code>
      )}
      <span class="pv-status__intent" role="status">
        {intent !== null && (
          <span class={`pv-badge ${badgeOf(intent.status)}`}>
            {wordFor('instruments.status', intent.status)}
          </span>
        )}
        {intent === null && model.link.value !== null && (
          <span class="pv-badge">{t('instruments.unvisited')}</span>
        )}
      </span>
    </div>
  );
}

function badgeOf(status: string): string {
  if (status === 'succeeded' || status === 'requires_capture') return 'pv-badge--good';
  if (status === 'failed' || status === 'canceled' || status === 'expired') return 'pv-badge--bad';
  return status === 'processing' || status === 'requires_action' ? 'pv-badge--busy' : '';
}
