// The receipt: what was paid, to whom, when and with what, as the server tells it. Printed, it is all there is.

import type { PublicSession } from '@xpay/protocol/api';
import { numberLocale, withDigits } from '@xpay/protocol/money';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import { brandById } from '../methods/card/brand.ts';
import type { Result } from './result.ts';

export interface ReceiptProps {
  readonly session: PublicSession;
  readonly receipt: NonNullable<Result['receipt']>;
  readonly i18n: I18n;
}

export function Receipt({ session, receipt, i18n }: ReceiptProps) {
  const { card, email, reference } = receipt;
  return (
    <section class="xp-receipt" aria-labelledby={HEADING_ID}>
      <h2 class="xp-receipt__heading" id={HEADING_ID}>
        {i18n.t('hosted.receipt')}
      </h2>
      <dl class="xp-receipt__rows">
        <Row term={i18n.t('hosted.payee')}>
          <bdi>{session.merchant.displayName}</bdi>
        </Row>
        <Row term={i18n.t('hosted.date')}>
          <time dateTime={receipt.paidAt}>{formatMoment(receipt.paidAt, i18n.locale.value)}</time>
        </Row>
        {card !== null && (
          <Row term={i18n.t('outcome.card')}>
            {i18n.t('outcome.cardValue', {
              brand: brandById(card.brand)?.name ?? card.brand,
              last4: card.last4,
            })}
          </Row>
        )}
        <Method session={session} i18n={i18n} />
        <Row term={i18n.t('outcome.reference')}>
          <bdi dir="ltr">{reference}</bdi>
        </Row>
      </dl>
      <Amounts session={session} receipt={receipt} i18n={i18n} />
      {email !== null && <p class="xp-screen__small">{i18n.t('outcome.succeeded.receipt', { email })}</p>}
    </section>
  );
}

const HEADING_ID = 'xp-receipt-heading';

/** What it was paid with, where that was no card. */
function Method({ session, i18n }: Pick<ReceiptProps, 'session' | 'i18n'>) {
  const { method, card } = session.intent;
  const isOther = method !== undefined && card === null;
  useEffect(() => {
    if (isOther) void i18n.need('methods');
  }, [isOther]);
  if (!isOther || !i18n.has('methods')) return null;
  const name = BRANDS.get(method) ?? (isNamed(method) ? i18n.t(`methods.name.${method}`) : null);
  return name && <Row term={i18n.t('methods.heading')}>{name}</Row>;
}

const BRANDS = new Map([
  ['apple_pay', 'Apple Pay'],
  ['google_pay', 'Google Pay'],
]);

const NAMED = ['card', 'wallet', 'bnpl', 'bank_transfer'] as const;

/** A newer server may know more. */
function isNamed(method: string): method is (typeof NAMED)[number] {
  return NAMED.some((name) => name === method);
}

/** Everything that was bought, and how its prices come to what was paid. */
function Amounts({ session, receipt, i18n }: ReceiptProps) {
  const { currency, exponent, amountSubtotal, amountTax, lineItems } = session;
  const money = (amount: number) => <bdi>{i18n.money(amount, currency, exponent)}</bdi>;
  const discounts = session.discounts ?? [];
  const isPlain = amountSubtotal === session.amountTotal && discounts.length === 0 && amountTax === 0;
  return (
    <dl class="xp-receipt__rows">
      {lineItems.map(({ id, name, quantity, amount }) => (
        <Row key={id} term={<bdi>{quantity > 1 ? `${name} × ${quantity}` : name}</bdi>}>
          {money(amount)}
        </Row>
      ))}
      {!isPlain && <Row term={i18n.t('summary.subtotal')}>{money(amountSubtotal)}</Row>}
      {discounts.map(({ id, name, code, amount }) => (
        <Row key={id} term={<bdi>{name ?? code ?? i18n.t('summary.discount')}</bdi>}>
          {money(-amount)}
        </Row>
      ))}
      {discounts.length === 0 && session.amountDiscount !== 0 && (
        <Row term={i18n.t('summary.discount')}>{money(-session.amountDiscount)}</Row>
      )}
      {amountTax !== 0 && <Row term={i18n.t('summary.tax')}>{money(amountTax)}</Row>}
      <Row term={i18n.t('summary.total')} strong>
        {money(receipt.amount)}
      </Row>
    </dl>
  );
}

interface RowProps {
  readonly term: ComponentChildren;
  readonly children: ComponentChildren;
  readonly strong?: boolean;
}

function Row({ term, children, strong = false }: RowProps) {
  return (
    <div class="xp-receipt__row" data-strong={strong || undefined}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Day and minute of the buyer's own clock zone; by numbers where the browser lacks the language's words. */
function formatMoment(rfc3339: string, locale: string): string {
  const knows = Intl.DateTimeFormat.supportedLocalesOf(locale).length > 0;
  const options = knows
    ? ({ dateStyle: 'long', timeStyle: 'short' } as const)
    : ({ dateStyle: 'short', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(knows ? withDigits(locale) : numberLocale(locale), options).format(
    new Date(rfc3339),
  );
}
