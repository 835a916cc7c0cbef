// A picture at its full size, in a document of its own that is changed in place; and all pictures of a group, small.
/** @jsxImportSource preact */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { CatalogGroup } from './catalog.ts';
import { type Choice, stageUrl } from './choice.ts';

export interface SingleViewProps {
  readonly choice: Choice;
  readonly title: string;
}

export function SingleView({ choice, title }: SingleViewProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [first] = useState(() => stageUrl(choice));
  const [height, setHeight] = useState(560);
  useEffect(() => (frame.current ? keepFocus(frame.current) : undefined), []);
  const { state, lang, theme, width } = choice;
  useEffect(() => {
    const stage = frame.current?.contentWindow?.stage;
    stage?.look(theme, width);
    void stage?.show(state, lang);
  }, [state, lang, theme, width]);
  const watch = () => {
    const inside = frame.current?.contentDocument;
    if (!inside) return;
    const measure = () => setHeight(Math.max(480, inside.body.scrollHeight));
    new ResizeObserver(measure).observe(inside.body);
  };
  return (
    <>
      {/* Scrolled by keyboard too, where the picture is wider than its place. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached (WCAG 2.1.1). */}
      <section class="xp-chooser__stage" aria-label={`${title}, ${width} pixels wide`} tabIndex={0}>
        <iframe
          ref={frame}
          src={first}
          title={title}
          style={{ inlineSize: `${width}px`, blockSize: `${height}px` }}
          onLoad={watch}
        />
      </section>
      <p class="xp-chooser__alone">
        <a href={stageUrl(choice)}>Open it alone</a>
      </p>
    </>
  );
}

/** A dialog takes the focus when it is shown: not from somebody who walks through the list. @returns what ends it. */
function keepFocus(frame: HTMLIFrameElement): () => void {
  const ends = new AbortController();
  const { signal } = ends;
  let last: Element | null = null;
  let isEntered = false;
  const enter = () => {
    isEntered = true;
  };
  frame.addEventListener('pointerenter', enter, { signal });
  const follow = ({ target }: FocusEvent) => {
    if (!(target instanceof Element) || target === frame) return;
    last = target;
    isEntered = target.contains(frame);
  };
  addEventListener('focusin', follow, { signal });
  const giveBack = () => {
    if (!isEntered && document.activeElement === frame && last instanceof HTMLElement) last.focus();
  };
  addEventListener('blur', giveBack, { signal });
  return () => ends.abort();
}

/** In CSS pixels, as chooser.css has it. */
const CARD_WIDTH = 260;

export interface GroupViewProps {
  readonly group: CatalogGroup;
  readonly choice: Choice;
  readonly onChoose: (state: string) => void;
}

/** Loaded as they come into view. */
export function GroupView({ group, choice, onChoose }: GroupViewProps) {
  return (
    <ul class="xp-chooser__cards">
      {Object.entries(group.states).map(([state, tells]) => (
        <li key={`${state} ${choice.lang} ${choice.theme} ${choice.width}`}>
          <button type="button" onClick={() => onChoose(state)}>
            <span class="xp-chooser__small" aria-hidden="true" inert>
              <iframe
                src={stageUrl({ ...choice, state })}
                title={tells}
                loading="lazy"
                style={{ '--width': `${choice.width}px`, '--scale': String(CARD_WIDTH / choice.width) }}
              />
            </span>
            {tells}
          </button>
        </li>
      ))}
    </ul>
  );
}
