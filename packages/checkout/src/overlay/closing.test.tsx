// Leaving an overlay: at once, after a question, or after words beside the button; never over a loss without a word.

import { type Signal, signal } from '@preact/signals';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import type { FrameMessage } from '@xpay/protocol/messages';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPaidSession, aSession } from '../api/a-session.ts';
import { settled } from '../fake-clock.ts';
import { createI18n, type I18n } from '../i18n/i18n.ts';
import de from '../i18n/locales/de.json';
import en from '../i18n/locales/en.json';
import type { State } from '../payment/state.ts';
import { createSessionForm } from '../session-form.ts';
import { type ClosingDeps, createClosing } from './closing.ts';

const session = aSession();
const READY: State = { name: 'ready', session, problem: null };
const CONFIRMING: State = { name: 'confirming', session, attemptId: 'a', refused: null };
const SUCCEEDED: State = { name: 'succeeded', session: aPaidSession() };
const { leave } = en.overlay;

let state: Signal<State>;
let form: ReturnType<typeof createSessionForm>;
let i18n: I18n;
let told: FrameMessage[];
let words: string;
let load: ClosingDeps['load'];
let loads: number;
let hasEarly: boolean;
let ask: () => void;

beforeEach(() => {
  state = signal<State>(READY);
  form = createSessionForm(state);
  i18n = createI18n('en', en, async () => de);
  told = [];
  words = '';
  loads = 0;
  hasEarly = false;
  load = () => import('./leave-dialog.tsx');
  ask = createClosing({
    host: { connected: signal(true), send: (message) => told.push(message), connect: () => {} },
    payment: { state },
    form,
    hasEarly: () => hasEarly,
    i18n,
    load: () => {
      loads += 1;
      return load();
    },
    say: (next) => {
      words = next;
    },
  });
  render(<button type="button">Field</button>);
  screen.getByRole('button', { name: 'Field' }).focus();
});
afterEach(async () => {
  state.value = SUCCEEDED;
  await settled();
  cleanup();
});

const type = () => form.value?.input('number', { previous: '', raw: '42', caret: 2 });
const dialog = () => screen.queryByRole('dialog');
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

async function askAndSee(): Promise<HTMLElement> {
  ask();
  return screen.findByRole('dialog');
}

it.each<[string, State]>([
  ['an untouched form', READY],
  ['what is paid', SUCCEEDED],
  ['what cannot be shown', { name: 'unreachable', code: 'not_found', retryable: false }],
])('closes %s at once', (_, present) => {
  state.value = present;
  ask();
  expect(told).toEqual([{ type: 'close' }]);
  expect(loads).toBe(0);
});

describe('what was typed', () => {
  beforeEach(() => void type());

  it('is asked for, with the focus on what loses nothing', async () => {
    const asked = await askAndSee();
    expect(asked.getAttribute('aria-labelledby')).toBe(screen.getByRole('heading', { name: leave.title }).id);
    const text = document.getElementById(asked.getAttribute('aria-describedby') ?? '');
    expect(text?.textContent).toBe(leave.text);
    expect(document.activeElement).toBe(screen.getByRole('button', { name: leave.stay }));
    expect(told).toEqual([]);
  });

  it('stays, and the focus goes back to where it was', async () => {
    await askAndSee();
    press(leave.stay);
    expect(dialog()).toBeNull();
    expect(form.value?.fields.number.value.value).toBe('42');
    expect(told).toEqual([]);
    await askAndSee();
  });

  it('stays after Escape', async () => {
    const asked = await askAndSee();
    fireEvent(asked, new Event('cancel', { cancelable: true }));
    expect(dialog()).toBeNull();
    expect(told).toEqual([]);
  });

  it('is gone when the buyer leaves, as they were told', async () => {
    await askAndSee();
    press(leave.leave);
    expect(told).toEqual([{ type: 'close' }]);
    expect(dialog()).toBeNull();
    expect(form.value?.fields.number.value.value).toBe('');
  });

  it('is asked for once, however often the buyer presses', async () => {
    ask();
    ask();
    await screen.findByRole('dialog');
    ask();
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
    expect(loads).toBe(1);
  });

  it('is asked for in the language of the moment', async () => {
    await askAndSee();
    await i18n.setLocale('de');
    await screen.findByRole('heading', { name: de.overlay.leave.title });
  });
});

describe('a payment under way', () => {
  beforeEach(() => {
    type();
    state.value = CONFIRMING;
  });

  it('is not stopped by leaving, and the buyer is told so', async () => {
    await askAndSee();
    expect(screen.getByText(leave.busy)).toBeTruthy();
    press(leave.leave);
    expect(told).toEqual([{ type: 'close' }]);
    expect(form.value?.fields.number.value.value).toBe('42');
  });

  it('that succeeds takes the question back and shows itself', async () => {
    await askAndSee();
    state.value = SUCCEEDED;
    await waitFor(() => expect(dialog()).toBeNull());
    expect(told).toEqual([]);
  });

  it('that is declined is another question', async () => {
    await askAndSee();
    state.value = { ...READY, problem: { kind: 'declined', declineCode: 'card_declined' } };
    await screen.findByText(leave.text);
  });

  it('that succeeds while the question is fetched is shown, not closed', async () => {
    ask();
    state.value = SUCCEEDED;
    await settled();
    expect([dialog(), told]).toEqual([null, []]);
  });
});

describe('a question that cannot be fetched', () => {
  beforeEach(() => {
    load = () => Promise.reject(new TypeError('Failed to fetch'));
    type();
    ask();
    return settled();
  });

  it('is said beside the button, and closes nothing', () => {
    expect(loads).toBe(2);
    expect(words).toBe(`${leave.title} ${leave.text}`);
    expect(told).toEqual([]);
  });

  it('is answered by another press', () => {
    ask();
    expect(told).toEqual([{ type: 'close' }]);
    expect(words).toBe('');
  });

  it('is asked anew when something else is at stake by then', async () => {
    state.value = CONFIRMING;
    expect(words).toBe('');
    ask();
    await settled();
    expect([words, told]).toEqual([`${leave.title} ${leave.busy}`, []]);
  });
});

it('asks for what stands in the document’s own fields, before there is a form', async () => {
  state.value = { name: 'loading', failures: 0 };
  hasEarly = true;
  await askAndSee();
});
