// What to pay with: a test card to copy into the form, or the whole payment without it.

import type { Preview } from '../preview.ts';
import { CARDS, OUTCOMES } from '../settings/world-choices.ts';
import { t, wordFor } from '../texts/texts.ts';
import { Group } from './group.tsx';
import { Icon } from './icon.tsx';
import { Select } from './parts.tsx';
import { printed } from './words.ts';

type CardKind = keyof typeof CARDS;
const KINDS = Object.keys(CARDS) as readonly CardKind[];

export function CardGroup({ preview }: { readonly preview: Preview }) {
  const { store, session } = preview;
  const { card } = store.settings.value.world;
  const isNumber = /^\d+$/.test(card);
  const digest = isNumber ? `…${card.slice(-4)} ${wordFor('cards', card)}` : wordFor('outcome', card);
  const pay = () => preview.act('pay', isNumber ? { card } : { outcome: card }, () => t('card.sent'));
  return (
    <Group icon="card" name={t('groups.card')} digest={digest}>
      <Select
        label={t('card.label')}
        value={card}
        hint={isNumber ? t('card.hint') : undefined}
        onChoose={(one) => store.change({ world: { card: one } })}
      >
        {KINDS.map((kind) => (
          <optgroup key={kind} label={t(`card.${kind}`)}>
            {CARDS[kind].map((number) => (
              <option key={number} value={number}>
                {`${wordFor('cards', number)} · ${printed(number)}`}
              </option>
            ))}
          </optgroup>
        ))}
        <optgroup label={t('card.outcomes')}>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`outcome.${outcome}`)}
            </option>
          ))}
        </optgroup>
      </Select>
      <div class="pv-actions">
        <button
          type="button"
          class="pv-button"
          disabled={!isNumber}
          onClick={() => void preview.copy(card, t('card.copied'))}
        >
          <Icon name="copy" />
          {t('card.copy')}
        </button>
        <button
          type="button"
          class="pv-button"
          disabled={session.value?.status !== 'open'}
          onClick={() => void pay()}
        >
          {t('card.pay')}
        </button>
      </div>
    </Group>
  );
}
