// What goes wrong around a payment: the network, the bank, the webhooks.

import type { Preview } from '../preview.ts';
import type { WorldSettings } from '../settings/settings.ts';
import { BANKS, NETWORKS, WEBHOOK_ORDERS } from '../settings/world-choices.ts';
import { t, wordFor } from '../texts/texts.ts';
import { Group } from './group.tsx';
import { Select } from './parts.tsx';

type BankPart = keyof typeof BANKS;
const BANK_PARTS = Object.keys(BANKS) as readonly BankPart[];

export function WorldGroup({ preview: { store } }: { readonly preview: Preview }) {
  const { network, bank, webhooks } = store.settings.value.world;
  const change = (world: Partial<WorldSettings>) => store.change({ world });
  const digest = [
    wordFor('network', network),
    ...(bank === 'none' ? [] : [wordFor('behavior', bank)]),
    ...(webhooks === 'normal' ? [] : [wordFor('webhooks', webhooks)]),
  ];
  return (
    <Group icon="world" name={t('groups.world')} digest={digest.join(' · ')}>
      <Select
        label={t('network.label')}
        value={network}
        hint={wordFor('networkHint', network)}
        onChoose={(one) => change({ network: one })}
      >
        {NETWORKS.map((one) => (
          <option key={one} value={one}>
            {t(`network.${one}`)}
          </option>
        ))}
      </Select>
      <Select
        label={t('bank.label')}
        value={bank}
        hint={t('bank.hint')}
        onChoose={(one) => change({ bank: one })}
      >
        {BANK_PARTS.map((part) => (
          <optgroup key={part} label={t(`bank.${part}`)}>
            {BANKS[part].map((one) => (
              <option key={one} value={one}>
                {wordFor('behavior', one)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
      <Select
        label={t('webhooks.label')}
        value={webhooks}
        hint={t('webhooks.hint')}
        onChoose={(one) => change({ webhooks: one })}
      >
        {WEBHOOK_ORDERS.map((one) => (
          <option key={one} value={one}>
            {t(`webhooks.${one}`)}
          </option>
        ))}
      </Select>
    </Group>
  );
}
