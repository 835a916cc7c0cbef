// Rows of the totals: what was taken off, in the shop's words, and the codes that can be taken off again.

import type { PublicSession } from '@xpay/protocol/api';
import type { PublicDiscount } from '@xpay/protocol/order';
import type { I18n } from '../i18n/i18n.ts';
import { Spinner } from '../ui/icon.tsx';
import { CrossIcon } from '../ui/later-icon.tsx';
import { focusEntry } from './code-entry.tsx';
import type { Codes } from './codes.ts';

export interface DiscountRowsProps {
  readonly session: PublicSession;
  readonly readOnly: boolean;
  readonly codes: Codes;
  readonly i18n: I18n;
}

export function DiscountRows({ session, ...controls }: DiscountRowsProps) {
  return session.discounts?.map((discount) => (
    <div key={discount.id} class="xp-summary__row">
      <dt>
        <Name discount={discount} {...controls} />
      </dt>
      <dd>
        <bdi>{controls.i18n.money(-discount.amount, session.currency, session.exponent)}</bdi>
      </dd>
    </div>
  ));
}

type NameProps = Omit<DiscountRowsProps, 'session'> & { readonly discount: PublicDiscount };

function Name({ discount, readOnly, codes, i18n }: NameProps) {
  const { id, code, name } = discount;
  if (code === null) return <Cut>{name ?? i18n.t('summary.discount')}</Cut>;
  const isBusy = codes.busy.value === id;
  const remove = async () => {
    if (!readOnly && (await codes.remove(id))) focusEntry();
  };
  return (
    <>
      <span class="xp-discount__chip">
        <bdi>{code}</bdi>
        <button
          class="xp-discount__remove"
          type="button"
          aria-label={i18n.t('order.code.remove', { code })}
          aria-disabled={readOnly || isBusy || undefined}
          onClick={remove}
        >
          {isBusy ? <Spinner size={16} /> : <CrossIcon />}
        </button>
      </span>
      {name !== null && <Cut>{name}</Cut>}
    </>
  );
}

/** The shop's words, at the side where the others are, and no more of them than two lines. */
function Cut({ children }: { readonly children: string }) {
  return (
    <span class="xp-discount__name">
      <bdi>{children}</bdi>
    </span>
  );
}
