// Webhooks as they were sent: how each attempt went, what comes next, and a button to send one again.

import { ask, type Delivery } from '../api.ts';
import { t } from '../texts/texts.ts';
import { Path, Problem, Status, Table, Time } from '../ui/parts.tsx';
import { useAct } from '../ui/use-act.ts';

interface DeliveriesProps {
  readonly deliveries: readonly Delivery[];
  readonly onChange: () => void;
}

export function Deliveries({ deliveries, onChange }: DeliveriesProps) {
  const { act, problem } = useAct(onChange);
  if (deliveries.length === 0) return <p class="d-quiet">{t('webhooks.none')}</p>;
  const replay = (id: string) =>
    act(() => ask(`/sandbox/deliveries/${id}/replay`, { method: 'POST', body: {} }));
  return (
    <>
      <Table
        label={t('webhooks.log')}
        heads={[
          t('events.type'),
          t('webhooks.state'),
          t('webhooks.attempts'),
          t('webhooks.url'),
          t('webhooks.replay'),
        ]}
        rows={deliveries.map((delivery) => ({
          key: delivery.id,
          cells: [
            <>
              <strong>
                <Path>{delivery.eventType}</Path>
              </strong>{' '}
              <Time at={delivery.createdAt} />
            </>,
            <Status state={delivery.state} />,
            <Attempts attempts={delivery.attempts} />,
            <Path>{delivery.url}</Path>,
            <button
              type="button"
              class="d-button"
              aria-label={`${t('webhooks.replay')}: ${delivery.eventType}`}
              onClick={() => void replay(delivery.id)}
            >
              {t('webhooks.replay')}
            </button>,
          ],
        }))}
      />
      <Problem text={problem} />
    </>
  );
}

function Attempts({ attempts }: Pick<Delivery, 'attempts'>) {
  return (
    <ul class="d-attempts" dir="ltr">
      {attempts.map((attempt) => (
        <li key={attempt.attemptedAt}>
          {attempt.status ?? attempt.error} ({attempt.durationMs}
          {'\u00a0'}ms)
        </li>
      ))}
    </ul>
  );
}
