// What was typed stays as long as it may be needed, and not longer.

import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { aDeclinedSession, aMethod, anActingSession, aPaidSession, aSession } from './api/a-session.ts';
import type { FieldName } from './methods/card/judge.ts';
import type { State } from './payment/state.ts';
import { createSessionForm } from './session-form.ts';

const ready: State = { name: 'ready', session: aSession(), problem: null };
const acting: State = {
  name: 'acting',
  session: anActingSession(aMethod()),
  attemptId: 'a',
  step: { kind: 'method', action: aMethod() },
  looks: 0,
  hurry: 0,
  canNest: true,
};

function aTypedForm() {
  const state = signal<State>(ready);
  const form = createSessionForm(state);
  const type = (name: 'number' | 'expiry' | 'securityCode', raw: string) =>
    form.value?.input(name, { previous: '', raw, caret: raw.length });
  type('number', '4242424242424242');
  type('expiry', '1230');
  type('securityCode', '123');
  const typed = () => {
    const fields = form.value?.fields;
    return [fields?.number, fields?.expiry, fields?.securityCode].map((field) => field?.value.value);
  };
  return { state, typed };
}

describe('the form of a session', () => {
  it('drops the security code when the bank begins to check, and keeps the card for another attempt', () => {
    const { state, typed } = aTypedForm();
    const [number, expiry] = typed();
    state.value = acting;
    expect(typed()).toEqual([number, expiry, '']);
    state.value = {
      name: 'ready',
      session: aDeclinedSession(),
      problem: { kind: 'declined', declineCode: 'authentication_canceled' },
    };
    expect(typed()).toEqual([number, expiry, '']);
    expect(number).not.toBe('');
  });

  it('keeps everything while the attempt may have to be sent again', () => {
    const { state, typed } = aTypedForm();
    const before = typed();
    state.value = { name: 'confirming', session: aSession(), attemptId: 'a', refused: null };
    expect(typed()).toEqual(before);
  });

  it('is empty when nothing more can be paid', () => {
    const { state, typed } = aTypedForm();
    state.value = { name: 'succeeded', session: aPaidSession() };
    expect(typed()).toEqual(['', '', '']);
  });
});

describe('another session in the place of the first', () => {
  const other: State = { name: 'ready', problem: null, session: aSession({ id: 'cs_test_2' }) };
  const collect = { name: true, email: true, postalCode: true };

  function aFilledForm(customer = { email: null as string | null, name: null as string | null }) {
    const state = signal<State>({
      name: 'ready',
      problem: null,
      session: aSession({ collect, customer }),
    });
    const isRenewed = signal(false);
    const form = createSessionForm(state, isRenewed);
    const type = (name: FieldName, raw: string) =>
      form.value?.input(name, { previous: '', raw, caret: raw.length });
    const textOf = (name: FieldName) => form.value?.fields[name].value.value;
    return { state, form, isRenewed, type, textOf };
  }

  it('finds name, email and postal code in the form, and no card', () => {
    const { state, form, isRenewed, type, textOf } = aFilledForm();
    type('number', '4242424242424242');
    type('expiry', '1230');
    type('securityCode', '123');
    type('name', 'Lena');
    type('email', 'lena@example.com');
    type('postalCode', '10115');
    const first = form.value;
    state.value = { name: 'ready', problem: null, session: aSession({ id: 'cs_test_2', collect }) };
    expect(form.value).not.toBe(first);
    expect([textOf('name'), textOf('email'), textOf('postalCode')]).toEqual([
      'Lena',
      'lena@example.com',
      '10115',
    ]);
    expect([textOf('number'), textOf('expiry'), textOf('securityCode')]).toEqual(['', '', '']);
    expect(first?.fields.number.value.value).toBe('');
    expect(isRenewed.value).toBe(true);
    state.value = {
      name: 'confirming',
      session: aSession({ id: 'cs_test_2' }),
      attemptId: 'b',
      refused: null,
    };
    expect(isRenewed.value).toBe(false);
  });

  it('brings its own customer, unless the buyer has typed another', () => {
    const { state, type, textOf } = aFilledForm({ email: 'old@example.com', name: 'Old' });
    type('name', 'Lena');
    const customer = { email: 'new@example.com', name: 'New' };
    state.value = { name: 'ready', problem: null, session: aSession({ id: 'cs_test_2', collect, customer }) };
    expect([textOf('email'), textOf('name')]).toEqual(['new@example.com', 'Lena']);
  });

  it('is no news where no card was typed, and is where one went with the expired session', () => {
    const empty = aFilledForm();
    empty.state.value = other;
    expect(empty.isRenewed.value).toBe(false);
    const typed = aFilledForm();
    typed.type('number', '4242');
    typed.state.value = { name: 'expired', session: aSession({ status: 'expired' }) };
    typed.state.value = { name: 'loading', failures: 0 };
    typed.state.value = other;
    expect(typed.isRenewed.value).toBe(true);
  });
});
