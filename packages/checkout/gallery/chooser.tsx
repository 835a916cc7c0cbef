// The page to choose a picture from: all states in groups, any language, theme and width, each a live checkout.
/** @jsxImportSource preact */

import './chooser.css';
import './controls.css';
import './views.css';
import { computed, effect, signal } from '@preact/signals';
import { render } from 'preact';
import { CATALOG, search } from './catalog.ts';
import { type Choice, hashOf, LANGUAGES, PSEUDO, readChoice, THEMES, WIDTHS } from './choice.ts';
import { GroupView, SingleView } from './views.tsx';

const WORDS = { light: 'Light', dark: 'Dark' } as const;

const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches;
const choice = signal(readChoice(location.hash, prefersDark ? 'dark' : 'light'));
const asked = signal('');
const found = computed(() => search(asked.value));

/** Shows the page in an element, and keeps the address true to it. */
export function startChooser(root: HTMLElement): void {
  addEventListener('hashchange', () => {
    // Another hash leads to a place on the page.
    if (location.hash.startsWith('#state=')) choice.value = readChoice(location.hash, choice.value.theme);
  });
  effect(() => {
    document.documentElement.dataset['theme'] = choice.value.theme;
    document.title = `${titleOf(choice.value)} · XPay Checkout gallery`;
    // The way back leads out of the gallery, not through every state that was looked at.
    history.replaceState(null, '', hashOf(choice.value));
  });
  render(<Chooser />, root);
}

function titleOf({ state }: Choice): string {
  return CATALOG.find(({ states }) => Object.hasOwn(states, state))?.states[state] ?? state;
}

function change(part: Partial<Choice>): void {
  choice.value = { ...choice.value, ...part };
}

function Chooser() {
  const group = CATALOG.find(({ states }) => Object.hasOwn(states, choice.value.state));
  const { isGroup } = choice.value;
  return (
    <div class="xp-chooser">
      <a class="xp-chooser__skip" href="#shown">
        To the checkout
      </a>
      <header class="xp-chooser__head">
        <h1>Gallery</h1>
        <p>Every state of the checkout, live.</p>
        <a href="/docs/">Docs</a>
      </header>
      <Contents />
      <main class="xp-chooser__main" id="shown" tabIndex={-1}>
        <Controls />
        <div class="xp-chooser__title">
          <div>
            <p>{isGroup ? 'The whole group' : group?.title}</p>
            <h2>{isGroup ? group?.title : titleOf(choice.value)}</h2>
          </div>
          <button type="button" aria-pressed={isGroup} onClick={() => change({ isGroup: !isGroup })}>
            Whole group
          </button>
        </div>
        {isGroup && group !== undefined ? (
          <GroupView
            group={group}
            choice={choice.value}
            onChoose={(state) => change({ state, isGroup: false })}
          />
        ) : (
          <SingleView choice={choice.value} title={titleOf(choice.value)} />
        )}
      </main>
    </div>
  );
}

function Contents() {
  return (
    <nav class="xp-chooser__nav" aria-label="States" onKeyDown={walk}>
      <label class="xp-chooser__search">
        <span>Search</span>
        <input
          type="search"
          placeholder="declined, Japan, wallet …"
          value={asked.value}
          onInput={({ currentTarget }) => {
            asked.value = currentTarget.value;
          }}
        />
      </label>
      {found.value.length === 0 && <p class="xp-chooser__none">Nothing is called that.</p>}
      {found.value.map(({ title, states }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {Object.entries(states).map(([state, tells]) => (
              <li key={state}>
                <a
                  href={hashOf({ ...choice.value, state, isGroup: false })}
                  aria-current={state === choice.value.state ? 'true' : undefined}
                  onClick={(event) => choose(event, state)}
                >
                  {tells}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

/** At once: the browser tells of another hash later, when what is chosen next may have replaced it. */
function choose(event: MouseEvent, state: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // Opens another tab or window.
  event.preventDefault();
  change({ state, isGroup: false });
}

/** Up and down lead from one state to the next, and show it. */
function walk(event: KeyboardEvent & { readonly currentTarget: HTMLElement }): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll('a')];
  const link = links[links.findIndex((one) => one.matches(':focus')) + step];
  if (link === undefined) return;
  event.preventDefault();
  link.focus();
  link.click();
}

function Controls() {
  const { lang, theme, width } = choice.value;
  return (
    <div class="xp-chooser__controls">
      <Switch name="theme" title="Theme" values={THEMES} value={theme} say={(name) => WORDS[name]} />
      <Switch name="width" title="Width" values={WIDTHS} value={width} say={String} />
      <label class="xp-chooser__language">
        <span>Language</span>
        <select value={lang} onChange={({ currentTarget }) => change({ lang: currentTarget.value })}>
          {LANGUAGES.map((tag) => (
            <option key={tag} value={tag} lang={tag}>
              {nameOf(tag)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

interface SwitchProps<Name extends 'theme' | 'width'> {
  readonly name: Name;
  readonly title: string;
  readonly values: readonly Choice[Name][];
  readonly value: Choice[Name];
  readonly say: (value: Choice[Name]) => string;
}

function Switch<Name extends 'theme' | 'width'>({ name, title, values, value, say }: SwitchProps<Name>) {
  return (
    <fieldset class="xp-chooser__switch">
      <legend>{title}</legend>
      {values.map((one) => (
        <label key={one}>
          <input type="radio" name={name} checked={one === value} onChange={() => change({ [name]: one })} />
          <span>{say(one)}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** In the language itself, as the checkout's own menu has it. */
function nameOf(tag: string): string {
  if (tag === PSEUDO) return 'English, 40 % longer';
  return `${new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag} (${tag})`;
}
