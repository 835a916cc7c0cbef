// What is being bought and what it costs. Beside the form where there is room, above it and foldable where there is not.

import type { PublicLineItem, PublicSession } from '@xpay/protocol/api';
import { useState } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import { ChevronIcon } from '../ui/icon.tsx';
import './summary.css';

export interface SummaryProps {
  readonly session: PublicSession;
  readonly i18n: I18n;
}

/** The fold opens by a button only; where the container is wide, the style sheet shows everything without it. */
export function Summary({ session, i18n }: SummaryProps) {
  const [open, setOpen] = useState(false);
  const money = (amount: number) => i18n.money(amount, session.currency, session.exponent);
  const pieces = session.lineItems.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <section class="xp-summary" aria-label={i18n.t('summary.heading')} data-open={open || undefined}>
      <button
        class="xp-summary__bar"
        type="button"
        aria-expanded={open}
        aria-controls={DETAILS_ID}
        onClick={() => setOpen(!open)}
      >
        <span class="xp-summary__fold">
          {i18n.t(open ? 'summary.hide' : 'summary.show')}
          <ChevronIcon />
        </span>
        <span class="xp-summary__bar-end">
          <bdi class="xp-summary__bar-total">{money(session.amountTotal)}</bdi>
          {pieces > 0 && <span class="xp-summary__pieces">{i18n.t('summary.items', { count: pieces })}</span>}
        </span>
      </button>
      <div class="xp-summary__details" id={DETAILS_ID}>
        <div class="xp-summary__inner">
          <header class="xp-summary__head">
            <p class="xp-summary__merchant">
              <bdi>{session.merchant.displayName}</bdi>
            </p>
            <p class="xp-summary__amount">
              <bdi>{money(session.amountTotal)}</bdi>
            </p>
          </header>
          {session.lineItems.length > 0 && <Items items={session.lineItems} i18n={i18n} money={money} />}
          <Totals session={session} i18n={i18n} money={money} />
        </div>
      </div>
    </section>
  );
}

const DETAILS_ID = 'xp-summary-details';

interface ItemsProps {
  readonly items: readonly PublicLineItem[];
  readonly i18n: I18n;
  readonly money: (amount: number) => string;
}

// The frame loads nothing from other origins, so a product is pictured by its first letter.
function Items({ items, i18n, money }: ItemsProps) {
  return (
    <ul class="xp-summary__items">
      {items.map((item) => (
        <li key={item.id} class="xp-summary__item">
          <span class="xp-summary__picture" aria-hidden="true">
            {initialOf(item.name)}
          </span>
          <div class="xp-summary__words">
            <p class="xp-summary__name">
              <bdi>{item.name}</bdi>
            </p>
            {item.description !== null && (
              <p class="xp-summary__note">
                <bdi>{item.description}</bdi>
              </p>
            )}
            {item.quantity > 1 && (
              <p class="xp-summary__note">
                {i18n.t('summary.each', { quantity: item.quantity, amount: money(item.unitAmount) })}
              </p>
            )}
          </div>
          <bdi class="xp-summary__price">{money(item.amount)}</bdi>
        </li>
      ))}
    </ul>
  );
}

interface TotalsProps extends SummaryProps {
  readonly money: (amount: number) => string;
}

/** Subtotal, discount and tax appear only where they make a difference. */
function Totals({ session, i18n, money }: TotalsProps) {
  const { amountSubtotal, amountDiscount, amountTax, amountTotal } = session;
  const differs = amountSubtotal !== amountTotal || amountDiscount !== 0 || amountTax !== 0;
  return (
    <dl class="xp-summary__totals">
      {differs && <Row term={i18n.t('summary.subtotal')} text={money(amountSubtotal)} />}
      {amountDiscount !== 0 && <Row term={i18n.t('summary.discount')} text={money(-amountDiscount)} />}
      {amountTax !== 0 && <Row term={i18n.t('summary.tax')} text={money(amountTax)} />}
      <Row term={i18n.t('summary.total')} text={money(amountTotal)} strong />
    </dl>
  );
}

function Row({
  term,
  text,
  strong = false,
}: {
  readonly term: string;
  readonly text: string;
  readonly strong?: boolean;
}) {
  return (
    <div class="xp-summary__row" data-strong={strong || undefined}>
      <dt>{term}</dt>
      <dd>
        <bdi>{text}</bdi>
      </dd>
    </div>
  );
}

function initialOf(name: string): string {
  const [first = ''] = Array.from(name.trim());
  return first.toLocaleUpperCase();
}
