// How the checkout is reached: the first thing to choose.

import type { Preview } from '../preview.ts';
import { WAYS } from '../settings/choices.ts';
import { t } from '../texts/texts.ts';
import { Group } from './group.tsx';
import { Icon } from './icon.tsx';

export function WayGroup({ preview: { store } }: { readonly preview: Preview }) {
  const { way } = store.settings.value;
  return (
    <Group icon="way" name={t('groups.way')} digest={t(`way.${way}`)} isOpen>
      <fieldset class="pv-field">
        <legend class="pv-hidden">{t('groups.way')}</legend>
        <div class="pv-ways">
          {WAYS.map((one) => (
            <label key={one} class="pv-way">
              <input
                class="pv-choice"
                type="radio"
                name="way"
                value={one}
                checked={one === way}
                onChange={() => store.change({ way: one })}
              />
              <span class="pv-way__face">
                <Icon name={one} />
                <span class="pv-way__name">{t(`way.${one}`)}</span>
                <span class="pv-hint">{t(`wayHint.${one}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </Group>
  );
}
