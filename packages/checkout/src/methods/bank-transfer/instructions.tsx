// Where the buyer sends the money, each detail with a button that copies it. Fetched when a transfer is waited for.

import type { PublicSession } from '@xpay/protocol/api';
import { numberLocale } from '@xpay/protocol/money';
import type { PaymentInstructions } from '@xpay/protocol/payment-methods';
import type { I18n } from '../../i18n/i18n.ts';
import { adoptSheet } from '../../ui/adopt-sheet.ts';
import { ClockIcon } from '../../ui/later-icon.tsx';
import { Screen } from '../../ui/screen.tsx';
import { CopyButton } from './copy-button.tsx';
import styles from './instructions.css?inline';

adoptSheet(styles);

export interface InstructionsProps {
  readonly session: PublicSession;
  readonly instructions: PaymentInstructions;
  readonly i18n: I18n;
}

interface Detail {
  readonly label: string;
  readonly shown: string;
  /** As a bank's form takes it; null for what nobody has to enter. */
  readonly copied: string | null;
}

export function Instructions({ session, instructions, i18n }: InstructionsProps) {
  const { displayName: merchant } = session.merchant;
  return (
    <Screen look="waiting" icon={<ClockIcon size={28} />} title={i18n.t('methods.transfer.title')}>
      <p>{i18n.t('methods.transfer.text', { merchant })}</p>
      <dl class="xp-transfer">
        {detailsOf(instructions, session, i18n).map(({ label, shown, copied }) => (
          <div class="xp-transfer__row" key={label}>
            <div class="xp-transfer__words">
              <dt>{label}</dt>
              <dd>
                <bdi dir="auto">{shown}</bdi>
              </dd>
            </div>
            {copied !== null && <CopyButton text={copied} label={label} i18n={i18n} />}
          </div>
        ))}
      </dl>
    </Screen>
  );
}

/** Only what the country has: an IBAN, or a number in its place. */
function detailsOf(
  instructions: PaymentInstructions,
  { exponent }: PublicSession,
  i18n: I18n,
): readonly Detail[] {
  const { accountHolder, iban, accountNumber, bic, bankName, reference, amount, currency } = instructions;
  const plain = (label: string, text: string | null) =>
    text === null ? [] : [{ label, shown: text, copied: text }];
  return [
    {
      label: i18n.t('outcome.amount'),
      shown: i18n.money(amount, currency, exponent),
      copied: decimal(amount, exponent),
    },
    ...plain(i18n.t('methods.transfer.holder'), accountHolder),
    ...(iban === null ? [] : [{ label: 'IBAN', shown: inFours(iban), copied: iban }]),
    ...plain(i18n.t('methods.transfer.account'), accountNumber),
    ...plain('BIC', bic),
    { label: i18n.t('methods.transfer.bank'), shown: bankName, copied: null },
    ...plain(i18n.t('outcome.reference'), reference),
    {
      label: i18n.t('methods.transfer.until'),
      shown: formatDay(instructions.expiresAt, i18n),
      copied: null,
    },
  ];
}

/** As IBANs are printed (ISO 13616-1, "printed format"); copied they have no spaces ("electronic format"). */
function inFours(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

/** The plain number, as forms take it: `49.00`. */
function decimal(amount: number, exponent: number): string {
  return (amount / 10 ** exponent).toFixed(exponent);
}

/** The buyer's own day: by then the money has to be there. */
function formatDay(time: string, { locale }: I18n): string {
  return new Intl.DateTimeFormat(numberLocale(locale.value), { dateStyle: 'long' }).format(Date.parse(time));
}
