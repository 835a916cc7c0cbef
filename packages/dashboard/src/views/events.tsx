// Everything that happened, as it was told, the newest first.

import { useState } from 'preact/hooks';
import { ask, type LoggedEvent, type Page } from '../api.ts';
import { t } from '../texts/texts.ts';
import { Link, Path, Table, Time, Wait } from '../ui/parts.tsx';
import { useLoad } from '../ui/use-load.ts';
import { pretty } from './payment.tsx';

const STEP = 25;
const MOST = 100;

export function Events() {
  const [limit, setLimit] = useState(STEP);
  const loaded = useLoad(`events ${limit}`, () => ask<Page<LoggedEvent>>(`/sandbox/events?limit=${limit}`));
  const events = loaded.value?.data ?? [];
  return (
    <>
      <h1>{t('nav.events')}</h1>
      <Wait loaded={loaded}>
        {events.length === 0 && <p class="d-quiet">{t('events.none')}</p>}
        {events.length > 0 && (
          <Table
            label={t('nav.events')}
            heads={[t('events.type'), t('events.object'), t('payments.api'), t('payment.payload')]}
            rows={events.map((event) => ({
              key: event.id,
              cells: [
                <>
                  <strong>
                    <Path>{event.type}</Path>
                  </strong>{' '}
                  <Time at={event.createdAt} />
                </>,
                <Subject id={event.objectId} />,
                event.api,
                <details>
                  <summary>
                    <Path>{event.id}</Path>
                  </summary>
                  <pre dir="ltr">{pretty(event.payload)}</pre>
                </details>,
              ],
            }))}
          />
        )}
        {loaded.value?.hasMore === true && limit < MOST && (
          <button type="button" class="d-button" onClick={() => setLimit(limit + STEP)}>
            {t('more')}
          </button>
        )}
      </Wait>
    </>
  );
}

/** What belongs to a payment leads to it. */
function Subject({ id }: { readonly id: string }) {
  return /^(cs|pi|ch|re)_/.test(id) ? <Link to={`/payments/${id}`}>{id}</Link> : <code>{id}</code>;
}
