// The cards that the buyer keeps, each a row of the list: the code that the shop wants again, and a way to remove it.

import { untracked } from '@preact/signals';
import type { PublicSavedCard } from '@xpay/protocol/payment-methods';
import { adoptSheet } from '../../ui/adopt-sheet.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { ErrorIcon } from '../../ui/icon.tsx';
import type { MakeMethods, Method, MethodDeps, PanelProps } from '../method.ts';
import { Remove } from './remove.tsx';
import styles from './saved.css?inline';
import { createSavedCard, type SavedCard, type Wrong } from './saved-card.ts';
import { codeId, SecurityCode } from './security-code.tsx';

adoptSheet(styles);

export const createSavedCards: MakeMethods = (deps) =>
  untracked(() => deps.session.value.savedCards ?? []).map((card) => toMethod(card, deps));

function toMethod(card: PublicSavedCard, deps: MethodDeps): Method {
  const { i18n, say } = deps;
  const saved = createSavedCard(card, deps);
  const { brand, expiry, isExpired } = saved;
  const name = () => i18n.t('outcome.cardValue', { brand: brand?.name ?? card.brand, last4: card.last4 });
  const mend = (wrong: Wrong | null) => wrong && (() => focusOn(saved, wrong));
  const onRemoved = () => say(() => i18n.t('methods.saved.removed', { card: name() }));

  function Panel({ readOnly }: PanelProps) {
    const error = saved.error.value;
    return (
      <div class="xp-saved" id={panelId(saved)} tabIndex={-1}>
        {error !== null && (
          <p class="xp-field__message" role="alert" data-error>
            <ErrorIcon />
            <span>{i18n.t(error)}</span>
          </p>
        )}
        {card.needsCvc && !isExpired.value && error === null && (
          <SecurityCode saved={saved} i18n={i18n} readOnly={readOnly} />
        )}
        {!readOnly && <Remove saved={saved} i18n={i18n} name={name()} onRemoved={onRemoved} />}
      </div>
    );
  }

  return {
    id: card.id,
    type: 'saved_card',
    isOffered: saved.isOffered,
    isUsable: () => !isExpired.value,
    name,
    note: () => i18n.t(isExpired.value ? 'methods.saved.expired' : 'methods.saved.expires', { date: expiry }),
    Marks: () => <BrandMark id={card.brand} />,
    Panel,
    complete: saved.complete,
    validate: () => mend(saved.validate()),
    paymentMethod: saved.paymentMethod,
    buttonWords: () => null,
    refuse: (code, param) => mend(saved.refuse(code, param)),
    declined() {
      saved.code.clear();
      return () => focusOn(saved, card.needsCvc ? 'code' : 'card');
    },
  };
}

function panelId({ card }: SavedCard): string {
  return `xp-saved-${card.id}`;
}

/** Where the code is typed, or else to the card's own place, where what is wrong stands. */
function focusOn(saved: SavedCard, what: Wrong): void {
  const input = what === 'code' ? document.getElementById(codeId(saved)) : null;
  (input ?? document.getElementById(panelId(saved)))?.focus();
}
