// What is being bought and what it costs. Beside the form where there is room, above it and foldable where there is not.

import type { PublicLineItem, PublicSession } from '@xpay/protocol/api';
import { useState } from 'preact/hooks';
import type { OrderControls } from '../form/extras.ts';
import type { I18n } from '../i18n/i18n.ts';
import { ChevronIcon } from '../ui/icon.tsx';
import './line-items.css';
import './summary.css';

export interface SummaryProps {
  readonly session: PublicSession;
  readonly i18n: I18n;
  /** What the buyer may change about the order; null where nothing, or not now. */
  readonly controls?: OrderControls | null | undefined;
  /** It is on its way to be paid. */
  readonly readOnly?: boolean;
}

/** The fold opens by a button only; where the container is wide, the style sheet shows everything without it. */
export function Summary(props: SummaryProps) {
  const { session, i18n } = props;
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
          {session.description && <div class="xp-summary__note">{wordsOf(session.description)}</div>}
          {pieces > 0 && <Items {...props} money={money} />}
          <Totals {...props} money={money} />
        </div>
      </div>
    </section>
  );
}

const DETAILS_ID = 'xp-summary-details';

interface PartProps extends SummaryProps {
  readonly money: (amount: number) => string;
}

/** As many lines stand one below the other; of more, the list scrolls in itself, so that the total stays near. */
const MOST_IN_SIGHT = 6;

function Items(props: PartProps) {
  const { i18n, controls, money } = props;
  const { lineItems } = props.session;
  return (
    <ul
      class="xp-summary__items"
      // What scrolls has to be reached by keyboard (WCAG 2.1.1).
      tabIndex={lineItems.length > MOST_IN_SIGHT ? 0 : undefined}
    >
      {lineItems.map((item) => (
        <li key={item.id} class="xp-summary__item">
          <Picture {...item} />
          <div class="xp-summary__words">
            <div class="xp-summary__name">{wordsOf(item.name)}</div>
            {item.description && <div class="xp-summary__note">{wordsOf(item.description)}</div>}
            {item.quantity > 1 && (
              <p class="xp-summary__note">
                {i18n.t('summary.each', { quantity: item.quantity, amount: money(item.unitAmount) })}
              </p>
            )}
            {controls && <controls.Quantity {...props} item={item} />}
          </div>
          <bdi class="xp-summary__price">{money(item.amount)}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** The frame loads nothing from other origins: what was not uploaded to ours, or does not come, is pictured by its first letter. */
function Picture({ name, imageUrl }: PublicLineItem) {
  return (
    <span class="xp-summary__picture" aria-hidden="true">
      {initialOf(name)}
      {imageUrl?.startsWith(`${location.origin}/`) && (
        <img
          src={imageUrl}
          alt=""
          loading="lazy"
          onError={({ currentTarget }) => {
            currentTarget.hidden = true;
          }}
        />
      )}
    </span>
  );
}

/** Longer than this it takes more than two lines of a narrow summary: the rest comes on demand. */
const LONG = 80;

/** The shop's words, whichever way they run. */
function wordsOf(text: string) {
  const words = <bdi>{text}</bdi>;
  if (text.length <= LONG) return words;
  return (
    <details>
      <summary>{words}</summary>
    </details>
  );
}

/** Subtotal, discount and tax appear only where they make a difference. */
function Totals(props: PartProps) {
  const { i18n, controls, money } = props;
  const { amountSubtotal, amountDiscount, amountTax, amountTotal } = props.session;
  const differs = amountSubtotal !== amountTotal || amountDiscount !== 0 || amountTax !== 0;
  return (
    <>
      {controls && <controls.Entry {...props} />}
      <dl class="xp-summary__totals">
        {differs && <Row term={i18n.t('summary.subtotal')} text={money(amountSubtotal)} />}
        {amountDiscount !== 0 &&
          (controls ? (
            <controls.Discounts {...props} />
          ) : (
            <Row term={i18n.t('summary.discount')} text={money(-amountDiscount)} />
          ))}
        {amountTax !== 0 && <Row term={i18n.t('summary.tax')} text={money(amountTax)} />}
        <Row term={i18n.t('summary.total')} text={money(amountTotal)} strong />
      </dl>
    </>
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
