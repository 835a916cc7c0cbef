// The machine of the payment intent as a drawing, with the state it is in and the way it has taken, and the same in words.

import { useId } from 'preact/hooks';
import { direction, t, wordFor } from '../texts/texts.ts';
import type { IntentView } from './instruments.ts';
import { movesOf } from './intent-machine.ts';
import './state.css';
import { BOX_HEIGHT, type Box, boxes, HEIGHT, lines, WIDTH } from './machine-layout.ts';

interface StateViewProps {
  readonly intent: IntentView | null;
}

export function StateView({ intent }: StateViewProps) {
  return (
    <div class="pv-state">
      <Machine intent={intent} />
      {intent === null ? (
        <p class="pv-log__empty">{t('instruments.empty.state')}</p>
      ) : (
        <Way intent={intent} />
      )}
    </div>
  );
}

/** A picture for those who see it: what it says stands below in words. */
function Machine({ intent }: StateViewProps) {
  const id = useId();
  const way = intent?.way ?? [];
  const taken = movesOf(way);
  const isTaken = ([from, to]: readonly [string, string]) =>
    taken.some(([start, end]) => start === from && end === to);
  return (
    <svg class="pv-machine" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <defs>
        <Tip id={`${id}-tip`} name="tip" />
        <Tip id={`${id}-lit`} name="lit" />
      </defs>
      {lines(direction.value).map(({ move, path, isQuiet }) => (
        <path
          key={move.join()}
          class={classOf('pv-machine__line', { quiet: isQuiet, taken: isTaken(move) })}
          d={path}
          marker-end={`url(#${id}-${isTaken(move) ? 'lit' : 'tip'})`}
        />
      ))}
      {boxes(direction.value).map((box) => (
        <State
          key={box.status}
          box={box}
          isNow={box.status === intent?.status}
          isPassed={way.includes(box.status)}
        />
      ))}
    </svg>
  );
}

interface TipProps {
  readonly id: string;
  readonly name: 'tip' | 'lit';
}

function Tip({ id, name }: TipProps) {
  return (
    <marker
      id={id}
      class={`pv-machine__${name}`}
      viewBox="0 0 8 8"
      refX="6"
      refY="4"
      markerWidth="8"
      markerHeight="8"
      markerUnits="userSpaceOnUse"
      orient="auto"
    >
      <path d="M0 0 L8 4 L0 8 Z" />
    </marker>
  );
}

interface StateProps {
  readonly box: Box;
  readonly isNow: boolean;
  readonly isPassed: boolean;
}

function State({ box: { x, y, width, status }, isNow, isPassed }: StateProps) {
  return (
    <g class={classOf('pv-machine__state', { passed: isPassed, now: isNow, [status]: true })}>
      <rect x={x - width / 2} y={y - BOX_HEIGHT / 2} width={width} height={BOX_HEIGHT} rx="8" />
      <text x={x} y={y} text-anchor="middle" dominant-baseline="central" direction="ltr">
        {status}
      </text>
    </g>
  );
}

function Way({ intent: { id, status, way, declineCode } }: { readonly intent: IntentView }) {
  return (
    <div class="pv-path">
      <p>
        {t('instruments.state.now')} <code dir="ltr">{status}</code>
        {' – '}
        {wordFor('instruments.status', status)}
        {declineCode !== null && (
          <>
            {' '}
            (<code dir="ltr">{declineCode}</code>)
          </>
        )}
      </p>
      <h3 class="pv-path__title">{t('instruments.state.way')}</h3>
      <ol class="pv-path__steps">
        {way.map((step, index) => (
          <li key={index} aria-current={index === way.length - 1 ? 'step' : undefined}>
            <code dir="ltr">{step}</code>
          </li>
        ))}
      </ol>
      <p class="pv-log__quiet">
        <code dir="ltr">{id}</code>
      </p>
    </div>
  );
}

/** Modifiers that are so. */
function classOf(base: string, modifiers: Readonly<Record<string, boolean>>): string {
  const names = Object.entries(modifiers).flatMap(([name, isSo]) => (isSo ? `${base}--${name}` : []));
  return [base, ...names].join(' ');
}
