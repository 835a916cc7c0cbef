// What the host page is told, when, and what it is never told.

import { signal } from '@preact/signals';
import type { FrameMessage } from '@xpay/protocol/messages';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aDeclinedSession, aPaidSession, aSession } from '../api/a-session.ts';
import { createFakeClock } from '../fake-clock.ts';
import { NO_EXTRAS } from '../form/extras.ts';
import { createI18n } from '../i18n/i18n.ts';
import de from '../i18n/locales/de.json';
import en from '../i18n/locales/en.json';
import type { State } from '../payment/state.ts';
import { createSessionForm } from '../session-form.ts';
import type { Host } from './host.ts';
import { reportFocus, reportForm, reportPayment, reportSize, reportTitle } from './reports.ts';

const session = aSession();
const ready: State = { name: 'ready', session, problem: null };

function aHost(isConnected = true) {
  const told: FrameMessage[] = [];
  const connected = signal(isConnected);
  const host: Host = { connected, send: (message) => told.push(message), connect: () => {} };
  return { told, host, connected };
}

const anI18n = () => createI18n('en', en, async () => de);

describe('the report of the payment', () => {
  function tell(...states: State[]): FrameMessage[] {
    const { told, host } = aHost();
    const state = signal<State>({ name: 'loading', failures: 0 });
    reportPayment(host, { payment: { state }, i18n: anI18n() });
    for (const next of states) state.value = next;
    return told;
  }

  it('tells each news once', () => {
    const confirming: State = { name: 'confirming', session, attemptId: 'a', refused: null };
    const processing: State = { name: 'processing', session, looks: 1 };
    const told = tell(
      ready,
      confirming,
      processing,
      { ...processing, looks: 2 },
      {
        name: 'succeeded',
        session: aPaidSession(),
      },
    );
    expect(told.map(({ type }) => type)).toEqual(['confirm', 'processing', 'complete']);
  });

  it('leaves a client secret that the shop did not give to the host page, which knows why', () => {
    expect(tell({ name: 'unreachable', code: 'no_client_secret', retryable: true })).toEqual([]);
  });

  it.each([
    ['succeeded', 'complete'],
    ['expired', 'expire'],
    ['canceled', 'cancel'],
  ] as const)('tells of a session that is %s as %s', (name, type) => {
    expect(tell({ name, session: aPaidSession() })).toEqual([
      {
        type,
        session: {
          id: 'cs_test_1',
          status: 'complete',
          paymentStatus: 'paid',
          amountTotal: 4900,
          currency: 'USD',
          paymentIntent: {
            id: 'pi_1',
            object: 'payment_intent',
            status: 'succeeded',
            amount: 4900,
            currency: 'USD',
          },
        },
      },
    ]);
  });

  it('tells of a decline in the words that the buyer reads, once', () => {
    const problem = { kind: 'declined', declineCode: 'insufficient_funds' } as const;
    const declined: State = { name: 'ready', session: aDeclinedSession(), problem };
    expect(tell(declined, { ...declined, session: aDeclinedSession(3) })).toEqual([
      {
        type: 'error',
        error: {
          type: 'card',
          code: 'card_declined',
          declineCode: 'insufficient_funds',
          message: en.declined.insufficient_funds,
          retryable: false,
        },
      },
    ]);
  });

  it('tells why the checkout cannot be shown', () => {
    const told = tell({ name: 'unreachable', code: 'not_found', retryable: false });
    expect(told).toEqual([
      {
        type: 'error',
        error: {
          type: 'invalid_request',
          code: 'not_found',
          message: en.frame.cannotLoad,
          retryable: false,
        },
      },
    ]);
  });

  it('does not repeat itself in another language', async () => {
    const { told, host } = aHost();
    const state = signal<State>({ name: 'unreachable', code: 'not_found', retryable: false });
    const i18n = anI18n();
    reportPayment(host, { payment: { state }, i18n });
    await i18n.setLocale('de');
    expect(told).toHaveLength(0);
  });
});

describe('the report of the form', () => {
  const type = (form: ReturnType<typeof createSessionForm>, name: 'number' | 'expiry', raw: string) =>
    form.value?.input(name, { previous: '', raw, caret: raw.length });

  it('tells the brand and whether it is complete, and nothing that was typed', () => {
    const { told, host } = aHost();
    const state = signal<State>(ready);
    const form = createSessionForm(state);
    reportForm(host, form, signal(NO_EXTRAS), { payment: { state }, i18n: anI18n() });
    expect(told).toEqual([]);
    type(form, 'number', '4242424242424242');
    type(form, 'expiry', '1230');
    expect(told).toEqual([{ type: 'change', complete: false, method: 'card', brand: 'visa', locale: 'en' }]);
  });

  it.each<[string, State]>([
    ['a payment is being sent', { name: 'confirming', session, attemptId: 'a', refused: null }],
    ['a payment is over', { name: 'succeeded', session: aPaidSession() }],
  ])('tells of a language that comes while %s, and of nothing else', async (_, next) => {
    const { told, host } = aHost();
    const state = signal<State>(ready);
    const form = createSessionForm(state);
    const i18n = anI18n();
    reportForm(host, form, signal(NO_EXTRAS), { payment: { state }, i18n });
    type(form, 'number', '4242424242424242');
    state.value = next;
    expect(told).toHaveLength(1);
    await i18n.setLocale('de');
    expect(told.slice(1)).toEqual([{ ...told[0], locale: 'de' }]);
  });

  it('is silent when the form is emptied after the payment', () => {
    const { told, host } = aHost();
    const state = signal<State>(ready);
    const form = createSessionForm(state);
    reportForm(host, form, signal(NO_EXTRAS), { payment: { state }, i18n: anI18n() });
    type(form, 'number', '4242424242424242');
    state.value = { name: 'succeeded', session: aPaidSession() };
    expect(form.value?.fields.number.value.value).toBe('');
    expect(told).toHaveLength(1);
  });
});

describe('the report of the title', () => {
  it('waits for the host page and follows the language', async () => {
    const { told, host, connected } = aHost(false);
    const i18n = anI18n();
    reportTitle(host, i18n);
    expect(told).toEqual([]);
    connected.value = true;
    await i18n.setLocale('de');
    expect(told).toEqual([
      { type: 'title', title: 'Secure payment form', locale: 'en' },
      { type: 'title', title: de.frame.title, locale: 'de' },
    ]);
  });
});

describe('the report of the focus', () => {
  it('tells when it comes and goes', () => {
    const { told, host } = aHost();
    const self = new EventTarget() as unknown as Window;
    reportFocus(host, self);
    self.dispatchEvent(new Event('focus'));
    self.dispatchEvent(new Event('blur'));
    expect(told).toEqual([{ type: 'focus' }, { type: 'blur' }]);
  });
});

describe('the report of the size', () => {
  let measure: () => void;
  let height: number;
  const element = { getBoundingClientRect: () => ({ height }) } as unknown as Element;

  beforeEach(() => {
    vi.stubGlobal(
      'ResizeObserver',
      class {
        constructor(callback: () => void) {
          measure = callback;
        }
        observe(): void {}
      },
    );
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('rounds up, stays under the limit, and is told only when it changes', async () => {
    const { told, host } = aHost();
    const clock = createFakeClock();
    height = 480.2;
    reportSize(host, element, clock);
    for (const next of [480.2, 480.9, 0, 12_000]) {
      await clock.advance(100);
      height = next;
      measure();
    }
    expect(told).toEqual([
      { type: 'resize', height: 481 },
      { type: 'resize', height: 4000 },
    ]);
  });

  it('is told ten times a second at most, and ends at the last height', async () => {
    const { told, host } = aHost();
    const clock = createFakeClock();
    height = 100;
    reportSize(host, element, clock);
    for (let picture = 1; picture <= 60; picture += 1) {
      height = 100 + picture;
      measure();
      await clock.advance(1000 / 60);
    }
    await clock.advance(1000);
    expect(told.length).toBeLessThanOrEqual(12);
    expect(told.at(-1)).toEqual({ type: 'resize', height: 160 });
  });

  it('waits for the host page', () => {
    const { told, host, connected } = aHost(false);
    height = 300;
    reportSize(host, element, createFakeClock());
    expect(told).toEqual([]);
    connected.value = true;
    expect(told).toEqual([{ type: 'resize', height: 300 }]);
  });
});
