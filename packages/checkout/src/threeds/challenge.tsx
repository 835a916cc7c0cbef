// The dialog around the page where the buyer is asked: what is confirmed, for how much and to whom, and a way out that is always in reach.

import type { PublicSession } from '@xpay/protocol/api';
import type { WindowSize } from '@xpay/protocol/next-action';
import type { RefObject } from 'preact';
import type { I18n } from '../i18n/i18n.ts';
import { languageNews } from '../language/languages.ts';
import { Announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Spinner } from '../ui/icon.tsx';
import type { AskedWords } from './asked-words.ts';
import styles from './challenge.css?inline';

// The document's policy admits its own sheet only, and this one is not needed before; sheets made by scripts are not asked.
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

export interface ChallengeProps {
  readonly dialog: RefObject<HTMLDialogElement | null>;
  readonly heading: RefObject<HTMLHeadingElement | null>;
  readonly bridge: RefObject<HTMLIFrameElement | null>;
  readonly bridgeUrl: string;
  readonly session: PublicSession;
  readonly words: AskedWords;
  /** As the bank was told. */
  readonly windowSize: WindowSize;
  /** The bridge has not answered yet. */
  readonly isLoading: boolean;
  readonly i18n: I18n;
  readonly onCancel: () => void;
  /** Goes to the bank's page in place of the shop's; null while that is not offered. */
  readonly onLeave: (() => void) | null;
}

/** To banks of any origin through every frame between; the bridge passes it on (Permissions Policy, 9.8). */
const ALLOW = 'payment *; publickey-credentials-get *; otp-credentials *';

/** Closed until `showModal()`: in there, unseen, the bridge works for the steps before. */
export function Challenge(props: ChallengeProps) {
  const { dialog, session, words, i18n, onCancel, onLeave } = props;
  const amount = i18n.money(session.amountTotal, session.currency, session.exponent);
  return (
    <dialog
      class="xp-bank"
      ref={dialog}
      data-size={props.windowSize}
      aria-labelledby="xp-bank-title"
      aria-describedby="xp-bank-payment"
    >
      <header class="xp-bank__head">
        <div class="xp-bank__words">
          <h2 class="xp-bank__title" id="xp-bank-title" tabIndex={-1} ref={props.heading}>
            {words.heading}
          </h2>
          <p class="xp-bank__payment" id="xp-bank-payment">
            {i18n.t('threeds.payment', { amount, merchant: session.merchant.displayName })}
          </p>
        </div>
        <Button look="quiet" onClick={onCancel}>
          {i18n.t('threeds.cancel')}
        </Button>
      </header>
      <div class="xp-bank__page">
        {props.isLoading && <Spinner size={28} />}
        <iframe
          class="xp-bank__frame"
          ref={props.bridge}
          src={props.bridgeUrl}
          title={words.page}
          allow={ALLOW}
          referrerpolicy="strict-origin"
        />
      </div>
      {onLeave !== null && (
        <div class="xp-bank__trouble">
          <span>{i18n.t('threeds.trouble')}</span>
          <Button look="quiet" onClick={onLeave}>
            {words.leave}
          </Button>
        </div>
      )}
      <Announce
        locale={i18n.locale.value}
        onLocale={() => languageNews(i18n)}
        message={onLeave === null ? '' : `${i18n.t('threeds.trouble')} ${words.leave}`}
      />
    </dialog>
  );
}
