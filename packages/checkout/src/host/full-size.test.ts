// When the host page's whole window is asked for: for a bank's page, and for all that a hidden frame has to show.

import { type Signal, signal } from '@preact/signals';
import type { FrameMessage } from '@xpay/protocol/messages';
import { beforeEach, describe, expect, it } from 'vitest';
import { A_DECOUPLED, aChallenge, aMethod, anActingSession } from '../api/a-session.ts';
import type { ActingStep, State } from '../payment/state.ts';
import { createFullSize, type FullSize } from './full-size.ts';

const acting = (step: ActingStep): State => ({
  name: 'acting',
  session: anActingSession(null),
  attemptId: 'a',
  step,
  looks: 0,
  hurry: 0,
  canNest: true,
});
const CHALLENGE = acting({
  kind: 'challenge',
  action: { ...aChallenge(), creq: 'eyJ9' },
  isSilent: false,
});
const INTERRUPTED = acting({ kind: 'interrupted', action: aChallenge() });
const DECOUPLED = acting({ kind: 'decoupled', action: A_DECOUPLED });
const METHOD = acting({ kind: 'method', action: aMethod() });
const LOADING: State = { name: 'loading', failures: 0 };

let told: unknown[];
let state: Signal<State>;
let fullSize: FullSize;

beforeEach(() => {
  told = [];
  state = signal<State>(LOADING);
  const send = (message: FrameMessage) => {
    if (message.type === 'full_size') told.push(message.on);
  };
  fullSize = createFullSize({ connected: signal(true), send, connect: () => {} }, { state });
});

describe('the whole window', () => {
  it('is asked for once by a bank’s page, and given back', () => {
    state.value = CHALLENGE;
    fullSize.forBank(true);
    fullSize.forBank(true);
    fullSize.forBank(false);
    fullSize.forBank(false);
    expect(told).toEqual([true, false]);
  });

  it('is not asked for by a screen that has its place in the shop’s page', () => {
    state.value = INTERRUPTED;
    state.value = DECOUPLED;
    expect(told).toEqual([]);
  });

  it.each([
    ['interrupted', INTERRUPTED],
    ['decoupled', DECOUPLED],
    // Out of sight, its room says nothing.
    ['a challenge that finds room inside', CHALLENGE],
  ])('is asked for by what a hidden frame has to show: %s', (_, shown) => {
    fullSize.forAll();
    state.value = METHOD;
    expect(told).toEqual([]);
    state.value = shown;
    expect(told).toEqual([true]);
    state.value = LOADING;
    expect(told).toEqual([true, false]);
  });

  it('stays when a hidden frame has a screen to show after the bank’s page', () => {
    fullSize.forAll();
    state.value = CHALLENGE;
    fullSize.forBank(true);
    state.value = INTERRUPTED;
    fullSize.forBank(false);
    expect(told).toEqual([true]);
  });
});
