// The sandbox's clock, and the ends that a session can be brought to.

import { isMoved, type Preview } from '../preview.ts';
import type { Bodies } from '../stage/remote.ts';
import { t } from '../texts/texts.ts';
import { Group } from './group.tsx';
import { moment, span } from './words.ts';

const MINUTE_MS = 60_000;
const STEPS = [
  ['time.minute', MINUTE_MS],
  ['time.hour', 60 * MINUTE_MS],
  ['time.day', 1440 * MINUTE_MS],
] as const;

interface TimeProps {
  readonly preview: Preview;
}

export function TimeGroup({ preview }: TimeProps) {
  const { clock } = preview;
  const isFrozen = clock.value?.frozen === true;
  const aheadMs = clock.value?.aheadMs ?? 0;
  const ahead = aheadMs < MINUTE_MS ? t('time.usual') : t('time.ahead', { span: span(aheadMs) });
  const move = (body: Bodies['clock']) =>
    preview.act('clock', body, () => t('time.moved', { time: moment(clock.value?.now ?? '') }));
  return (
    <Group icon="time" name={t('groups.time')} digest={isFrozen ? t('time.frozen') : ahead}>
      <fieldset class="pv-field" aria-describedby="clock-hint">
        <legend class="pv-label">{t('time.clock')}</legend>
        <div class="pv-actions">
          {STEPS.map(([key, ms]) => (
            <button
              key={key}
              type="button"
              class="pv-button"
              onClick={() => void move({ action: 'advance', ms })}
            >
              {t(key)}
            </button>
          ))}
          <button
            type="button"
            class="pv-button"
            disabled={isFrozen}
            onClick={() => void move({ action: 'freeze' })}
          >
            {t('time.freeze')}
          </button>
          <button
            type="button"
            class="pv-button"
            disabled={!isFrozen}
            onClick={() => void move({ action: 'resume' })}
          >
            {t('time.resume')}
          </button>
          <button
            type="button"
            class="pv-button"
            disabled={!isMoved(clock.value)}
            onClick={() => void move({ action: 'reset' })}
          >
            {t('time.back')}
          </button>
        </div>
        <p id="clock-hint" class="pv-hint">
          {t('time.shared')}
        </p>
      </fieldset>
      <SessionEnds preview={preview} />
    </Group>
  );
}

function SessionEnds({ preview }: TimeProps) {
  const { session, store } = preview;
  const isOpen = session.value?.status === 'open';
  const hasTransfer = store.settings.value.session.methods.includes('bank_transfer');
  const settle = (outcome: 'received' | 'missing') =>
    preview.act('transfer', { outcome }, () => t('time.settled'));
  return (
    <>
      <fieldset class="pv-field">
        <legend class="pv-label">{t('time.session')}</legend>
        <div class="pv-actions">
          <button
            type="button"
            class="pv-button"
            disabled={!isOpen}
            onClick={() => void preview.act('expire', {}, () => t('time.expired'))}
          >
            {t('time.expire')}
          </button>
          <button
            type="button"
            class="pv-button"
            disabled={!isOpen}
            onClick={() => void preview.act('cancel', {}, () => t('time.canceled'))}
          >
            {t('time.cancel')}
          </button>
          <code class="pv-id" dir="ltr">
            {session.value?.id ?? t('time.none')}
          </code>
        </div>
      </fieldset>
      {hasTransfer && (
        <fieldset class="pv-field">
          <legend class="pv-label">{t('time.transfer')}</legend>
          <div class="pv-actions">
            <button type="button" class="pv-button" onClick={() => void settle('received')}>
              {t('time.received')}
            </button>
            <button type="button" class="pv-button" onClick={() => void settle('missing')}>
              {t('time.missing')}
            </button>
          </div>
        </fieldset>
      )}
    </>
  );
}
