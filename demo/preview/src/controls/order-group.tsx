// What is sold: items, prices, the currency, and what makes it cheaper.

import { CURRENCIES, exponentOf } from '@xpay/protocol/currencies';
import { useId, useState } from 'preact/hooks';
import type { Preview } from '../preview.ts';
import { LIMITS } from '../settings/choices.ts';
import { subtotalOf } from '../settings/goods.ts';
import type { SessionSettings } from '../settings/settings.ts';
import { count, t } from '../texts/texts.ts';
import { Group } from './group.tsx';
import { Range, Select, Switch } from './parts.tsx';
import { currencyName, money, percent } from './words.ts';

/** What shops ask for most, and one each with no and with three decimals. */
const OFTEN = ['USD', 'EUR', 'GBP', 'JPY', 'INR', 'BRL', 'AED', 'SAR', 'KWD', 'CHF'];

export function OrderGroup({ preview: { store } }: { readonly preview: Preview }) {
  const { session } = store.settings.value;
  const change = (part: Partial<SessionSettings>) => store.change({ session: part });
  const { items, amount, currency, discount, quantities, promotion } = session;
  const digest = `${money(subtotalOf(session), currency)} · ${t('order.count', { count: items })}`;
  return (
    <Group icon="order" name={t('groups.order')} digest={digest}>
      <Amount amount={amount} currency={currency} onChange={(next) => change({ amount: next })} />
      <Select label={t('order.currency')} value={currency} onChoose={(code) => change({ currency: code })}>
        <optgroup label={t('order.often')}>
          {OFTEN.map((code) => (
            <option key={code} value={code}>
              {currencyName(code)}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('order.all')}>
          {CURRENCIES.filter((code) => !OFTEN.includes(code)).map((code) => (
            <option key={code} value={code}>
              {currencyName(code)}
            </option>
          ))}
        </optgroup>
      </Select>
      <Range
        label={t('order.items')}
        value={items}
        limits={LIMITS.items}
        text={count(items)}
        onInput={(next) => change({ items: next })}
      />
      <Range
        label={t('order.discount')}
        value={discount}
        limits={LIMITS.discount}
        step={5}
        text={percent(discount)}
        onInput={(next) => change({ discount: next })}
      />
      <Switch
        label={t('order.quantities')}
        isOn={quantities}
        onSwitch={(isOn) => change({ quantities: isOn })}
      />
      <Switch
        label={t('order.promotion')}
        hint={t('order.promotionHint')}
        isOn={promotion}
        onSwitch={(isOn) => change({ promotion: isOn })}
      />
    </Group>
  );
}

interface AmountProps {
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly onChange: (amount: number) => void;
}

/** Typed in major units; what is out of reach is said, and changes nothing. */
function Amount({ amount, currency, onChange }: AmountProps) {
  const id = useId();
  const unit = 10 ** (exponentOf(currency) ?? 2);
  const [problem, setProblem] = useState('');
  const [least, most] = LIMITS.amount;
  const type = (major: number) => {
    const minor = Math.round(major * unit);
    const isRight = minor >= least && minor <= most;
    setProblem(
      isRight ? '' : t('order.amountProblem', { least: money(least, currency), most: money(most, currency) }),
    );
    if (isRight) onChange(minor);
  };
  return (
    <div class="pv-field">
      <label class="pv-label" for={id}>
        {t('order.amount')}
      </label>
      <input
        id={id}
        class="pv-input"
        type="number"
        inputMode="decimal"
        dir="ltr"
        min={least / unit}
        max={most / unit}
        step={1 / unit}
        value={amount / unit}
        aria-invalid={problem !== ''}
        aria-describedby={problem === '' ? undefined : `${id}-problem`}
        onInput={(event) => type(event.currentTarget.valueAsNumber)}
      />
      {problem !== '' && (
        <p id={`${id}-problem`} class="pv-problem">
          {problem}
        </p>
      )}
    </div>
  );
}
