// Tabs as the ARIA Authoring Practices describe them: one stop for the Tab key, arrows go from one to the next.

import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { direction } from '../texts/texts.ts';

interface TabsProps<Id extends string> {
  /** What the tabs are of. */
  readonly label: string;
  readonly tabs: readonly { readonly id: Id; readonly name: string; readonly count?: number }[];
  readonly chosen: Id;
  readonly onChoose: (id: Id) => void;
  /** At the end of the row. */
  readonly tools?: ComponentChildren;
  /** Of the chosen tab. */
  readonly children: ComponentChildren;
}

export function Tabs<Id extends string>({ label, tabs, chosen, onChoose, tools, children }: TabsProps<Id>) {
  const id = useId();
  return (
    <div class="pv-tabbed">
      <div class="pv-tabbed__bar">
        <TabList
          {...{ label, tabs, chosen, onChoose }}
          panelOf={() => `${id}-panel`}
          idOf={(tab) => `${id}-${tab}`}
        />
        {tools}
      </div>
      <div
        id={`${id}-panel`}
        class="pv-tabbed__panel"
        role="tabpanel"
        aria-labelledby={`${id}-${chosen}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls has to be reachable by keyboard.
        tabIndex={0}
      >
        {children}
      </div>
    </div>
  );
}

interface TabListProps<Id extends string> extends Omit<TabsProps<Id>, 'children' | 'tools'> {
  readonly idOf: (id: Id) => string;
  readonly panelOf: (id: Id) => string;
}

/** The row alone, for panels that stand elsewhere. */
export function TabList<Id extends string>({
  label,
  tabs,
  chosen,
  onChoose,
  idOf,
  panelOf,
}: TabListProps<Id>) {
  const list = useRef<HTMLDivElement>(null);
  const go = (index: number) => {
    const tab = tabs[(index + tabs.length) % tabs.length];
    if (tab === undefined) return;
    onChoose(tab.id);
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[tabs.indexOf(tab)]?.focus();
  };
  const press = (event: KeyboardEvent, index: number) => {
    const forward = direction.value === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: index - 1,
      ArrowRight: index - 1,
      [forward]: index + 1,
      Home: 0,
      End: -1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    go(next);
  };
  return (
    <div class="pv-tabs" role="tablist" aria-label={label} ref={list}>
      {tabs.map(({ id, name, count }, index) => (
        <button
          key={id}
          id={idOf(id)}
          class="pv-tab"
          type="button"
          role="tab"
          aria-selected={id === chosen}
          aria-controls={panelOf(id)}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
          onKeyDown={(event) => press(event, index)}
        >
          {name}
          {count !== undefined && <span class="pv-tab__count">{count}</span>}
        </button>
      ))}
    </div>
  );
}
