// The sandbox's clock, its faults, and a way to begin anew.

import { useState } from 'preact/hooks';
import { ask, type ClockState, type Fault, mode, type Page } from '../api.ts';
import { t } from '../texts/texts.ts';
import { Problem, SureButton, Time, Wait } from '../ui/parts.tsx';
import { useAct } from '../ui/use-act.ts';
import { useLoad } from '../ui/use-load.ts';

const MINUTE_MS = 60_000;
/** Less is what an answer takes. */
const SAME_MS = 1000;
const STEPS = [
  ['sandbox.minute', MINUTE_MS],
  ['sandbox.hour', 60 * MINUTE_MS],
  ['sandbox.day', 1440 * MINUTE_MS],
] as const;

/** The kinds that need nothing but a name; POST /sandbox/faults has the rest. */
const KINDS = ['drop_before', 'drop_after', 'truncate', 'html', 'in_progress', 'duplicate'] as const;
const PATHS = [
  '/v1/client/session/confirm',
  '/v1/client/session',
  '/v1/client/*',
  '/checkout/sessions',
] as const;

export function SandboxView() {
  if (mode.value === 'live') {
    return (
      <>
        <h1>{t('nav.sandbox')}</h1>
        <p class="d-quiet">{t('sandbox.testOnly')}</p>
      </>
    );
  }
  return (
    <>
      <h1>{t('nav.sandbox')}</h1>
      <Clock />
      <Faults />
      <TestData />
    </>
  );
}

function TestData() {
  const { act, problem } = useAct();
  const reset = () => act(() => ask('/sandbox/reset', { method: 'POST', body: {} }));
  return (
    <section>
      <h2>{t('sandbox.data')}</h2>
      <p class="d-bar">
        <SureButton label={t('sandbox.reset')} question={t('sandbox.sure')} onSure={() => void reset()} />
      </p>
      <Problem text={problem} />
    </section>
  );
}

function Clock() {
  const loaded = useLoad('clock', () => ask<ClockState>('/sandbox/clock'));
  const { act, problem } = useAct(loaded.reload);
  const move = (body: object) => act(() => ask('/sandbox/clock', { method: 'POST', body }));
  const clock = loaded.value;
  return (
    <section>
      <h2>{t('sandbox.clock')}</h2>
      <Wait loaded={loaded}>
        {clock !== null && (
          <p>
            {t('sandbox.now')}: <Time at={clock.now} />.{' '}
            {clock.frozen ? t('sandbox.frozen') : t('sandbox.running')}
          </p>
        )}
        <p class="d-bar">
          <button
            type="button"
            class="d-button"
            onClick={() => void move({ action: clock?.frozen === true ? 'resume' : 'freeze' })}
          >
            {clock?.frozen === true ? t('sandbox.resume') : t('sandbox.freeze')}
          </button>
          {STEPS.map(([key, ms]) => (
            <button
              key={key}
              type="button"
              class="d-button"
              onClick={() => void move({ action: 'advance', ms })}
            >
              {t(key)}
            </button>
          ))}
          <button
            type="button"
            class="d-button"
            disabled={clock === null || (!clock.frozen && Math.abs(clock.aheadMs) < SAME_MS)}
            onClick={() => void move({ action: 'reset' })}
          >
            {t('sandbox.back')}
          </button>
        </p>
      </Wait>
      <Problem text={problem} />
    </section>
  );
}

function Faults() {
  const loaded = useLoad('faults', () => ask<Page<Fault>>('/sandbox/faults'));
  const [kind, setKind] = useState<string>(KINDS[0]);
  const [path, setPath] = useState<string>(PATHS[0]);
  const [times, setTimes] = useState('1');
  const { act, problem } = useAct(loaded.reload);
  const count = times === '' ? {} : { times: Number(times) };
  const add = () => act(() => ask('/sandbox/faults', { method: 'POST', body: { kind, path, ...count } }));
  const clear = () => act(() => ask('/sandbox/faults', { method: 'DELETE' }));
  const faults = loaded.value?.data ?? [];
  return (
    <section>
      <h2>{t('sandbox.faults')}</h2>
      <Wait loaded={loaded}>
        {faults.length === 0 && <p class="d-quiet">{t('sandbox.noFaults')}</p>}
        <ul class="d-list">
          {faults.map((fault) => (
            <li key={fault.id}>
              <strong>{fault.kind}</strong>
              <code dir="ltr">{fault.path ?? '*'}</code>
              <span>
                {fault.hitsLeft === null ? t('sandbox.always') : t('sandbox.left', { count: fault.hitsLeft })}
              </span>
              <span class="d-quiet" lang="en" dir="ltr">
                {fault.effect}
              </span>
            </li>
          ))}
        </ul>
      </Wait>
      <div class="d-bar">
        <Choice label={t('sandbox.kind')} value={kind} values={KINDS} onChoose={setKind} />
        <Choice label={t('sandbox.path')} value={path} values={PATHS} onChoose={setPath} />
        <label class="d-field">
          {t('sandbox.times')}
          <input
            type="number"
            min="1"
            max="1000"
            value={times}
            placeholder={t('sandbox.always')}
            onInput={(event) => setTimes(event.currentTarget.value)}
          />
        </label>
        <button type="button" class="d-button d-button--main" onClick={() => void add()}>
          {t('sandbox.add')}
        </button>
        <button type="button" class="d-button" onClick={() => void clear()}>
          {t('sandbox.clear')}
        </button>
      </div>
      <Problem text={problem} />
    </section>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, values, onChoose }: ChoiceProps) {
  return (
    <label class="d-field">
      {label}
      <select dir="ltr" value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        {values.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
