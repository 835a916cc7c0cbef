// What the shop's page is shown in: a device, or any width.

import type { Preview } from '../preview.ts';
import { DEVICES, LIMITS } from '../settings/choices.ts';
import { t } from '../texts/texts.ts';
import { Group } from './group.tsx';
import { Icon } from './icon.tsx';
import { Range, Segmented } from './parts.tsx';

export function FrameGroup({ preview: { store } }: { readonly preview: Preview }) {
  const { device, width } = store.settings.value.frame;
  const [least] = LIMITS.width;
  const text = width === 0 ? t('frame.all') : t('frame.px', { width });
  const digest = device === 'none' ? text : t(`frame.${device}`);
  return (
    <Group icon="frame" name={t('groups.frame')} digest={digest}>
      <Segmented
        legend={t('frame.device')}
        values={DEVICES}
        value={device}
        nameOf={(one) => t(`frame.${one}`)}
        onChoose={(one) => store.change({ frame: { device: one, width: 0 } })}
      />
      <Range
        label={t('frame.width')}
        value={width === 0 ? least : width}
        limits={LIMITS.width}
        step={10}
        text={text}
        onInput={(next) => store.change({ frame: { width: next } })}
      >
        <button
          type="button"
          class="pv-icon-button pv-icon-button--small"
          aria-label={t('frame.fill')}
          aria-disabled={width === 0}
          tabIndex={width === 0 ? -1 : 0}
          onClick={() => store.change({ frame: { width: 0 } })}
        >
          <Icon name="reset" />
        </button>
      </Range>
    </Group>
  );
}
