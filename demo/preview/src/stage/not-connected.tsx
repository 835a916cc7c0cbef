// What stands in the stage's place until the sandbox is there: how to start it.

import { t } from '../texts/texts.ts';

interface NotConnectedProps {
  readonly state: 'looking' | 'connected' | 'lost';
  /** Whether another sandbox answers, which does not know our keys. */
  readonly isStranger: boolean;
}

export function NotConnected({ state, isStranger }: NotConnectedProps) {
  if (state !== 'lost') {
    return (
      <p class="pv-waiting" role="status">
        {t('connection.looking')}
      </p>
    );
  }
  return (
    <div class="pv-start" role="status">
      <p class="pv-start__heading">{t('connection.heading')}</p>
      <p>{t(isStranger ? 'connection.stranger' : 'connection.body')}</p>
      <pre class="pv-start__command" dir="ltr">
        <code>npm start</code>
      </pre>
      <p class="pv-hint">{t('connection.waiting')}</p>
    </div>
  );
}
