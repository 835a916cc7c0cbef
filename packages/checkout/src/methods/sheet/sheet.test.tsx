// A payment sheet of the browser's: offered only where it can be opened, opened in the press, and told the truth afterwards.

import { cleanup, screen, waitFor } from '@testing-library/preact';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aDeclinedSession, aPaidSession } from '../../api/a-session.ts';
import { showChoice } from '../a-choice.tsx';

const GOOGLE = 'https://google.com/pay';
const APPLE = 'https://apple.com/apple-pay';
const TYPES = { paymentMethodTypes: ['card', 'apple_pay', 'google_pay'] };

interface SheetMethod {
  readonly supportedMethods: string;
  readonly data: unknown;
}

let can: (identifier: string) => boolean;
let opened: { readonly methods: readonly SheetMethod[]; readonly details: unknown }[];
let answer: () => Promise<unknown>;
let verdicts: string[];

beforeEach(() => {
  can = () => true;
  opened = [];
  verdicts = [];
  answer = async () => approvedBy(GOOGLE, 'token');
  class FakeRequest {
    readonly #methods: readonly SheetMethod[];
    readonly #details: unknown;
    constructor(methods: readonly SheetMethod[], details: unknown) {
      if (methods.length === 0) throw new TypeError('A method is needed.');
      this.#methods = methods;
      this.#details = details;
    }
    canMakePayment = async () => this.#methods.some(({ supportedMethods }) => can(supportedMethods));
    show() {
      opened.push({ methods: this.#methods, details: this.#details });
      return answer();
    }
  }
  vi.stubGlobal('PaymentRequest', FakeRequest);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  delete document.documentElement.dataset['view'];
});

function approvedBy(identifier: string, token: unknown) {
  const details =
    identifier === GOOGLE
      ? { paymentMethodData: { tokenizationData: { token } } }
      : { token: { paymentData: token } };
  return {
    methodName: identifier,
    details,
    complete: async (verdict: string) => void verdicts.push(verdict),
  };
}

async function choose(name: string) {
  const choice = showChoice(TYPES);
  await userEvent.click(await screen.findByRole('radio', { name }));
  return choice;
}

describe('a sheet', () => {
  it('is offered where the browser says that it can be opened', async () => {
    can = (identifier) => identifier === GOOGLE;
    showChoice(TYPES);
    expect(await screen.findByRole('radio', { name: 'Google Pay' })).toBeTruthy();
    expect(screen.queryByRole('radio', { name: 'Apple Pay' })).toBeNull();
  });

  it('is not offered beside a shop’s own button, whose press does not count here', async () => {
    document.documentElement.dataset['view'] = 'element';
    const { methods } = showChoice(TYPES);
    await Promise.resolve();
    expect(screen.queryByRole('radio', { name: 'Google Pay' })).toBeNull();
    expect(methods.approve()).toBeNull();
  });

  it('keeps the card’s field where it is when it turns out to be possible', async () => {
    showChoice({ paymentMethodTypes: ['card', 'google_pay'] });
    const field = screen.getByLabelText('Card number');
    field.focus();
    await screen.findByRole('radio', { name: 'Google Pay' });
    expect(screen.getByLabelText('Card number')).toBe(field);
    expect(document.activeElement).toBe(field);
  });

  it.each([
    ['Google Pay', GOOGLE, 'g-token', { type: 'google_pay', token: 'g-token' }],
    ['Apple Pay', APPLE, { data: 'a' }, { type: 'apple_pay', token: '{"data":"a"}' }],
  ])(
    '%s opens in the press itself, with the total, and its token is sent',
    async (name, identifier, token, sent) => {
      answer = async () => approvedBy(identifier, token);
      const { methods, submitted } = await choose(name);
      expect(methods.validate()).toBeNull();
      methods.approve()?.();
      expect(opened).toHaveLength(1);
      expect(opened[0]).toMatchObject({
        methods: [{ supportedMethods: identifier }],
        details: { total: { label: 'Kiln & Co', amount: { currency: 'USD', value: '49.00' } } },
      });
      await waitFor(() => expect(submitted).toEqual([JSON.stringify(sent)]));
      expect(verdicts).toEqual([]);
    },
  );

  it('may be the sandbox’s own, which a session in test mode names beside each', async () => {
    const testSheet = 'https://bank.example/sheet/';
    can = (identifier) => identifier === testSheet;
    answer = async () => ({ methodName: testSheet, details: { token: 's-token' }, complete: async () => {} });
    const { methods, submitted } = showChoice({ ...TYPES, testSheet });
    await userEvent.click(await screen.findByRole('radio', { name: 'Apple Pay' }));
    methods.approve()?.();
    expect(opened).toMatchObject([
      {
        methods: [
          { supportedMethods: APPLE },
          { supportedMethods: testSheet, data: { merchantName: 'Kiln & Co' } },
        ],
      },
    ]);
    await waitFor(() => expect(submitted).toEqual([JSON.stringify({ type: 'apple_pay', token: 's-token' })]));
  });

  it.each([
    ['success', aPaidSession(2)],
    ['fail', aDeclinedSession(2)],
  ])('is told %s when the server says so, once', async (verdict, session) => {
    const choice = await choose('Google Pay');
    choice.methods.approve()?.();
    await waitFor(() => expect(choice.submitted).toHaveLength(1));
    choice.session.value = { ...session, ...TYPES };
    choice.session.value = { ...session, ...TYPES, version: 3 };
    expect(verdicts).toEqual([verdict]);
  });

  it('is told of a refusal, and closed where nobody knows for long', async () => {
    const choice = await choose('Google Pay');
    choice.methods.approve()?.();
    await waitFor(() => expect(choice.submitted).toHaveLength(1));
    choice.methods.refuse('rate_limited', undefined);
    expect(verdicts).toEqual(['fail']);
    choice.methods.approve()?.();
    await waitFor(() => expect(choice.submitted).toHaveLength(2));
    await choice.clock.advance(30_000);
    expect(verdicts).toEqual(['fail', 'unknown']);
  });

  it('says nothing when the buyer closes it, and that it could not be opened when it could not', async () => {
    const choice = await choose('Google Pay');
    answer = () => Promise.reject(new DOMException('Closed.', 'AbortError'));
    choice.methods.approve()?.();
    await Promise.resolve();
    expect(screen.queryByRole('alert')).toBeNull();
    await waitFor(() => expect(choice.methods.approve()).not.toBeNull());
    answer = () => Promise.reject(new DOMException('No press.', 'SecurityError'));
    await waitFor(() => {
      choice.methods.approve()?.();
      expect(opened).toHaveLength(2);
    });
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Google Pay could not be opened/);
    expect(choice.submitted).toEqual([]);
  });

  it('is told of its failure when it gives no token', async () => {
    const choice = await choose('Google Pay');
    answer = async () => approvedBy(GOOGLE, 5);
    choice.methods.approve()?.();
    expect(await screen.findByRole('alert')).toBeTruthy();
    expect(verdicts).toEqual(['fail']);
    expect(choice.submitted).toEqual([]);
  });
});
