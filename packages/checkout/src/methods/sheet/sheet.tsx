// Apple Pay and Google Pay: the buyer approves in a sheet of the browser's, in the press itself, before anything is sent.

import { effect, signal } from '@preact/signals';
import type { PublicSession } from '@xpay/protocol/api';
import { isOver } from '../../payment/verdict.ts';
import { Notice } from '../../ui/notice.tsx';
import type { MakeMethods, Method, MethodDeps } from '../method.ts';
import { PROVIDERS, type Provider } from './providers.ts';
import { type Approved, canOpen, open, type Verdict } from './request.ts';

/** A browser closes a sheet that is not told anything after about as long, and calls it a failure. */
const LONGEST_MS = 30_000;

export const createApplePay: MakeMethods = (deps) => [createSheet(deps, PROVIDERS.apple_pay)];
export const createGooglePay: MakeMethods = (deps) => [createSheet(deps, PROVIDERS.google_pay)];

function createSheet({ session, i18n, clock }: MethodDeps, provider: Provider): Method {
  const { type, name } = provider;
  const isOffered = signal(false);
  const hasFailed = signal(false);
  let isOpen = false;
  let approved: Approved | null = null;
  /** Told of the attempt that is under way. */
  let finish: (verdict: Verdict) => void = () => {};

  void canOpen(provider, session.peek()).then((can) => {
    isOffered.value = can;
  });

  async function ask(): Promise<void> {
    if (isOpen) return;
    isOpen = true;
    hasFailed.value = false;
    approved = await open(provider, session.peek()).catch(() => {
      hasFailed.value = true;
      return null;
    });
    isOpen = false;
    if (approved === null) return;
    formOf(type)?.requestSubmit();
    // What has become wrong meanwhile was shown instead.
    drop();
  }

  function drop(): void {
    approved?.complete('fail');
    approved = null;
  }

  function use({ token, complete }: Approved) {
    approved = null;
    finish = follow(session, clock, complete);
    return { type, token };
  }

  return {
    id: type,
    type,
    isOffered,
    name: () => name,
    Marks: null,
    Panel: () => (
      <div id={panelId(type)}>
        {hasFailed.value ? (
          <Notice locale={i18n.locale.value}>{i18n.t('methods.sheetFailed', { name })}</Notice>
        ) : (
          <p class="xp-method__about">{i18n.t('methods.about.sheet', { name })}</p>
        )}
      </div>
    ),
    complete: signal(true),
    validate: () => null,
    approve: () => (approved === null ? () => void ask() : null),
    paymentMethod() {
      if (approved === null) throw new RangeError('Nothing was approved. Call approve() first.');
      return use(approved);
    },
    buttonWords: () => null,
    refuse() {
      finish('fail');
      return null;
    },
    declined() {
      finish('fail');
      return null;
    },
  };
}

/** Tells the sheet what the server says of this attempt, as soon as it does. The returned function tells it something else. */
function follow(
  session: MethodDeps['session'],
  clock: MethodDeps['clock'],
  complete: (verdict: Verdict) => void,
): (verdict: Verdict) => void {
  const { version } = session.peek();
  const ends: (() => void)[] = [];
  const finish = (verdict: Verdict) => {
    complete(verdict);
    for (const end of ends.splice(0)) end();
  };
  ends.push(
    clock.after(LONGEST_MS, () => finish('unknown')),
    effect(() => {
      const verdict = session.value.version > version ? verdictOf(session.value) : null;
      if (verdict !== null) complete(verdict);
    }),
  );
  return finish;
}

function verdictOf(session: PublicSession): Verdict | null {
  const { status } = session.intent;
  if (isOver(session))
    return session.paymentStatus === 'unpaid' && status !== 'requires_capture' ? 'fail' : 'success';
  if (status === 'processing') return 'success';
  return status === 'failed' ? 'fail' : null;
}

function panelId(type: string): string {
  return `xp-sheet-${type}`;
}

function formOf(type: string): HTMLFormElement | null {
  return document.getElementById(panelId(type))?.closest('form') ?? null;
}
