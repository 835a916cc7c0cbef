// From the document's own fields to the form's: nothing that was typed is lost, and nothing of it stays behind.

import { computed, effect, signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { userEvent as createUser } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aSession } from '../api/a-session.ts';
import { Checkout } from '../checkout.tsx';
import { createFakeClock, type FakeClock, settled } from '../fake-clock.ts';
import { type Extras, NO_EXTRAS } from '../form/extras.ts';
import { aPlainForm } from '../form/plain-form.ts';
import { createI18n, type MessageKey } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import type { CardForm } from '../methods/card/card-form.ts';
import { createMethods } from '../methods/methods.tsx';
import type { Payment } from '../payment/payment.ts';
import { SHOWN_OUTCOME } from '../payment/shown-outcome.ts';
import type { State } from '../payment/state.ts';
import { createSessionForm } from '../session-form.ts';
import html from '../theme/skeleton.html?raw';
import { createEarlyFields, type EarlyFields } from './early-fields.ts';

const userEvent = createUser.setup({ delay: null });
const i18n = createI18n('en', en, async () => null);
const LOADING: State = { name: 'loading', failures: 0 };
const READY: State = { name: 'ready', session: aSession(), problem: null };
const EXPIRED: State = { name: 'expired', session: aSession() };

let clock: FakeClock;
let early: EarlyFields;
let skeleton: HTMLElement;
let app: HTMLElement;
let stop: () => void;
const state = signal<State>(LOADING);

/** The document with its fields, and the app on its way. */
beforeEach(() => {
  clock = createFakeClock();
  state.value = LOADING;
  document.body.innerHTML = '<div id="skeleton"></div><div id="app"></div>';
  [skeleton, app] = [...document.body.children] as [HTMLElement, HTMLElement];
  skeleton.innerHTML = html.replace(/__([a-zA-Z.]+)__/g, (_, key: MessageKey) => i18n.t(key));
  stop = () => {};
});

afterEach(() => {
  stop();
  cleanup();
  vi.restoreAllMocks();
});

/** The app arrives, as main.tsx starts it. */
function start(isComposing = false, extrasOf: (form: CardForm) => Extras = () => NO_EXTRAS): void {
  early = createEarlyFields({ skeleton, app, isComposing, clock });
  const form = createSessionForm(state);
  stop = effect(() => {
    if (state.value.name === 'loading') early.show();
    else if (state.value.name !== 'ready' && !early.isComposing.value) early.drop();
  });
  const extras = computed(() => form.value && extrasOf(form.value));
  const payment = { state, bank: signal(null) } as unknown as Payment;
  const onReady = () => {
    const shown = form.peek();
    if (shown !== null) early.handOver(shown);
  };
  render(
    <Checkout
      view="inline"
      payment={payment}
      i18n={i18n}
      onLanguage={i18n.setLocale}
      form={form}
      followed={{ ...aPlainForm(), extras }}
      outcome={SHOWN_OUTCOME}
      online={signal(true)}
      waits={early.isComposing}
      onReady={onReady}
      threeds={{
        bridgeUrl: 'https://3ds.example/f/3ds',
        clock,
        onFullSize: () => {},
        load: () => import('../threeds/threeds.tsx'),
      }}
    />,
    { container: app },
  );
}

async function comes(next: State): Promise<void> {
  state.value = next;
  await settled();
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);

describe('the fields of the document', () => {
  // Preact sets these as properties, which happy-dom does not mirror; in a browser they are the same (e2e/boot.spec.ts).
  const MIRRORED = ['autocorrect', 'spellcheck'];
  const look = (element: Element): unknown => ({
    tag: element.localName,
    attributes: Object.fromEntries(
      [...element.attributes]
        .filter(({ name }) => !MIRRORED.includes(name))
        .map(({ name, value }) => [name, value])
        .sort(),
    ),
    children: [...element.children].filter((child) => !child.matches('.xp-field__adornment')).map(look),
    text: element.children.length === 0 ? element.textContent : '',
  });

  it('are those of the form, tag by tag and attribute by attribute', async () => {
    const before = [...skeleton.querySelectorAll('.xp-card__cell')].map(look);
    start();
    await comes(READY);
    expect(before).toHaveLength(3);
    expect(before).toEqual([...app.querySelectorAll('.xp-card__cell')].map(look));
  });

  it('stand inside the same boxes as those of the form', async () => {
    const path = (element: Element | null): readonly string[] =>
      element === null || element.parentElement === document.body
        ? []
        : [element.className.replace(' xp-skeleton', ''), ...path(element.parentElement)];
    const before = path(field('Card number'));
    start();
    await comes(READY);
    expect(path(field('Card number'))).toEqual(before);
  });

  it('are the only part of the skeleton that assistive technology meets', () => {
    expect(screen.getAllByRole('textbox')).toHaveLength(3);
    for (const block of skeleton.querySelectorAll('i, b'))
      expect(block.closest('[aria-hidden="true"]')).not.toBeNull();
    for (const hidden of skeleton.querySelectorAll('[aria-hidden="true"]'))
      expect(hidden.textContent?.trim()).toBe('');
  });

  it('send nothing anywhere on Enter', () => {
    expect(field('Card number').form).toBeNull();
  });
});

describe('the form', () => {
  it('takes over what was typed, formatted and with its brand', async () => {
    await userEvent.type(field('Card number'), '5555555555554444');
    await userEvent.type(field('Expiry date'), '327');
    await userEvent.type(field('Security code'), '12a3');
    start();
    await comes(READY);
    expect(field('Card number').value).toBe('5555 5555 5555 4444');
    expect(field('Expiry date').value).toBe('03 / 27');
    expect(field('Security code').value).toBe('123');
    expect(screen.getByRole('img', { name: 'Mastercard' })).toBeTruthy();
    await userEvent.type(field('Security code'), '4');
    expect(field('Security code').value).toBe('1234');
  });

  it('takes over what was typed after the app had come', async () => {
    start();
    await userEvent.type(field('Card number'), '42424');
    await comes(READY);
    expect(field('Card number').value).toBe('4242 4');
  });

  it('takes over the focus, and the caret after the same digit', async () => {
    await userEvent.type(field('Card number'), '42424242');
    field('Card number').setSelectionRange(6, 6);
    start();
    await comes(READY);
    expect(document.activeElement).toBe(field('Card number'));
    expect(app.contains(document.activeElement)).toBe(true);
    expect([field('Card number').selectionStart, field('Card number').selectionEnd]).toEqual([7, 7]);
    await userEvent.keyboard('9');
    expect(field('Card number').value).toBe('4242 4294 2');
  });

  it('takes over a selection', async () => {
    await userEvent.type(field('Card number'), '42424242');
    field('Card number').setSelectionRange(2, 6);
    start();
    await comes(READY);
    expect([field('Card number').selectionStart, field('Card number').selectionEnd]).toEqual([2, 7]);
  });

  it('takes over the focus of an empty field', async () => {
    await userEvent.click(field('Expiry date'));
    start();
    await comes(READY);
    expect(document.activeElement).toBe(field('Expiry date'));
    expect(field('Expiry date').value).toBe('');
  });

  it('takes no focus from a buyer who is elsewhere on the page', async () => {
    await userEvent.type(field('Card number'), '4242');
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    start();
    await comes(READY);
    expect(app.contains(document.activeElement)).toBe(false);
    expect(field('Card number').value).toBe('4242');
  });

  it('judges the fields that were left, and not the one that is being filled', async () => {
    await userEvent.type(field('Card number'), '4242');
    await userEvent.type(field('Expiry date'), '1');
    start();
    await comes(READY);
    expect(field('Card number').getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText(en.card.number.error.incomplete)).toBeTruthy();
    expect(field('Expiry date').getAttribute('aria-invalid')).toBeNull();
    expect(field('Security code').getAttribute('aria-invalid')).toBeNull();
  });

  it('stands in place of the skeleton within the task that brought it', async () => {
    await userEvent.type(field('Card number'), '4');
    start();
    state.value = READY;
    await settled();
    expect(skeleton.childNodes).toHaveLength(0);
    expect(document.querySelectorAll('#xp-number')).toHaveLength(1);
  });

  it('leaves no digit in any markup', async () => {
    await userEvent.type(field('Card number'), '4012888888881881');
    await userEvent.type(field('Security code'), '987');
    expect(document.documentElement.outerHTML).not.toMatch(/4012|1881|987/);
    start();
    await comes(READY);
    expect(document.documentElement.outerHTML).not.toMatch(/4012|1881|987/);
    expect(document.querySelector('input[value]')).toBeNull();
  });

  it('leaves nothing in the fields that it replaces', async () => {
    const before = [...skeleton.querySelectorAll('input')];
    await userEvent.type(field('Card number'), '4012888888881881');
    start();
    await comes(READY);
    expect(before.map((input) => input.value)).toEqual(['', '', '']);
  });
});

describe('a form that shows cards that are kept first', () => {
  const card = { id: 'pm_1', brand: 'visa', last4: '4242', expMonth: 3, expYear: 2030, needsCvc: false };
  const session = aSession({ savedCards: [card], offerToSaveCard: true });
  const kept = (form: CardForm): Extras => ({
    ...NO_EXTRAS,
    methods: createMethods({
      session: signal(session),
      card: form,
      i18n,
      clock,
      choose: async () => null,
      ask: async () => null,
    }),
  });
  const arrives = async () => {
    await comes({ name: 'ready', session, problem: null });
    await clock.advance(0);
    await settled();
  };

  it('opens the fields of another card when one was being typed, with all of it, and the focus', async () => {
    await userEvent.type(field('Card number'), '4012888');
    start(false, kept);
    await arrives();
    expect(field('Card number').value).toBe('4012 888');
    expect(document.activeElement).toBe(field('Card number'));
    expect(skeleton.children).toHaveLength(0);
  });

  it('keeps its choice when nothing was, and takes the focus to it', async () => {
    field('Card number').focus();
    start(false, kept);
    await arrives();
    expect(screen.queryByLabelText('Card number')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('radio', { checked: true }));
  });
});

describe('a composition', () => {
  const shown = () => app.querySelector('input') !== null;

  it.each([
    ['began before the app came', true],
    ['began after the app came', false],
  ])('that %s is not cut short', async (_, isComposing) => {
    const number = field('Card number');
    number.focus();
    start(isComposing);
    if (!isComposing) fireEvent.compositionStart(number);
    number.value = '４２４２４';
    await comes(READY);
    expect(shown()).toBe(false);
    expect(document.activeElement).toBe(number);
    fireEvent.compositionEnd(number);
    await clock.advance(0);
    expect(field('Card number').value).toBe('4242 4');
    expect(app.contains(document.activeElement)).toBe(true);
  });

  it('that goes on with the next character is waited for as well', async () => {
    const number = field('Card number');
    start();
    fireEvent.compositionStart(number);
    await comes(READY);
    fireEvent.compositionEnd(number);
    fireEvent.compositionStart(number);
    await clock.advance(0);
    expect(shown()).toBe(false);
    fireEvent.compositionEnd(number);
    await clock.advance(0);
    expect(shown()).toBe(true);
  });
});

describe('what the document’s own fields hold', () => {
  it('is known as long as they stand', async () => {
    start();
    expect(early.hasTyped()).toBe(false);
    await userEvent.type(field('Card number'), '42');
    expect(early.hasTyped()).toBe(true);
    await comes(READY);
    expect(early.hasTyped()).toBe(false);
  });
});

describe('where no form comes', () => {
  it('the fields go, and what was in them', async () => {
    const before = [...skeleton.querySelectorAll('input')];
    await userEvent.type(field('Card number'), '4012888888881881');
    await userEvent.type(field('Security code'), '987');
    start();
    await comes(EXPIRED);
    expect(screen.getByRole('heading', { name: en.outcome.expired.title })).toBeTruthy();
    expect(document.querySelectorAll('input')).toHaveLength(0);
    expect(before.map((input) => input.value)).toEqual(['', '', '']);
  });

  it('they come back, empty, when it is tried again, and hand over like the first time', async () => {
    await userEvent.type(field('Card number'), '4242');
    start();
    await comes({ name: 'unreachable', code: 'connection_failed', retryable: true });
    await comes(LOADING);
    expect(field('Card number').value).toBe('');
    await userEvent.type(field('Card number'), '55555');
    await comes(READY);
    expect(field('Card number').value).toBe('5555 5');
  });
});
