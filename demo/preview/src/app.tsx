// The whole page: header, controls, stage, code and instruments; side by side where there is room, one at a time where not.

import { useSignal } from '@preact/signals';
import type { ComponentChildren, Ref } from 'preact';
import { CodePanel } from './code/code-panel.tsx';
import { Controls } from './controls/controls.tsx';
import { TabList } from './controls/tabs.tsx';
import { Header } from './header.tsx';
import { Instruments } from './instruments/instruments-view.tsx';
import { AddressProblems, Notice } from './notice.tsx';
import { PANELS, type PanelId, type Preview } from './preview.ts';
import { Separator } from './stage/separator.tsx';
import { Stage } from './stage/stage.tsx';
import { t } from './texts/texts.ts';
import { USUAL_SHARE, View, type ViewState } from './view-state.ts';

interface AppProps {
  readonly preview: Preview;
  readonly frame: Ref<HTMLIFrameElement>;
  readonly view: ViewState;
}

export function App({ preview, frame, view }: AppProps) {
  const { panel, isNarrow } = preview;
  return (
    <div class="pv-app">
      <a class="pv-skip" href="#stage">
        {t('skip.stage')}
      </a>
      <Header preview={preview} />
      <AddressProblems preview={preview} />
      <main class="pv-main">
        {isNarrow.value && (
          <TabList
            label={t('panels.label')}
            tabs={PANELS.map((id) => ({ id, name: t(`panels.${id}`) }))}
            chosen={panel.value}
            onChoose={(id) => {
              panel.value = id;
            }}
            idOf={(id) => `tab-${id}`}
            panelOf={(id) => id}
          />
        )}
        <Panel id="settings" preview={preview}>
          <View.Provider value={view}>
            <Controls preview={preview} />
          </View.Provider>
        </Panel>
        <Panel id="stage" preview={preview}>
          <Stage preview={preview} frame={frame} />
        </Panel>
        <Side preview={preview} view={view} />
      </main>
      <Notice notices={preview.notices} />
    </div>
  );
}

interface PanelProps {
  readonly id: PanelId;
  readonly preview: Preview;
  readonly children: ComponentChildren;
}

/** A region; where there is room for one only, the panel of its tab. What is not shown stays as it is. */
function Panel({ id, preview: { panel, isNarrow }, children }: PanelProps) {
  const isTab = isNarrow.value;
  return (
    <section
      id={id}
      class={`pv-panel pv-panel--${id}`}
      role={isTab ? 'tabpanel' : undefined}
      aria-labelledby={isTab ? `tab-${id}` : `heading-${id}`}
      hidden={isTab && panel.value !== id}
      tabIndex={-1}
    >
      <h2 id={`heading-${id}`} class="pv-hidden">
        {t(`panels.${id}`)}
      </h2>
      {children}
    </section>
  );
}

const CODE_LIMITS = [15, 85] as const;

/** Code and instruments, below each other where both are seen, with a bar between them. */
function Side({ preview, view }: { readonly preview: Preview; readonly view: ViewState }) {
  const { store, connection, session, instruments, isNarrow } = preview;
  const share = useSignal(view.share());
  const give = (percent: number) => {
    share.value = percent;
    view.setShare(percent);
  };
  const facts = connection.facts.value;
  return (
    <div
      class="pv-side"
      style={isNarrow.value ? {} : { gridTemplateRows: `${share.value}fr auto ${100 - share.value}fr` }}
    >
      <Panel id="code" preview={preview}>
        <CodePanel
          settings={store.settings.value}
          facts={{
            checkout: facts?.checkout ?? 'https://pay.example',
            publishableKey: facts?.publishableKey ?? 'pk_test_…',
            sessionUrl: '/create-session',
            url: instruments.link.value?.url ?? session.value?.url ?? undefined,
          }}
        />
      </Panel>
      {!isNarrow.value && (
        <Separator
          label={t('panels.height')}
          orientation="horizontal"
          value={share.value}
          limits={CODE_LIMITS}
          text={`${share.value}%`}
          perPixel={100 / Math.max(400, innerHeight - 56)}
          step={5}
          onMove={give}
          onReset={() => give(USUAL_SHARE)}
        />
      )}
      <Panel id="instruments" preview={preview}>
        <Instruments model={preview.instruments} copy={preview.copy} />
      </Panel>
    </div>
  );
}
