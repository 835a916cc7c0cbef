// The words for what nobody asked for: between the fields and the button, where nothing that a finger is on its way to moves
// but the button; or below the screen that has taken the form's place.

import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import type { ComponentType } from 'preact';
import { formatDuration } from '../i18n/duration.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { State } from '../payment/state.ts';
import type { TimeLeft } from '../threeds/time-left.ts';
import { adoptSheet } from '../ui/adopt-sheet.ts';
import { ClockIcon } from '../ui/later-icon.tsx';
import type { News } from './news.ts';
import styles from './news-views.css?inline';

adoptSheet(styles);

export interface NewsViews {
  /** The latest news for those who do not see it: to be said politely, once (WCAG 4.1.3). Reads signals. */
  readonly said: (session: PublicSession) => string;
  /** In the form, above its button. */
  readonly Notes: ComponentType<{ readonly session: PublicSession }>;
  /** Below what takes the form's place. */
  readonly Addition: ComponentType<{ readonly state: State }>;
}

export interface NewsAround {
  readonly i18n: I18n;
  /** A card that was typed is not in the form any more, as another session has taken its place. */
  readonly isRenewed: ReadonlySignal<boolean>;
  readonly online: ReadonlySignal<boolean>;
}

export function createNewsViews(news: News, { i18n, isRenewed, online }: NewsAround): NewsViews {
  const latest = createLatest(news, isRenewed);

  const renewedWords = () => (isRenewed.value ? i18n.t('live.renewed') : '');
  const timeWords = (left: TimeLeft | null) =>
    left === null
      ? ''
      : i18n.t('live.timeLeft', { time: formatDuration(left.count, left.unit, i18n.locale.value) });
  const changeWords = ({ amountTotal, currency, exponent }: PublicSession) => {
    if (news.change.value === null) return '';
    if (news.change.value === 'order') return i18n.t('live.order');
    return i18n.t('live.total', { amount: i18n.money(amountTotal, currency, exponent) });
  };

  return {
    said(session) {
      if (latest.value === null || !i18n.has('live')) return '';
      const { kind, left } = latest.value;
      if (kind === 'time') return timeWords(left);
      return kind === 'change' ? changeWords(session) : renewedWords();
    },
    Notes({ session }) {
      if (!i18n.has('live')) return null;
      const notes = [renewedWords(), changeWords(session), timeWords(news.left.value)];
      return notes.map((words, index) => words !== '' && <Note key={index}>{words}</Note>);
    },
    Addition({ state }) {
      if (!i18n.has('live')) return null;
      // Of an order without a price these words are not true: nothing was paid.
      const isPaid = !('session' in state) || state.session.amountTotal > 0;
      if (news.isElsewhere.value && isPaid) return <Note>{i18n.t('live.elsewhere')}</Note>;
      const isCutOff = state.name === 'checking' && !online.value;
      return isCutOff ? <Note>{i18n.t('live.offline')}</Note> : null;
    },
  };
}

/** No alert: what changed is said by the checkout's one live region. */
function Note({ children }: { readonly children: string }) {
  return (
    <p class="xp-note">
      <ClockIcon />
      <span>{children}</span>
    </p>
  );
}

interface Latest {
  readonly kind: 'renewed' | 'change' | 'time';
  /** When it became little. */
  readonly left: TimeLeft | null;
}

/** What came last; time is said when it becomes little, not while it runs down. Null when that does not hold any more. */
function createLatest(
  { change, left }: News,
  isRenewed: ReadonlySignal<boolean>,
): ReadonlySignal<Latest | null> {
  const latest = signal<Latest | null>(null);
  const follow = (kind: Latest['kind'], holds: () => unknown) => {
    let held = false;
    effect(() => {
      const holdsNow = Boolean(holds());
      if (holdsNow && !held) latest.value = { kind, left: left.peek() };
      else if (!holdsNow && latest.peek()?.kind === kind) latest.value = null;
      held = holdsNow;
    });
  };
  follow('renewed', () => isRenewed.value);
  follow('change', () => change.value);
  follow('time', () => left.value);
  return latest;
}
