// The shop's page, live, at any width: the frame in the middle of the page and the bar above it.

import { useSignal } from '@preact/signals';
import type { Ref } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../controls/icon.tsx';
import { percent } from '../controls/words.ts';
import type { Preview } from '../preview.ts';
import { DEVICES, LIMITS } from '../settings/choices.ts';
import { direction, t } from '../texts/texts.ts';
import { fit, type Shown, type Size } from './device.ts';
import { NotConnected } from './not-connected.tsx';
import { Separator } from './separator.tsx';

interface StageProps {
  readonly preview: Preview;
  /** Where the shop's page is put, for those who talk to it. */
  readonly frame: Ref<HTMLIFrameElement>;
}

export function Stage({ preview, frame }: StageProps) {
  const { store, runs, connection } = preview;
  const canvas = useRef<HTMLDivElement>(null);
  const room = useRoom(canvas);
  const shown = fit(store.settings.value.frame, room);
  return (
    <div class="pv-stage">
      <StageBar preview={preview} shown={shown} />
      <div class="pv-canvas">
        <div class="pv-canvas__room" ref={canvas}>
          {runs.run.value === null ? (
            <NotConnected
              state={connection.state.value}
              isStranger={connection.facts.value?.reason === 'refused'}
            />
          ) : (
            <ShopPage preview={preview} frame={frame} shown={shown} />
          )}
        </div>
      </div>
    </div>
  );
}

/** How much room there is now; it follows the window and everything else. */
function useRoom(canvas: Ref<HTMLDivElement> & { readonly current: HTMLDivElement | null }): Size {
  const room = useSignal<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      // A panel that is not shown has no room, and keeps what it had.
      if (width > 0) room.value = { width, height };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return room.value;
}

function StageBar({ preview, shown }: { readonly preview: Preview; readonly shown: Shown }) {
  const { store, runs } = preview;
  const { way, frame } = store.settings.value;
  const width = Math.round(shown.width);
  const size =
    shown.scale < 1
      ? t('frame.scaled', { width, percent: percent(Math.round(shown.scale * 100)) })
      : t('frame.px', { width });
  return (
    <div class="pv-stage__bar">
      <p class="pv-stage__way">{t(`way.${way}`)}</p>
      <output class="pv-value">{size}</output>
      <fieldset class="pv-devices">
        <legend class="pv-hidden">{t('frame.device')}</legend>
        {DEVICES.map((device) => (
          <label key={device} class="pv-device" title={t(`frame.${device}`)}>
            <input
              class="pv-choice"
              type="radio"
              name="device"
              checked={frame.device === device}
              onChange={() => store.change({ frame: { device, width: 0 } })}
            />
            <span class="pv-device__face">
              <Icon name={device} />
              <span class="pv-hidden">{t(`frame.${device}`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <button
        type="button"
        class="pv-button pv-button--quiet"
        disabled={runs.run.value === null}
        onClick={() => runs.again(store.settings.peek())}
      >
        <Icon name="again" />
        <span class="pv-stage__again">{t('stage.again')}</span>
      </button>
    </div>
  );
}

interface ShopPageProps extends StageProps {
  readonly shown: Shown;
}

function ShopPage({ preview, frame, shown: { width, height, scale } }: ShopPageProps) {
  const { store, runs, instruments, connection } = preview;
  const run = runs.run.value;
  const problem = instruments.problem.value;
  const isLost = connection.state.value === 'lost';
  const px = Math.round(width);
  return (
    <div
      class="pv-frame"
      data-device={store.settings.value.frame.device}
      style={{ inlineSize: `${width * scale}px`, blockSize: `${height * scale}px` }}
    >
      {/* Another run is another frame: one that is sent elsewhere would leave its page in the browser's history. */}
      <iframe
        key={run?.id}
        ref={frame}
        class="pv-frame__page"
        title={t('stage.title')}
        src={run?.url}
        style={{
          inlineSize: `${width}px`,
          blockSize: `${height}px`,
          transform: scale < 1 ? `scale(${scale})` : 'none',
          transformOrigin: direction.value === 'rtl' ? '100% 0' : '0 0',
        }}
      />
      {problem !== null && !isLost && (
        <p class="pv-frame__notice" role="alert" dir="auto">
          {problem.message}
        </p>
      )}
      {isLost && (
        <p class="pv-frame__notice" role="alert">
          {t('connection.lost')}
        </p>
      )}
      <Separator
        label={t('frame.handle')}
        orientation="vertical"
        value={px}
        limits={LIMITS.width}
        text={t('frame.pixels', { width: px })}
        // The page is centred, so both of its edges move.
        perPixel={2 / scale}
        step={10}
        onMove={(next) => store.change({ frame: { width: next } })}
        onReset={() => store.change({ frame: { width: 0 } })}
      />
    </div>
  );
}
