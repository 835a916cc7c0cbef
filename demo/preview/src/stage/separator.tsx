// A bar between two parts that is moved by pointer or keyboard, as the ARIA Authoring Practices describe a window splitter.

import { useRef } from 'preact/hooks';
import { direction } from '../texts/texts.ts';

interface SeparatorProps {
  readonly label: string;
  /** How the bar itself stands; a vertical one is moved sideways. */
  readonly orientation: 'vertical' | 'horizontal';
  readonly value: number;
  readonly limits: readonly [least: number, most: number];
  /** The value in words. */
  readonly text: string;
  /** How much the value changes for each pixel that the bar is moved towards the end of the line, or down. */
  readonly perPixel: number;
  /** How much for one press of an arrow key. */
  readonly step: number;
  readonly onMove: (value: number) => void;
  /** Enter, or two clicks: back to what it is by itself. */
  readonly onReset: () => void;
}

export function Separator(props: SeparatorProps) {
  const { label, orientation, value, limits, text, perPixel, step, onMove, onReset } = props;
  const [least, most] = limits;
  const grip = useRef<{ readonly at: number; readonly value: number; readonly perPixel: number } | null>(
    null,
  );
  const isVertical = orientation === 'vertical';
  const sign = isVertical && direction.value === 'rtl' ? -1 : 1;
  const place = (event: PointerEvent) => sign * (isVertical ? event.clientX : event.clientY);
  const set = (next: number) => onMove(Math.round(Math.min(most, Math.max(least, next))));

  const press = (event: KeyboardEvent) => {
    const next = keyed(event, { value, limits, step: event.shiftKey ? 5 * step : step, sign, isVertical });
    if (next === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (next === undefined) onReset();
    else set(next);
  };
  const release = () => {
    grip.current = null;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved.
    <div
      class="pv-separator"
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuetext={text}
      onKeyDown={press}
      onDblClick={onReset}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { at: place(event), value, perPixel };
      }}
      onPointerMove={(event) => {
        const held = grip.current;
        if (held !== null) set(held.value + (place(event) - held.at) * held.perPixel);
      }}
      onPointerUp={release}
      onLostPointerCapture={release}
    >
      <span class="pv-separator__grip" />
    </div>
  );
}

interface Bar {
  readonly value: number;
  readonly limits: readonly [least: number, most: number];
  readonly step: number;
  /** -1 where the line runs from right to left. */
  readonly sign: number;
  readonly isVertical: boolean;
}

/** What a key makes of the value, or undefined where it means nothing. */
function keyed({ key }: KeyboardEvent, { value, limits, step, sign, isVertical }: Bar): number | undefined {
  const [less, more] = isVertical ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (key === less) return value - sign * step;
  if (key === more) return value + sign * step;
  if (key === 'Home') return limits[0];
  return key === 'End' ? limits[1] : undefined;
}
