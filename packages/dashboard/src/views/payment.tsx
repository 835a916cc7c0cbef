// One payment: what happened to it and when, each attempt to move money, and what the shop was told.

import { ask, type Delivery, type Page, type PaymentDetail } from '../api.ts';
import { t } from '../texts/texts.ts';
import { Link, money, Problem, Status, Time, Wait } from '../ui/parts.tsx';
import { useAct } from '../ui/use-act.ts';
import { useLoad } from '../ui/use-load.ts';
import { Deliveries } from './deliveries.tsx';

export function PaymentView({ id }: { readonly id: string }) {
  const loaded = useLoad(`payment ${id}`, () => ask<PaymentDetail>(`/sandbox/payments/${id}`));
  const payment = loaded.value;
  return (
    <>
      <p>
        <Link to="/payments">{t('payment.back')}</Link>
      </p>
      <Wait loaded={loaded}>{payment !== null && <Detail payment={payment} onChange={loaded.reload} />}</Wait>
    </>
  );
}

interface DetailProps {
  readonly payment: PaymentDetail;
  readonly onChange: () => void;
}

function Detail({ payment, onChange }: DetailProps) {
  const { id, amount, amountRefunded, currency, status } = payment;
  const facts = [
    [t('payment.session'), id],
    [t('payment.intent'), payment.paymentIntentId],
    [t('payments.api'), payment.api],
    [t('payments.buyer'), payment.email],
    [t('payment.reference'), payment.reference],
  ] as const;
  return (
    <>
      <h1>
        {money(amount, currency)} <Status state={status} />
      </h1>
      {amountRefunded > 0 && <p>{t('payment.refunded', { amount: money(amountRefunded, currency) })}</p>}
      <dl class="d-facts">
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
      </dl>
      <Charges payment={payment} />
      <Transfer payment={payment} onChange={onChange} />
      <Timeline payment={payment} />
      <SentWebhooks payment={payment} />
    </>
  );
}

function Charges({ payment: { charges, currency } }: { readonly payment: PaymentDetail }) {
  return (
    <section>
      <h2>{t('payment.charges')}</h2>
      {charges.length === 0 && <p class="d-quiet">{t('payment.noCharges')}</p>}
      <ul class="d-list">
        {charges.map((charge) => (
          <li key={charge.id}>
            <strong>{t('payment.attempt', { count: charge.attempt })}</strong>{' '}
            <Status state={charge.status} />
            <span>{money(charge.amount, currency)}</span>
            {charge.method !== 'card' && <code>{charge.method}</code>}
            {charge.card !== null && (
              <span dir="ltr">
                {charge.card.brand} •••• {charge.card.last4}
              </span>
            )}
            {charge.failureCode !== null && <code>{charge.failureCode}</code>}
            <Time at={charge.createdAt} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A transfer that is waited for: the sandbox has it come now, or not. */
function Transfer({ payment: { id, status, charges }, onChange }: DetailProps) {
  const { act, problem } = useAct(onChange);
  if (status !== 'processing' || charges.at(-1)?.method !== 'bank_transfer') return null;
  const settle = (outcome: 'received' | 'missing') =>
    act(() => ask(`/sandbox/sessions/${id}/transfer`, { method: 'POST', body: { outcome } }));
  return (
    <section>
      <h2>{t('payment.transfer')}</h2>
      <p>
        <button type="button" class="d-button" onClick={() => void settle('received')}>
          {t('payment.received')}
        </button>{' '}
        <button type="button" class="d-button" onClick={() => void settle('missing')}>
          {t('payment.missing')}
        </button>
      </p>
      <Problem text={problem} />
    </section>
  );
}

function Timeline({ payment: { events, createdAt, id } }: { readonly payment: PaymentDetail }) {
  return (
    <section>
      <h2>{t('payment.timeline')}</h2>
      <ol class="d-timeline">
        <li>
          <Time at={createdAt} /> <strong>{t('payment.created')}</strong> <code>{id}</code>
        </li>
        {events.map((event) => (
          <li key={event.id}>
            <Time at={event.createdAt} /> <strong>{event.type}</strong> <code>{event.objectId}</code>
            <details>
              <summary>{t('payment.payload')}</summary>
              <pre dir="ltr">{pretty(event.payload)}</pre>
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

function SentWebhooks({ payment }: { readonly payment: PaymentDetail }) {
  const ids = [...new Set(payment.events.map(({ objectId }) => objectId))];
  const loaded = useLoad(`webhooks of ${ids.join()}`, async () => {
    const pages = await Promise.all(
      ids.map((id) => ask<Page<Delivery>>(`/sandbox/deliveries?objectId=${id}&limit=50`)),
    );
    // Their ids begin with that of the event: the newest first, as in every log.
    return pages.flatMap(({ data }) => data).sort((a, b) => (a.id < b.id ? 1 : -1));
  });
  return (
    <section>
      <h2>{t('payment.deliveries')}</h2>
      <Wait loaded={loaded}>
        <Deliveries deliveries={loaded.value ?? []} onChange={loaded.reload} />
      </Wait>
    </section>
  );
}

/** Payloads are JSON of our own; whatever else is shown as it is. */
export function pretty(payload: string): string {
  try {
    return JSON.stringify(JSON.parse(payload), null, 2);
  } catch {
    return payload;
  }
}
