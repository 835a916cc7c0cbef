// The end of an outcome on a page of its own: what the shop says, the way back with its countdown, the receipt.

import type { PublicSession } from '@xpay/protocol/api';
import type { ComponentChildren, ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { formatDuration } from '../i18n/duration.ts';
import type { I18n } from '../i18n/i18n.ts';
import { hosted as english } from '../i18n/locales/en.json';
import type { AfterProps } from '../payment/outcome.tsx';
import { adoptSheet } from '../ui/adopt-sheet.ts';
import { Announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import styles from './hosted.css?inline';
import type { HostedGiven } from './later.tsx';
import type { Back } from './page-head.ts';
import { Receipt } from './receipt.tsx';
import type { Hosted } from './start-result.ts';

adoptSheet(styles);

/** The component of one page; until its words are there it shows what it takes the place of. */
export function createEnding(
  { i18n }: Pick<HostedGiven, 'i18n'>,
  hosted: Hosted,
  back: Back | null,
): ComponentType<AfterProps> {
  void i18n.need('hosted', { hosted: english });
  return ({ state, children }) => {
    if (!i18n.has('hosted')) return <>{children}</>;
    if (state.name === 'succeeded')
      return <Paid session={state.session} i18n={i18n} hosted={hosted} facts={children} />;
    const merchant = 'session' in state ? state.session.merchant.displayName : (back?.merchant ?? '');
    const url = hosted.result.value?.redirectTo ?? back?.url;
    if (url === undefined) return null;
    const isOnly = state.name !== 'unreachable';
    return (
      <>
        {isOnly && <Countdown merchant={merchant} i18n={i18n} hosted={hosted} />}
        <WayBack url={url} look={isOnly ? 'primary' : 'quiet'} hosted={hosted}>
          {i18n.t('hosted.back', { merchant })}
        </WayBack>
      </>
    );
  };
}

interface PaidProps {
  readonly session: PublicSession;
  readonly i18n: I18n;
  readonly hosted: Hosted;
  /** Shown until the server has told what is on the receipt. */
  readonly facts: ComponentChildren;
}

function Paid({ session, i18n, hosted, facts }: PaidProps) {
  const result = hosted.result.value;
  if (result === null) return <>{facts}</>;
  const { redirectTo, message, receipt } = result;
  const merchant = session.merchant.displayName;
  return (
    <>
      {message !== null && (
        <p class="xp-message" dir="auto">
          {message}
        </p>
      )}
      {redirectTo !== null && (
        <>
          <Countdown merchant={merchant} i18n={i18n} hosted={hosted} />
          <WayBack url={redirectTo} look="primary" hosted={hosted}>
            {i18n.t('hosted.now', { merchant })}
          </WayBack>
        </>
      )}
      {receipt === null ? facts : <Receipt session={session} receipt={receipt} i18n={i18n} />}
      <span class="xp-print">
        <Button look="quiet" onClick={() => print()}>
          {i18n.t('hosted.print')}
        </Button>
      </span>
    </>
  );
}

interface CountdownProps {
  readonly merchant: string;
  readonly i18n: I18n;
  readonly hosted: Hosted;
}

/**
 * Seen each second, heard once (WCAG 2.2.2): the words that are said keep the time they began with. Its place stays when it
 * has gone, so that no button comes to lie under a finger.
 */
function Countdown({ merchant, i18n, hosted }: CountdownProps) {
  const { left, stop } = hosted.returning;
  const words = (seconds: number) =>
    i18n.t('hosted.returns', { merchant, time: durationOf(seconds, i18n.locale.value) });
  const place = useRef<HTMLDivElement>(null);
  const seconds = left.value;
  const stay = () => {
    // The button goes: the focus stays where something can be done.
    const way = place.current?.nextElementSibling;
    if (way instanceof HTMLElement) way.focus();
    stop();
  };
  return (
    <div class="xp-return" ref={place}>
      <Said words={seconds === null ? '' : words(seconds)} locale={i18n.locale.value} />
      {seconds !== null && (
        <>
          <p aria-hidden="true">{words(seconds)}</p>
          <Button look="quiet" onClick={stay}>
            {i18n.t('hosted.stay')}
          </Button>
        </>
      )}
    </div>
  );
}

function durationOf(seconds: number, locale: string): string {
  return seconds < 120
    ? formatDuration(seconds, 'second', locale)
    : formatDuration(Math.ceil(seconds / 60), 'minute', locale);
}

/** A live region is heard when it changes, not when it comes: the words follow it. In another language they are no news. */
function Said({ words, locale }: { readonly words: string; readonly locale: string }) {
  const [said, say] = useState('');
  useEffect(() => {
    if (said === '' && words !== '') say(words);
  }, [words]);
  return <Announce message={said} locale={locale} onLocale={() => ''} />;
}

interface WayBackProps {
  readonly url: string;
  readonly look: 'primary' | 'quiet';
  readonly hosted: Hosted;
  readonly children: ComponentChildren;
}

/** A link, which can be opened elsewhere too. Followed here, it takes this page's place in the browser's history. */
function WayBack({ url, look, hosted, children }: WayBackProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    hosted.go(url);
  };
  return (
    <a class="xp-button xp-way" data-look={look} href={url} onClick={follow}>
      {children}
    </a>
  );
}
