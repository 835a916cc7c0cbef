// What was asked of the APIs lately, the newest first: how each request ended, how long it took, what it ran into.

import { useState } from 'preact/hooks';
import { ask, type LoggedRequest, mode, type Page } from '../api.ts';
import { language, t } from '../texts/texts.ts';
import { Link, Path, Table, Time, Wait } from '../ui/parts.tsx';
import { useLoad } from '../ui/use-load.ts';

const STEP = 50;
/** The sandbox keeps no more. */
const MOST = 1000;

export function Requests() {
  const isLive = mode.value === 'live';
  return (
    <>
      <h1>{t('nav.requests')}</h1>
      {isLive ? <p class="d-quiet">{t('requests.testOnly')}</p> : <Latest />}
    </>
  );
}

function Latest() {
  const [limit, setLimit] = useState(STEP);
  const [session, setSession] = useState('');
  const wished = session.trim();
  const query = new URLSearchParams({
    limit: String(limit),
    ...(wished === '' ? {} : { sessionId: wished }),
  });
  const loaded = useLoad(`requests ${query}`, () => ask<Page<LoggedRequest>>(`/sandbox/requests?${query}`));
  const requests = loaded.value?.data.toReversed() ?? [];
  return (
    <>
      <search class="d-bar">
        <label class="d-field">
          {t('requests.session')}
          <input
            type="search"
            dir="ltr"
            maxLength={100}
            value={session}
            aria-describedby="session-hint"
            onInput={(event) => setSession(event.currentTarget.value)}
          />
          <small id="session-hint">{t('requests.hint')}</small>
        </label>
      </search>
      <Wait loaded={loaded}>
        {requests.length === 0 && (
          <p class="d-quiet">{t(wished === '' ? 'requests.none' : 'requests.notFound')}</p>
        )}
        {requests.length > 0 && <RequestTable requests={requests} />}
        {loaded.value?.hasMore === true && limit < MOST && (
          <button type="button" class="d-button" onClick={() => setLimit(limit + STEP)}>
            {t('more')}
          </button>
        )}
      </Wait>
    </>
  );
}

function RequestTable({ requests }: { readonly requests: readonly LoggedRequest[] }) {
  return (
    <Table
      label={t('nav.requests')}
      heads={[
        t('requests.request'),
        t('requests.status'),
        t('requests.took'),
        t('requests.session'),
        t('requests.began'),
      ]}
      rows={requests.map((request) => ({
        key: request.id,
        cells: [
          <Asked request={request} />,
          <Outcome request={request} />,
          <span class="d-unbroken">{milliseconds(request.durationMs)}</span>,
          request.sessionId === null ? (
            '–'
          ) : (
            <Link to={`/payments/${request.sessionId}`}>{request.sessionId}</Link>
          ),
          <Time at={request.startedAt} />,
        ],
      }))}
    />
  );
}

interface RequestProps {
  readonly request: LoggedRequest;
}

function Asked({ request: { method, path, faults } }: RequestProps) {
  return (
    <>
      <code class="d-request" dir="ltr">
        <strong>{method}</strong> <Path>{path}</Path>
      </code>
      {faults.map(({ id, kind }) => (
        <span key={id} class="d-status d-status--busy" dir="ltr">
          {kind}
        </span>
      ))}
    </>
  );
}

/** A status of HTTP; in its place, that a fault has cut the connection. */
function Outcome({ request: { status } }: RequestProps) {
  const tone = status === null || status >= 400 ? 'bad' : 'good';
  return <span class={`d-status d-status--${tone}`}>{status ?? t('requests.cut')}</span>;
}

function milliseconds(value: number): string {
  const unit = { style: 'unit', unit: 'millisecond', unitDisplay: 'short' } as const;
  return new Intl.NumberFormat(language.value, unit).format(value);
}
