// How it is paid, and what the buyer is asked for.

import type { Preview } from '../preview.ts';
import { CAPTURES, FIELDS, LIMITS, METHODS, SUBMITS } from '../settings/choices.ts';
import type { SessionSettings } from '../settings/settings.ts';
import { t } from '../texts/texts.ts';
import { Group } from './group.tsx';
import { Chips, Range, Segmented, Switch } from './parts.tsx';
import { duration, listed } from './words.ts';

export function PaymentGroup({ preview: { store } }: { readonly preview: Preview }) {
  const { methods, returning, submit, capture, expires } = store.settings.value.session;
  const change = (part: Partial<SessionSettings>) => store.change({ session: part });
  const digest = listed([t('method.card'), ...methods.map((method) => t(`method.${method}`))]);
  return (
    <Group icon="payment" name={t('groups.payment')} digest={digest}>
      <Chips
        legend={t('payment.methods')}
        values={METHODS}
        chosen={methods}
        nameOf={(method) => t(`method.${method}`)}
        onChoose={(chosen) => change({ methods: chosen })}
      />
      <Switch
        label={t('payment.returning')}
        hint={t('payment.returningHint')}
        isOn={returning}
        onSwitch={(isOn) => change({ returning: isOn })}
      />
      <Segmented
        legend={t('payment.submit')}
        values={SUBMITS}
        value={submit}
        nameOf={(one) => t(`submit.${one}`)}
        onChoose={(one) => change({ submit: one })}
      />
      <Segmented
        legend={t('payment.capture')}
        values={CAPTURES}
        value={capture}
        nameOf={(one) => t(`capture.${one}`)}
        hint={t('payment.captureHint')}
        onChoose={(one) => change({ capture: one })}
      />
      <Range
        label={t('payment.expires')}
        value={expires}
        limits={LIMITS.expires}
        step={30}
        text={duration(expires)}
        onInput={(minutes) => change({ expires: minutes })}
      />
    </Group>
  );
}

export function DetailsGroup({ preview: { store } }: { readonly preview: Preview }) {
  const { fields } = store.settings.value.session;
  const names = fields.map((field) => t(`field.${field}`));
  return (
    <Group icon="details" name={t('groups.details')} digest={listed([t('method.card'), ...names])}>
      <Chips
        legend={t('groups.details')}
        isLegendHidden
        values={FIELDS}
        chosen={fields}
        nameOf={(field) => t(`field.${field}`)}
        onChoose={(chosen) => store.change({ session: { fields: chosen } })}
      />
    </Group>
  );
}
