// The languages of the checkout, and the direction of the page around it.

import { SHIPPED_LOCALES } from '@xpay/protocol/locales';
import type { Preview } from '../preview.ts';
import { DIRECTIONS } from '../settings/choices.ts';
import { t } from '../texts/texts.ts';
import { Group } from './group.tsx';
import { Segmented, Select } from './parts.tsx';
import { ownName } from './words.ts';

const NAMES = SHIPPED_LOCALES.map((tag) => [tag, ownName(tag)] as const);

export function LanguageGroup({ preview: { store } }: { readonly preview: Preview }) {
  const { look, frame } = store.settings.value;
  const digest = look.locale === 'auto' ? t('language.auto') : ownName(look.locale);
  return (
    <Group icon="language" name={t('groups.language')} digest={digest}>
      <Select
        label={t('language.locale')}
        value={look.locale}
        onChoose={(locale) => store.change({ look: { locale } })}
      >
        <option value="auto">{t('language.auto')}</option>
        {NAMES.map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </Select>
      <Segmented
        legend={t('language.direction')}
        values={DIRECTIONS}
        value={frame.direction}
        nameOf={(one) => t(`language.${one}`)}
        onChoose={(direction) => store.change({ frame: { direction } })}
      />
    </Group>
  );
}
