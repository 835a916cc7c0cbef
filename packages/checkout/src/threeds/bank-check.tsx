// A check by the bank, as long as the bridge has a part in it: its code is fetched while the payment is sent.

import type { ComponentType } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { I18n } from '../i18n/i18n.ts';
import type { Payment } from '../payment/payment.ts';
import type { ThreeDsProps } from './threeds.tsx';
import { isBridged, type ThreeDsDeps } from './threeds-deps.ts';

export interface BankCheckProps {
  readonly payment: Payment;
  readonly i18n: I18n;
  readonly deps: ThreeDsDeps;
}

/** Code that has not come by then is as good as lost: the buyer must not be left with a button that turns for ever. */
const LOAD_PATIENCE_MS = 10_000;

/** After the code: a bank waits 30 s for the first page, and English words are better than none. */
const WORDS_PATIENCE_MS = 2_000;

/** Shows nothing by itself before the bank asks. A bridge that cannot be had, for want of its code too, is told of. */
export function BankCheck({ payment, i18n, deps }: BankCheckProps) {
  const state = payment.state.value;
  const step = state.name === 'acting' && isBridged(state.step) ? state.step : null;
  const isSoon = state.name === 'acting' || state.name === 'confirming';
  // In an object, since a function given to a state setter would be called.
  const [code, setCode] = useState<{ readonly Content: ComponentType<ThreeDsProps> } | null>(null);

  useLayoutEffect(() => {
    if (code !== null || !isSoon) return;
    let isWaiting = true;
    const lose = () => {
      if (isWaiting && step !== null) payment.bridgeLost();
      isWaiting = false;
    };
    const stop = deps.clock.after(LOAD_PATIENCE_MS, lose);
    const load = async () => {
      const words = i18n.need('threeds');
      const { ThreeDs, SPARE_WORDS } = await deps.load();
      await Promise.race([words, new Promise<void>((give) => deps.clock.after(WORDS_PATIENCE_MS, give))]);
      await i18n.need('threeds', SPARE_WORDS);
      setCode({ Content: ThreeDs });
    };
    load().catch(lose);
    return () => {
      isWaiting = false;
      stop();
    };
  }, [code, isSoon, step?.kind]);

  const isActing = state.name === 'acting';
  useLayoutEffect(() => {
    if (isActing) preconnect(new URL(deps.bridgeUrl).origin);
  }, [isActing]);

  if (code === null || step === null || state.name !== 'acting') return null;
  return <code.Content session={state.session} step={step} payment={payment} i18n={i18n} deps={deps} />;
}

/** The bank's page is behind this origin: its connection is made while the rest of the code comes. */
function preconnect(origin: string): void {
  if (document.head.querySelector('[rel="preconnect"]') !== null) return;
  const link = document.createElement('link');
  link.rel = 'preconnect';
  link.href = origin;
  document.head.append(link);
}
