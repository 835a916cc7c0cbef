// Where events go, and what was sent there.

import { useState } from 'preact/hooks';
import { ask, type Delivery, type Endpoint, type Page } from '../api.ts';
import { t } from '../texts/texts.ts';
import { Once, Path, Problem, SureButton, Wait } from '../ui/parts.tsx';
import { useAct } from '../ui/use-act.ts';
import { useLoad } from '../ui/use-load.ts';
import { Deliveries } from './deliveries.tsx';

export function Webhooks() {
  const log = useLoad('deliveries', () => ask<Page<Delivery>>('/sandbox/deliveries?limit=50'));
  return (
    <>
      <h1>{t('nav.webhooks')}</h1>
      <Endpoints />
      <section>
        <h2>{t('webhooks.log')}</h2>
        <Wait loaded={log}>
          <Deliveries deliveries={log.value?.data ?? []} onChange={log.reload} />
        </Wait>
      </section>
    </>
  );
}

function Endpoints() {
  const loaded = useLoad('endpoints', () => ask<Page<Endpoint>>('/sandbox/webhook-endpoints'));
  const [secret, setSecret] = useState<string | null>(null);
  const { act, problem } = useAct(loaded.reload);
  const [url, setUrl] = useState('');
  const add = () =>
    act(async () => {
      const made = await ask<Endpoint>('/sandbox/webhook-endpoints', { method: 'POST', body: { url } });
      setSecret(made.secret ?? null);
      setUrl('');
    });
  return (
    <section>
      <h2>{t('webhooks.endpoints')}</h2>
      <Wait loaded={loaded}>
        {loaded.value?.data.length === 0 && <p class="d-quiet">{t('webhooks.noEndpoints')}</p>}
        <ul class="d-list">
          {loaded.value?.data.map(({ id, url: address, enabled }) => (
            <li key={id}>
              <Path>{address}</Path>
              <span>{enabled ? t('webhooks.on') : t('webhooks.off')}</span>
              <SureButton
                label={t('webhooks.remove')}
                question={t('webhooks.sure')}
                onSure={() => void act(() => ask(`/sandbox/webhook-endpoints/${id}`, { method: 'DELETE' }))}
              />
            </li>
          ))}
        </ul>
      </Wait>
      {secret !== null && <Once value={secret} />}
      <form
        class="d-bar"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <label class="d-field">
          {t('webhooks.url')}
          <input
            type="url"
            dir="ltr"
            required
            placeholder="http://localhost:3000/webhook"
            value={url}
            aria-describedby="endpoint-problem"
            onInput={(event) => setUrl(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="d-button d-button--main">
          {t('webhooks.add')}
        </button>
      </form>
      <Problem id="endpoint-problem" text={problem} />
    </section>
  );
}
