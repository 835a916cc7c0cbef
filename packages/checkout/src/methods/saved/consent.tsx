// Whether the card that is being typed may be kept: asked in plain words, and never ticked for the buyer.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import type { ComponentType } from 'preact';
import { useId } from 'preact/hooks';
import type { I18n } from '../../i18n/i18n.ts';
import { adoptSheet } from '../../ui/adopt-sheet.ts';
import styles from './consent.css?inline';

adoptSheet(styles);

export interface Consent {
  readonly View: ComponentType<{ readonly readOnly: boolean }>;
  /** The session offers to keep the card, and the buyer has agreed. */
  isGiven(): boolean;
}

/** The question of one form; a consent is good for one form only. */
export function createConsent(session: ReadonlySignal<PublicSession>, i18n: I18n): Consent {
  const isTicked = signal(false);
  return {
    isGiven: () => session.peek().offerToSaveCard === true && isTicked.peek(),
    View({ readOnly }) {
      const hintId = useId();
      const { offerToSaveCard, merchant } = session.value;
      if (offerToSaveCard !== true) return null;
      return (
        <div class="xp-consent">
          <label class="xp-consent__label">
            <input
              class="xp-consent__box"
              type="checkbox"
              checked={isTicked.value}
              disabled={readOnly}
              aria-describedby={hintId}
              onChange={(event) => {
                isTicked.value = event.currentTarget.checked;
              }}
            />
            {i18n.t('methods.saved.offer')}
          </label>
          <p class="xp-consent__hint" id={hintId}>
            {i18n.t('methods.saved.offerHint', { merchant: merchant.displayName })}
          </p>
        </div>
      );
    },
  };
}
