// Every documented test card, with what will happen to it; one press fills the form. Not part of live checkouts' code.

import type { I18n } from '../i18n/i18n.ts';
import { brandOf } from '../methods/card/brand.ts';
import type { CardForm } from '../methods/card/card-form.ts';
import { adoptSheet } from '../ui/adopt-sheet.ts';
import { BrandMark } from '../ui/brand-mark.tsx';
import { TEST_CARDS, type TestCard } from './test-cards.ts';
import styles from './test-menu.css?inline';

adoptSheet(styles);

export interface TestMenuProps {
  readonly form: CardForm;
  readonly i18n: I18n;
  /** The form is filled, or the buyer wants to leave. */
  readonly onDone: () => void;
  /** A card is about to be filled in. */
  readonly onFill?: (() => void) | undefined;
}

/** What the sandbox's bank takes for its one-time code. */
const BANK_CODE = '123456';

export function TestMenu({ form, i18n, onDone, onFill }: TestMenuProps) {
  const fill = (card: TestCard) => {
    onFill?.();
    form.fill({
      number: card.number,
      expiry: nextYear(),
      securityCode: '1234'.slice(0, brandOf(card.number)?.securityCodeLength ?? 3),
      name: 'Test Buyer',
      email: 'buyer@example.com',
      postalCode: '12345',
    });
    onDone();
  };
  return (
    <div class="xp-test__menu">
      <p class="xp-test__intro">
        {i18n.t('testCards.intro')} {i18n.t('testCards.code', { code: BANK_CODE })}
      </p>
      <ul class="xp-test__cards">
        {TEST_CARDS.map((card) => (
          <li key={card.number}>
            <button
              class="xp-test__card"
              type="button"
              onClick={() => fill(card)}
              onKeyDown={(event) => {
                if (event.key !== 'Escape') return;
                event.preventDefault();
                onDone();
              }}
            >
              <BrandMark id={brandOf(card.number)?.id ?? ''} name={brandOf(card.number)?.name ?? ''} />
              <bdi dir="ltr" class="xp-test__digits">
                •••• {card.number.slice(-4)}
              </bdi>
              <span class="xp-test__outcome">{i18n.t(card.outcome)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** An expiry that is never in the past. */
function nextYear(): string {
  return `12 / ${String(new Date().getUTCFullYear() + 1).slice(-2)}`;
}
