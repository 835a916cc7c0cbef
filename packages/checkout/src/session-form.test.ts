// What was typed stays as long as it may be needed, and not longer.

import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { aDeclinedSession, aMethod, anActingSession, aPaidSession, aSession } from './api/a-session.ts';
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
