// The part of a check by the bank that happens in the browser: the line to the bridge, and the dialog around the bank's page,
// or around that of a wallet or a lender.
// Fetched while a payment is sent, since few payments need it. The bridge's iframe is made once, in the dialog where it will
// be seen, and neither moved nor made again before the end: either would load the bank's page anew.

import type { PublicSession } from '@xpay/protocol/api';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import { threeds } from '../i18n/locales/en.json';
import type { Payment } from '../payment/payment.ts';
import { askedWords } from './asked-words.ts';
import { type BridgeLine, openBridgeLine } from './bridge-line.ts';
import { Challenge } from './challenge.tsx';
import { createFullWindow, type FullWindow } from './full-window.ts';
import { orderFor, renamingFor } from './order.ts';
import { measureRoom, type Room } from './room.ts';
import type { BridgedStep, ThreeDsDeps } from './threeds-deps.ts';

export interface ThreeDsProps {
  readonly session: PublicSession;
  readonly step: BridgedStep;
  readonly payment: Pick<Payment, 'bankAsked' | 'bankSaid' | 'bridgeLost' | 'cancelAction' | 'leave'>;
  readonly i18n: I18n;
  readonly deps: Pick<ThreeDsDeps, 'bridgeUrl' | 'clock' | 'onFullSize'>;
}

/** For when the words that belong to this code cannot be had in any language. */
export const SPARE_WORDS = { threeds };

/** Mount it when the first step begins, and keep it until none of its steps is left. */
export function ThreeDs({ session, step, payment, i18n, deps }: ThreeDsProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const bridge = useRef<HTMLIFrameElement>(null);
  const line = useRef<BridgeLine | null>(null);
  const [isBridgeThere, setBridgeThere] = useState(false);
  const [room, setRoom] = useState<Room>(() => measureRoom(window));
  const isAsked = step.kind === 'challenge' || step.kind === 'approval';
  const words = askedWords(step, i18n);

  useLayoutEffect(() => {
    if (bridge.current === null) return;
    const origin = new URL(deps.bridgeUrl).origin;
    const opened = openBridgeLine(
      bridge.current,
      { origin, clock: deps.clock },
      {
        opened: () => setBridgeThere(true),
        ordering: ({ id }) => payment.bankAsked(id),
        received: payment.bankSaid,
        lost: payment.bridgeLost,
      },
    );
    line.current = opened;
    return opened.close;
  }, []);

  useLayoutEffect(() => {
    const order = orderFor(step, { title: words.page, locale: i18n.locale.peek() });
    if (order !== null) line.current?.send(order);
  }, [step.kind]);

  const named = useRef(i18n.locale.value);
  useLayoutEffect(() => {
    if (named.current === i18n.locale.value) return;
    named.current = i18n.locale.value;
    const order = renamingFor(step, { title: words.page, locale: named.current });
    if (order !== null) line.current?.send(order);
  }, [i18n.locale.value]);

  useLayoutEffect(() => {
    if (!isAsked || dialog.current === null) return;
    setRoom(measureRoom(window));
    const close = open(dialog.current, payment.cancelAction);
    const fullWindow = createFullWindow(document.documentElement, deps.onFullSize);
    const stopFitting = fit(fullWindow);
    // Tab goes on from here: to Cancel, then into the bank's page.
    const focusHeading = () => heading.current?.focus();
    focusHeading();
    // A frame that is given the window loses its focus, and is given it back with nothing focused in it.
    const refocus = () => {
      if (document.activeElement === document.body) focusHeading();
    };
    addEventListener('focus', refocus);
    return () => {
      removeEventListener('focus', refocus);
      // Out of the bank's page before that is gone: a window whose focused frame is removed has no focus any more.
      // With the whole window it was there, even if the browser lost it while the bank's page was loading.
      if (document.hasFocus() || fullWindow.isTaken()) focusHeading();
      // First the form is seen again: closing gives the focus back to it.
      stopFitting();
      close();
    };
  }, [isAsked]);

  const redirectUrl = isAsked && step.isSilent ? step.action.redirectUrl : null;
  return (
    <Challenge
      dialog={dialog}
      heading={heading}
      bridge={bridge}
      bridgeUrl={deps.bridgeUrl}
      session={session}
      words={words}
      windowSize={room.windowSize}
      isLoading={!isBridgeThere}
      i18n={i18n}
      onCancel={payment.cancelAction}
      onLeave={redirectUrl === null ? null : payment.leave}
    />
  );
}

/** Opens the dialog; Escape asks for the same as Cancel. The returned function closes it, which gives the focus back. */
function open(dialog: HTMLDialogElement, onCancel: () => void): () => void {
  const ask = (event: Event) => {
    event.preventDefault();
    onCancel();
  };
  dialog.addEventListener('cancel', ask);
  // Browsers close it without asking when Escape is pressed again.
  dialog.addEventListener('close', onCancel);
  dialog.showModal();
  return () => {
    dialog.removeEventListener('cancel', ask);
    dialog.removeEventListener('close', onCancel);
    dialog.close();
  };
}

/** Asks for the whole window as soon as the frame is too small, also later, when it was turned or made narrower. */
function fit(fullWindow: FullWindow): () => void {
  const measure = () => {
    if (measureRoom(window).place === 'full') fullWindow.take();
  };
  measure();
  addEventListener('resize', measure);
  return () => {
    removeEventListener('resize', measure);
    fullWindow.release();
  };
}
