// Payments of every API, the newest first: found by what a person has at hand, filtered by how they stand.

import { INTENT_STATUSES } from '@xpay/protocol/api';
import { useState } from 'preact/hooks';
import { ask, type Page, type Payment } from '../api.ts';
import { stateWords, t } from '../texts/texts.ts';
import { Link, money, Status, Table, Time, Wait } from '../ui/parts.tsx';
import { useLoad } from '../ui/use-load.ts';

const STEP = 25;
const MOST = 100;

export function Payments() {
  const [search, setSearch] = useState('');
  const [status, setStatus] = useState('');
  const [limit, setLimit] = useState(STEP);
  const wished = search.trim();
  const query = new URLSearchParams({
    limit: String(limit),
    ...(wished === '' ? {} : { search: wished }),
    ...(status === '' ? {} : { status }),
  });
  const loaded = useLoad(`payments ${query}`, () => ask<Page<Payment>>(`/sandbox/payments?${query}`));
  const payments = loaded.value?.data ?? [];
  return (
    <>
      <h1>{t('nav.payments')}</h1>
      <search class="d-bar">
        <label class="d-field">
          {t('payments.search')}
          <input
            type="search"
            dir="auto"
            value={search}
            aria-describedby="search-hint"
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
          <small id="search-hint">{t('payments.searchHint')}</small>
        </label>
        <label class="d-field">
          {t('payments.status')}
          <select value={status} onChange={(event) => setStatus(event.currentTarget.value)}>
            <option value="">{t('payments.all')}</option>
            {INTENT_STATUSES.map((known) => (
              <option key={known} value={known}>
                {stateWords(known)}
              </option>
            ))}
          </select>
        </label>
      </search>
      <Wait loaded={loaded}>
        {payments.length === 0 ? (
          <p class="d-quiet">
            {wished === '' && status === '' ? t('payments.none') : t('payments.notFound')}
          </p>
        ) : (
          <PaymentTable payments={payments} />
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

function PaymentTable({ payments }: { readonly payments: readonly Payment[] }) {
  return (
    <Table
      label={t('nav.payments')}
      heads={[
        t('payments.amount'),
        t('payments.status'),
        t('payments.buyer'),
        t('payments.api'),
        t('payments.created'),
      ]}
      rows={payments.map((payment) => ({
        key: payment.id,
        cells: [
          <Link to={`/payments/${payment.id}`}>{money(payment.amount, payment.currency)}</Link>,
          <Status state={payment.status} />,
          <bdi>{payment.email ?? payment.reference ?? payment.description ?? '–'}</bdi>,
          payment.api,
          <Time at={payment.createdAt} />,
        ],
      }))}
    />
  );
}
