// Starts the preview.

import { signal } from '@preact/signals';
import { createRef, render } from 'preact';
import { App } from './app.tsx';
import { createInstruments } from './instruments/instruments.ts';
import { createNotices } from './notices.ts';
import { createPreview } from './preview.ts';
import { defaultsFor } from './settings/settings.ts';
import { waitByTimer } from './settings/settle.ts';
import { createSettingsStore } from './settings/store.ts';
import { createConnection, fetchFacts } from './stage/connection.ts';
import { createControl } from './stage/remote.ts';
import { createRuns, newRunId } from './stage/runs.ts';
import { createTapLink } from './stage/tap-link.ts';
import { start } from './start.ts';
import { createViewState, tabStorage } from './view-state.ts';
import './theme/base.css';
import './theme/buttons.css';
import './theme/forms.css';
import './theme/range.css';
import './theme/groups.css';
import './theme/choices.css';
import './theme/look.css';
import './theme/header.css';
import './theme/parts.css';
import './theme/layout.css';
import './theme/separator.css';
import './theme/stage.css';

/** Browsers allow some hundred changes of the address a minute. */
const ADDRESS_REST_MS = 250;

const root = document.getElementById('app');
if (root === null) throw new Error('The document has no #app.');

const frame = createRef<HTMLIFrameElement>();
const roomForOne = matchMedia('(width < 900px)');
const isNarrow = signal(roomForOne.matches);
roomForOne.addEventListener('change', ({ matches }) => {
  isNarrow.value = matches;
});

const preview = createPreview({
  store: createSettingsStore({
    location,
    defaults: defaultsFor(navigator.languages),
    replace: (href) => history.replaceState(null, '', href),
    settle: (work) => waitByTimer(ADDRESS_REST_MS, work),
  }),
  runs: createRuns({ newId: newRunId, wait: waitByTimer }),
  connection: createConnection({ ask: fetchFacts, wait: waitByTimer }),
  notices: createNotices(waitByTimer),
  instruments: createInstruments(),
  control: createControl((...args) => fetch(...args)),
  isNarrow,
});
const tap = createTapLink({
  listen: (heard) => {
    addEventListener('message', heard);
    return () => removeEventListener('message', heard);
  },
  origin: location.origin,
  stage: () => frame.current?.contentWindow ?? null,
});

start(preview, tap);
render(<App preview={preview} frame={frame} view={createViewState(tabStorage())} />, root);
