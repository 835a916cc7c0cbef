// The appearance: a theme, presets to begin with, and every variable.

import type { Preview } from '../preview.ts';
import { THEMES } from '../settings/choices.ts';
import { t } from '../texts/texts.ts';
import { ColorField } from './color-field.tsx';
import { Group } from './group.tsx';
import { Icon } from './icon.tsx';
import { Range, Segmented, Select } from './parts.tsx';
import {
  COLOR_NAMES,
  FONTS,
  LENGTH_NAMES,
  LENGTHS,
  type LengthName,
  OWN_COLORS,
  PRESETS,
  type Preset,
} from './presets.ts';

interface LookProps {
  readonly preview: Preview;
}

export function LookGroup({ preview }: LookProps) {
  const { store } = preview;
  const { theme, variables } = store.settings.value.look;
  const changed = Object.keys(variables).length;
  const digest = [t(`scheme.${theme}`), ...(changed === 0 ? [] : [t('look.changed', { count: changed })])];
  return (
    <Group icon="look" name={t('groups.look')} digest={digest.join(' · ')}>
      <Presets preview={preview} />
      <Segmented
        legend={t('look.theme')}
        values={THEMES}
        value={theme}
        nameOf={(one) => t(`scheme.${one}`)}
        onChoose={(one) => store.change({ look: { theme: one } })}
      />
      <Colors preview={preview} />
      <Shape preview={preview} />
      {changed > 0 && (
        <button type="button" class="pv-button" onClick={() => store.change({ look: { variables: {} } })}>
          <Icon name="reset" />
          {t('look.clearAll')}
        </button>
      )}
    </Group>
  );
}

function Presets({ preview: { store } }: LookProps) {
  const { look } = store.settings.value;
  const isChosen = ({ theme, variables }: Preset) =>
    look.theme === theme &&
    JSON.stringify(Object.entries(look.variables).sort()) ===
      JSON.stringify(Object.entries(variables).sort());
  return (
    <fieldset class="pv-field">
      <legend class="pv-label">{t('look.presets')}</legend>
      <div class="pv-presets">
        {PRESETS.map((preset) => (
          <button
            key={preset.name}
            type="button"
            class="pv-preset"
            aria-pressed={isChosen(preset)}
            onClick={() => store.change({ look: { theme: preset.theme, variables: preset.variables } })}
          >
            <Swatch preset={preset} />
            {t(`preset.${preset.name}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** A field and a button in the preset's colours and corners. */
function Swatch({ preset: { theme, variables } }: { readonly preset: Preset }) {
  const isNight = theme === 'dark';
  const color = (name: keyof typeof OWN_COLORS) => variables[name] ?? OWN_COLORS[name][isNight ? 1 : 0];
  const borderRadius = `${Number.parseInt(variables.borderRadius ?? '8px', 10) / 2}px`;
  return (
    <span class="pv-preset__swatch" style={{ background: color('colorBackground') }} aria-hidden="true">
      <span
        style={{
          background: color('colorSurface'),
          border: `1px solid ${color('colorBorder')}`,
          borderRadius,
        }}
      />
      <span style={{ background: color('colorPrimary'), borderRadius }} />
    </span>
  );
}

function Colors({ preview: { store } }: LookProps) {
  const { theme, variables } = store.settings.value.look;
  const isNight =
    theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  return (
    <fieldset class="pv-field">
      <legend class="pv-label">{t('look.colors')}</legend>
      <div class="pv-colors">
        {COLOR_NAMES.map((name) => (
          <ColorField
            key={name}
            name={t(`variable.${name}`)}
            value={variables[name]}
            own={OWN_COLORS[name][isNight ? 1 : 0]}
            onChange={(value) => store.changeVariable(name, value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Shape({ preview: { store } }: LookProps) {
  const { variables } = store.settings.value.look;
  const { fontFamily = '' } = variables;
  // One from an address may be none of ours.
  const fonts: readonly string[] =
    FONTS.some((font) => font === fontFamily) || fontFamily === '' ? FONTS : [...FONTS, fontFamily];
  return (
    <fieldset class="pv-field">
      <legend class="pv-label">{t('look.shape')}</legend>
      <Select
        label={t('variable.fontFamily')}
        value={fontFamily}
        onChoose={(font) => store.changeVariable('fontFamily', font === '' ? undefined : font)}
      >
        <option value="">{t('look.own')}</option>
        {fonts.map((font) => (
          <option key={font} value={font}>
            {font.replaceAll('"', '')}
          </option>
        ))}
      </Select>
      {LENGTH_NAMES.map((name) => (
        <Length
          key={name}
          name={name}
          value={variables[name]}
          onChange={(value) => store.changeVariable(name, value)}
        />
      ))}
    </fieldset>
  );
}

interface LengthProps {
  readonly name: LengthName;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function Length({ name, value, onChange }: LengthProps) {
  const { limits, own } = LENGTHS[name];
  const label = t(`variable.${name}`);
  return (
    <Range
      label={label}
      value={value === undefined ? own : Number.parseFloat(value)}
      limits={limits}
      text={value ?? t('look.own')}
      onInput={(px) => onChange(`${px}px`)}
    >
      <button
        type="button"
        class="pv-icon-button pv-icon-button--small"
        aria-label={t('look.clear', { name: label })}
        aria-disabled={value === undefined}
        tabIndex={value === undefined ? -1 : 0}
        onClick={() => onChange(undefined)}
      >
        <Icon name="reset" />
      </button>
    </Range>
  );
}
