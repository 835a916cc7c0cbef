// The instruments around the stage: what the page hears, what xpay.js and the frame say, requests, the payment's state, webhooks.

import { useSignal } from '@preact/signals';
import { Tabs } from '../controls/tabs.tsx';
import { t } from '../texts/texts.ts';
import { ChannelLog, EventLog } from './event-log.tsx';
import type { InstrumentsModel } from './instruments.ts';
import type { LogName } from './logs.ts';
import './instruments.css';
import './log-tools.css';
import { RequestLog } from './request-log.tsx';
import { StateView } from './state-view.tsx';
import { StatusLine } from './status-line.tsx';
import { WebhookLog } from './webhook-log.tsx';
import { found } from './words.ts';

type TabName = LogName | 'state';

const TABS = ['events', 'channel', 'requests', 'state', 'webhooks'] as const satisfies readonly TabName[];

interface InstrumentsProps {
  readonly model: InstrumentsModel;
  /** Puts a text on the clipboard, and says `done`. */
  readonly copy: (text: string, done: string) => Promise<void>;
}

export function Instruments({ model, copy }: InstrumentsProps) {
  const tab = useSignal<TabName>('events');
  const wanted = useSignal('');
  const chosen = tab.value;
  const tabs = TABS.map((id) => ({
    id,
    name: t(`instruments.tab.${id}`),
    ...(id === 'state' ? {} : { count: model.logs[id].value.length }),
  }));
  return (
    <div class="pv-instruments">
      <StatusLine model={model} />
      <Tabs
        label={t('instruments.label')}
        tabs={tabs}
        chosen={chosen}
        onChoose={(id) => {
          tab.value = id;
        }}
        tools={
          chosen !== 'state' && (
            <LogTools
              wanted={wanted.value}
              onWant={(text) => {
                wanted.value = text;
              }}
              onClear={() => model.clear(chosen)}
              onCopy={() => copy(textOf(model, chosen, wanted.value), t('instruments.copied'))}
            />
          )
        }
      >
        <Log model={model} chosen={chosen} wanted={wanted.value} />
      </Tabs>
    </div>
  );
}

interface LogProps {
  readonly model: InstrumentsModel;
  readonly chosen: TabName;
  readonly wanted: string;
}

function Log({ model, chosen, wanted }: LogProps) {
  const { logs, began } = model;
  switch (chosen) {
    case 'events':
      return <EventLog entries={found(logs.events.value, wanted)} began={began.value} />;
    case 'channel':
      return <ChannelLog entries={found(logs.channel.value, wanted)} began={began.value} />;
    case 'requests':
      return <RequestLog entries={found(logs.requests.value, wanted)} began={began.value} />;
    case 'webhooks':
      return (
        <WebhookLog entries={found(logs.webhooks.value, wanted)} began={began.value} replay={model.replay} />
      );
    case 'state':
      return <StateView intent={model.intent.value} />;
  }
}

interface LogToolsProps {
  readonly wanted: string;
  readonly onWant: (text: string) => void;
  readonly onClear: () => void;
  readonly onCopy: () => void;
}

function LogTools({ wanted, onWant, onClear, onCopy }: LogToolsProps) {
  return (
    <div class="pv-log-tools">
      <input
        class="pv-log-tools__filter"
        type="search"
        aria-label={t('instruments.filter')}
        placeholder={t('instruments.filter')}
        value={wanted}
        onInput={(event) => onWant(event.currentTarget.value)}
      />
      <button type="button" class="pv-button pv-button--quiet" onClick={onCopy}>
        {t('instruments.copy')}
      </button>
      <button type="button" class="pv-button pv-button--quiet" onClick={onClear}>
        {t('instruments.clear')}
      </button>
    </div>
  );
}

/** What is shown, as JSON. */
function textOf({ logs }: InstrumentsModel, name: LogName, wanted: string): string {
  const shown = found<unknown>(logs[name].value, wanted);
  return JSON.stringify(
    shown.map(({ at, what }) => ({ at: new Date(at).toISOString(), ...Object(what) })),
    null,
    2,
  );
}
