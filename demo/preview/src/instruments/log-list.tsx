// A log: oldest first, the newest in sight as long as nobody scrolls back, each entry with more to unfold.

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { sinceBegin } from './words.ts';

interface LogListProps {
  /** How many there are; a new one is scrolled to. */
  readonly count: number;
  /** Said where there are none. */
  readonly empty: string;
  readonly children: ComponentChildren;
}

export function LogList({ count, empty, children }: LogListProps) {
  const list = useRef<HTMLOListElement>(null);
  useNewestInSight(list, count);
  if (count === 0) return <p class="pv-log__empty">{empty}</p>;
  return (
    <ol class="pv-log" ref={list}>
      {children}
    </ol>
  );
}

/** Whoever is nearer to the end than this reads what is new. */
const NEAR_PX = 80;

/** Scrolls the panel around an element to its end when something is added, unless its reader is elsewhere. */
export function useNewestInSight(inner: { readonly current: HTMLElement | null }, count: number): void {
  const height = useRef(0);
  useLayoutEffect(() => {
    const panel = inner.current?.closest('[role="tabpanel"]');
    if (panel === null || panel === undefined || count === 0) return;
    const wasAtEnd = panel.scrollTop + panel.clientHeight > height.current - NEAR_PX;
    height.current = panel.scrollHeight;
    if (wasAtEnd) panel.scrollTop = panel.scrollHeight;
  }, [inner, count]);
}

interface LogRowProps {
  readonly at: number;
  readonly began: number;
  readonly name: string;
  /** Before the name. */
  readonly mark?: ComponentChildren;
  /** After it, in one line. */
  readonly brief?: ComponentChildren;
  /** What unfolds, as JSON; nothing for null. */
  readonly body: unknown;
  readonly tools?: ComponentChildren;
}

export function LogRow({ at, began, name, mark, brief, body, tools }: LogRowProps) {
  const head = (
    <>
      <time class="pv-log__at" dateTime={new Date(at).toISOString()}>
        {sinceBegin(at, began)}
      </time>
      {mark}
      <code class="pv-log__name" dir="ltr">
        {name}
      </code>
      {brief !== undefined && <span class="pv-log__brief">{brief}</span>}
    </>
  );
  return (
    <li class="pv-log__row">
      {body === null ? (
        <div class="pv-log__head">{head}</div>
      ) : (
        <details>
          <summary class="pv-log__head">{head}</summary>
          <pre class="pv-log__body" dir="ltr">
            {JSON.stringify(body, null, 2)}
          </pre>
        </details>
      )}
      {tools}
    </li>
  );
}
