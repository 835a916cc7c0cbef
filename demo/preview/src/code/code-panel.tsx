// The code for exactly what is on screen, to read and to copy.

import { useEffect, useState } from 'preact/hooks';
import { Icon } from '../controls/icon.tsx';
import { Tabs } from '../controls/tabs.tsx';
import type { Settings } from '../settings/settings.ts';
import { t } from '../texts/texts.ts';
import './code.css';
import { type Code, codeFor } from './code-for.ts';
import { type CodeLanguage, highlight, type Word } from './highlight.ts';
import type { Facts } from './page.ts';

interface CodePanelProps {
  readonly settings: Settings;
  readonly facts: Facts;
}

/** Names of languages and tools are the same in every language. */
const TABS = [
  { id: 'html', name: 'HTML', language: 'xml' },
  { id: 'npm', name: 'TypeScript', language: 'typescript' },
  { id: 'react', name: 'React', language: 'typescript' },
  { id: 'curl', name: 'curl', language: 'bash' },
  { id: 'node', name: 'Node.js', language: 'typescript' },
] as const satisfies readonly {
  readonly id: keyof Code;
  readonly name: string;
  readonly language: CodeLanguage;
}[];

export function CodePanel({ settings, facts }: CodePanelProps) {
  const [chosen, choose] = useState<keyof Code>('html');
  const code = codeFor(settings, facts)[chosen];
  const { language, name } = TABS.find(({ id }) => id === chosen) ?? TABS[0];
  return (
    <Tabs
      label={t('code.label')}
      tabs={TABS}
      chosen={chosen}
      onChoose={choose}
      tools={code !== null && <Tools key={chosen} code={code} name={name} />}
    >
      {code === null ? (
        <p class="pv-code__none">{t('code.none')}</p>
      ) : (
        <Lines lines={highlight(code.trimEnd(), language)} />
      )}
    </Tabs>
  );
}

/** Code runs from left to right in every language (WCAG 1.3.2), and is not to be translated. */
function Lines({ lines }: { readonly lines: readonly (readonly Word[])[] }) {
  return (
    <pre class="pv-code" dir="ltr" translate={false}>
      <code>
        {lines.map((words, number) => (
          <span key={number} class="pv-code__line" style={{ '--pv-indent': `${indentOf(words)}ch` }}>
            {words.map(({ kind, text }, at) =>
              kind === '' ? (
                text
              ) : (
                <span key={at} class={kind}>
                  {text}
                </span>
              ),
            )}
            {'\n'}
          </span>
        ))}
      </code>
    </pre>
  );
}

/** Spaces at the start of a line: where it goes on when it is too long. */
function indentOf([first]: readonly Word[]): number {
  return (first?.text ?? '').search(/[^ ]|$/);
}

/** How long the button says that it has copied, in milliseconds. */
const SAID_MS = 3000;

interface ToolsProps {
  readonly code: string;
  readonly name: string;
}

function Tools({ code, name }: ToolsProps) {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  // The clipboard is missing where the page is not on a safe origin.
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setOutcome('copied');
    } catch {
      setOutcome('failed');
    }
  };
  return (
    <div class="pv-code__tools">
      <span class="pv-code__lines">{t('code.lines', { count: code.split('\n').length - 1 })}</span>
      <button type="button" class="pv-button pv-button--quiet" onClick={copy}>
        <Icon name="copy" />
        {t(outcome === 'copied' ? 'code.copied' : 'code.copy')}
        <span class="pv-hidden"> {name}</span>
      </button>
      <span role="status" class={outcome === 'failed' ? 'pv-code__failed' : 'pv-hidden'}>
        {outcome === 'copied' && t('code.announced', { name })}
        {outcome === 'failed' && t('code.failed')}
      </span>
    </div>
  );
}
