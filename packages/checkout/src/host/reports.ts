// What the host page is told, each report an effect of its own. No report carries card data, none is proof of payment.

import { effect, type ReadonlySignal, untracked } from '@preact/signals';
import { createError } from '@xpay/protocol/error-types';
import { type FrameMessage, TALLEST_FRAME, type WireError } from '@xpay/protocol/messages';
import { summarizeSession, toWireError } from '@xpay/protocol/wire';
import type { Clock } from '../clock.ts';
import type { Extras } from '../form/extras.ts';
import { isComplete } from '../form/whole-form.ts';
import type { I18n } from '../i18n/i18n.ts';
import { problemKey } from '../i18n/problem-words.ts';
import type { CardForm } from '../methods/card/card-form.ts';
import type { Payment } from '../payment/payment.ts';
import type { Problem, State, Unreachable } from '../payment/state.ts';
import { unreachable } from '../unreachable.ts';
import type { Host } from './host.ts';

/** What there is to tell of. */
export interface Told {
  readonly payment: Pick<Payment, 'state'>;
  readonly i18n: I18n;
}

/** An animation would otherwise send one height per picture, each a layout of the host page. */
const RESIZE_PAUSE_MS = 100;

/** Tells how tall the content is, when that changes: whole CSS pixels, at most ten times a second. */
export function reportSize(host: Host, content: Element, clock: Clock): void {
  let sent = 0;
  let isResting = false;
  const report = () => {
    const height = Math.min(Math.ceil(content.getBoundingClientRect().height), TALLEST_FRAME);
    // A frame that is not shown has no height to speak of; telling it would keep it from ever being seen.
    if (isResting || height === 0 || height === sent || !host.connected.peek()) return;
    sent = height;
    isResting = true;
    host.send({ type: 'resize', height });
    clock.after(RESIZE_PAUSE_MS, () => {
      isResting = false;
      report();
    });
  };
  new ResizeObserver(report).observe(content);
  effect(() => {
    if (host.connected.value) report();
  });
}

/** Tells what the frame is called, in the language that it speaks. */
export function reportTitle(host: Host, i18n: I18n): void {
  effect(() => {
    const message: FrameMessage = { type: 'title', title: i18n.t('frame.title'), locale: i18n.locale.value };
    if (host.connected.value) host.send(message);
  });
}

/** Tells when focus enters the frame and leaves it. */
export function reportFocus(host: Host, self: Window): void {
  self.addEventListener('focus', () => host.send({ type: 'focus' }));
  self.addEventListener('blur', () => host.send({ type: 'blur' }));
}

type FormFacts = Extract<FrameMessage, { readonly type: 'change' }>;

/**
 * Tells how far the form is, while it can be paid with: whether it is complete, and the brand; nothing that was typed. And
 * at any time which language is shown.
 */
export function reportForm(
  host: Host,
  form: ReadonlySignal<CardForm | null>,
  extras: ReadonlySignal<Extras | null>,
  { payment, i18n }: Told,
): void {
  let facts: Pick<FormFacts, 'complete' | 'brand' | 'method'> | null = null;
  let previous: string | null = null;
  effect(() => {
    const locale = i18n.locale.value;
    const isOpen = payment.state.value.name === 'ready';
    if (form.value !== null && extras.value !== null && (isOpen || facts === null)) {
      const method = extras.value.methods?.chosen.value ?? 'card';
      const brand = (method === 'card' && form.value.brand.value?.id) || null;
      facts = { complete: isComplete(form.value, extras.value), brand, method };
    }
    if (facts === null) return;
    const message: FrameMessage = { type: 'change', ...facts, locale };
    const text = JSON.stringify(message);
    if (previous !== null && previous !== text) host.send(message);
    previous = text;
  });
}

/** Tells what became of the payment: each news once, as the server said it. */
export function reportPayment(host: Host, { payment, i18n }: Told): void {
  let previous = payment.state.peek();
  effect(() => {
    const current = payment.state.value;
    const news = untracked(() => newsOf(previous, current, i18n));
    previous = current;
    if (news !== null) host.send(news);
  });
}

function newsOf(previous: State, state: State, i18n: I18n): FrameMessage | null {
  if (state.name === 'ready') return problemNews(previous, state, i18n);
  if (state.name === previous.name) return null;
  switch (state.name) {
    case 'loading':
    case 'acting':
    case 'checking':
      return null;
    case 'confirming':
      return { type: 'confirm' };
    case 'processing':
      return { type: 'processing', session: summarizeSession(state.session) };
    case 'succeeded':
      return { type: 'complete', session: summarizeSession(state.session) };
    case 'expired':
      return { type: 'expire', session: summarizeSession(state.session) };
    case 'canceled':
      return { type: 'cancel', session: summarizeSession(state.session) };
    case 'unreachable':
      // The host page knows already, with the cause: it is where that secret was asked for.
      return state.code === 'no_client_secret'
        ? null
        : { type: 'error', error: unreachableError(state, i18n) };
    default:
      return unreachable(state);
  }
}

function problemNews(
  previous: State,
  { problem }: Extract<State, { name: 'ready' }>,
  i18n: I18n,
): FrameMessage | null {
  if (problem === null || (previous.name === 'ready' && previous.problem === problem)) return null;
  return { type: 'error', error: errorOf(problem, i18n) };
}

/** A problem in the words that the buyer reads. */
export function errorOf(problem: Problem, i18n: I18n): WireError {
  const message = i18n.t(problemKey(problem, i18n));
  if (problem.kind === 'error') return toWireError(createError(problem.code, message));
  const { declineCode } = problem;
  return toWireError(createError('card_declined', message, { declineCode }));
}

/** Why the checkout cannot be shown. */
export function unreachableError({ code }: Pick<Unreachable, 'code'>, i18n: I18n): WireError {
  return toWireError(createError(code, i18n.t('frame.cannotLoad')));
}

/** Nobody knows what became of the attempt: the last thing to say of it is that nothing was charged. */
export function unconfirmedError(i18n: I18n): WireError {
  return toWireError(createError('connection_failed', i18n.t('outcome.checking.text')));
}
