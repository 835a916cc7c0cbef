// API keys and OAuth clients: made, shown once, revoked.

import { useState } from 'preact/hooks';
import { type ApiKey, ask, type OAuthClient, type Page } from '../api.ts';
import { t } from '../texts/texts.ts';
import { Once, Problem, SureButton, Wait } from '../ui/parts.tsx';
import { useAct } from '../ui/use-act.ts';
import { useLoad } from '../ui/use-load.ts';

export function Keys() {
  return (
    <>
      <h1>{t('nav.keys')}</h1>
      <ApiKeys />
      <OAuthClients />
    </>
  );
}

function ApiKeys() {
  const loaded = useLoad('keys', () => ask<Page<ApiKey>>('/sandbox/api-keys'));
  const [made, setMade] = useState<string | null>(null);
  const { act, problem } = useAct(loaded.reload);
  const make = (kind: ApiKey['kind']) =>
    act(async () => {
      const { key } = await ask<ApiKey>('/sandbox/api-keys', { method: 'POST', body: { kind } });
      setMade(key);
    });
  return (
    <section>
      <h2>{t('keys.api')}</h2>
      <Wait loaded={loaded}>
        <ul class="d-list">
          {loaded.value?.data.map((key) => (
            <li key={key.id}>
              <strong>{key.kind === 'secret' ? t('keys.secret') : t('keys.publishable')}</strong>
              {key.key === null ? <Hidden last4={key.last4} /> : <code dir="ltr">{key.key}</code>}
              <Revoke
                isRevoked={key.revokedAt !== null}
                onRevoke={() => void act(() => ask(`/sandbox/api-keys/${key.id}`, { method: 'DELETE' }))}
              />
            </li>
          ))}
        </ul>
      </Wait>
      {made !== null && <Once value={made} />}
      <p class="d-bar">
        <button type="button" class="d-button" onClick={() => void make('secret')}>
          {t('keys.newSecret')}
        </button>
        <button type="button" class="d-button" onClick={() => void make('publishable')}>
          {t('keys.newPublishable')}
        </button>
      </p>
      <Problem text={problem} />
    </section>
  );
}

function OAuthClients() {
  const loaded = useLoad('clients', () => ask<Page<OAuthClient>>('/sandbox/oauth-clients'));
  const [made, setMade] = useState<string | null>(null);
  const { act, problem } = useAct(loaded.reload);
  const make = () =>
    act(async () => {
      const { clientSecret } = await ask<OAuthClient>('/sandbox/oauth-clients', { method: 'POST', body: {} });
      setMade(clientSecret ?? null);
    });
  const revoke = (id: string) => act(() => ask(`/sandbox/oauth-clients/${id}`, { method: 'DELETE' }));
  return (
    <section>
      <h2>{t('keys.oauth')}</h2>
      <Wait loaded={loaded}>
        <ul class="d-list">
          {loaded.value?.data.map((client) => (
            <li key={client.clientId}>
              <strong dir="ltr">{client.clientId}</strong>
              <Hidden last4={client.last4} />
              <Revoke isRevoked={client.revokedAt !== null} onRevoke={() => void revoke(client.clientId)} />
            </li>
          ))}
        </ul>
      </Wait>
      {made !== null && <Once value={made} />}
      <p class="d-bar">
        <button type="button" class="d-button" onClick={() => void make()}>
          {t('keys.newClient')}
        </button>
      </p>
      <Problem text={problem} />
    </section>
  );
}

/** What is left of a secret that was shown once. */
function Hidden({ last4 }: { readonly last4: string }) {
  return <span>{t('keys.hidden', { last4 })}</span>;
}

function Revoke({ isRevoked, onRevoke }: { readonly isRevoked: boolean; readonly onRevoke: () => void }) {
  if (isRevoked) return <span class="d-quiet">{t('keys.revoked')}</span>;
  return <SureButton label={t('keys.revoke')} question={t('keys.sure')} onSure={onRevoke} />;
}
