// What the controls are made of: values and callbacks in, native inputs out.

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon, type IconName } from './icon.tsx';

interface ChoiceProps<T extends string> {
  readonly legend: string;
  readonly values: readonly T[];
  readonly value: T;
  readonly nameOf: (value: T) => string;
  readonly iconOf?: (value: T) => IconName;
  readonly hint?: string;
  readonly onChoose: (value: T) => void;
}

/** One of a few, side by side. */
export function Segmented<T extends string>(props: ChoiceProps<T>) {
  const { legend, values, value, nameOf, iconOf, hint, onChoose } = props;
  const name = useId();
  return (
    <fieldset class="pv-field">
      <legend class="pv-label">{legend}</legend>
      <div class="pv-segmented">
        {values.map((one) => (
          <label key={one} class="pv-segment">
            <input
              class="pv-choice"
              type="radio"
              name={name}
              value={one}
              checked={one === value}
              onChange={() => onChoose(one)}
            />
            <span class="pv-segment__face">
              {iconOf !== undefined && <Icon name={iconOf(one)} />}
              {nameOf(one)}
            </span>
          </label>
        ))}
      </div>
      {hint !== undefined && <p class="pv-hint">{hint}</p>}
    </fieldset>
  );
}

interface ChipsProps<T extends string> {
  readonly legend: string;
  /** Where the group's own name says it already. */
  readonly isLegendHidden?: boolean;
  readonly values: readonly T[];
  readonly chosen: readonly T[];
  readonly nameOf: (value: T) => string;
  readonly onChoose: (chosen: readonly T[]) => void;
}

/** Any of a few. */
export function Chips<T extends string>(props: ChipsProps<T>) {
  const { legend, isLegendHidden = false, values, chosen, nameOf, onChoose } = props;
  const toggle = (one: T, isOn: boolean) =>
    onChoose(values.filter((value) => (value === one ? isOn : chosen.includes(value))));
  return (
    <fieldset class="pv-field">
      <legend class={isLegendHidden ? 'pv-hidden' : 'pv-label'}>{legend}</legend>
      <div class="pv-chips">
        {values.map((one) => (
          <label key={one} class="pv-chip">
            <input
              class="pv-choice"
              type="checkbox"
              checked={chosen.includes(one)}
              onChange={(event) => toggle(one, event.currentTarget.checked)}
            />
            <span class="pv-chip__face">{nameOf(one)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
}

export function Switch({ label, hint, isOn, onSwitch }: SwitchProps) {
  const id = useId();
  return (
    <label class="pv-switch">
      <span class="pv-switch__text">
        {label}
        {hint !== undefined && (
          <span id={`${id}-hint`} class="pv-hint">
            {hint}
          </span>
        )}
      </span>
      <input
        type="checkbox"
        checked={isOn}
        aria-label={label}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
    </label>
  );
}

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly limits: readonly [least: number, most: number];
  readonly step?: number;
  /** The value in words. */
  readonly text: string;
  readonly onInput: (value: number) => void;
  readonly children?: ComponentChildren;
}

export function Range({
  label,
  value,
  limits: [least, most],
  step = 1,
  text,
  onInput,
  children,
}: RangeProps) {
  const id = useId();
  return (
    <div class="pv-field">
      <div class="pv-field__head">
        <label class="pv-label" for={id}>
          {label}
        </label>
        {children}
        <output class="pv-value" for={id} dir="auto">
          {text}
        </output>
      </div>
      <input
        id={id}
        class="pv-range"
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        aria-valuetext={text}
        style={{ '--pv-share': (value - least) / (most - least) }}
        onInput={(event) => onInput(event.currentTarget.valueAsNumber)}
      />
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly hint?: string | undefined;
  readonly onChoose: (value: string) => void;
  /** Its options. */
  readonly children: ComponentChildren;
}

export function Select({ label, value, hint, onChoose, children }: SelectProps) {
  const id = useId();
  return (
    <div class="pv-field">
      <label class="pv-label" for={id}>
        {label}
      </label>
      <select
        id={id}
        class="pv-select"
        value={value}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {children}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="pv-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
