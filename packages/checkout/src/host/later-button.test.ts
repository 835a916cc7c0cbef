// The shop's button before its code is there.

import { signal } from '@preact/signals';
import type { FrameMessage } from '@xpay/protocol/messages';
import { expect, it, vi } from 'vitest';
import { aSession } from '../api/a-session.ts';
import { settled } from '../fake-clock.ts';
import { NO_EXTRAS } from '../form/extras.ts';
import { createI18n } from '../i18n/i18n.ts';
import en from '../i18n/locales/en.json';
import { createSessionForm } from '../session-form.ts';
import { createLaterButton } from './later-button.ts';
import type { ShopButtonDeps } from './shop-button.ts';

function aFrame(load: Parameters<typeof createLaterButton>[0]) {
  const told: FrameMessage[] = [];
  const state = signal({ name: 'ready', session: aSession(), problem: null } as const);
  const form = createSessionForm(state);
  const deps: ShopButtonDeps = {
    host: { connected: signal(true), send: (message) => told.push(message), connect: () => {} },
    payment: { state, pay: () => {}, checkAgain: () => {} },
    i18n: createI18n('en', en, async () => null),
    form,
    extras: signal(NO_EXTRAS),
    standing: form,
  };
  return { told, button: createLaterButton(load, deps) };
}

it('does what it is told when its code has come, in that order', async () => {
  const done: string[] = [];
  const code = {
    createShopButton: () => ({
      validate: () => done.push('validate'),
      confirm: (url?: string) => done.push(`confirm ${url}`),
    }),
  };
  const { button } = aFrame(async () => code);
  button.validate();
  button.confirm('https://shop.example/return');
  await settled();
  expect(done).toEqual(['validate', 'confirm https://shop.example/return']);
});

it('asks for its code twice, and then says that nothing was sent', async () => {
  const load = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')));
  const { told, button } = aFrame(load);
  button.confirm();
  await settled();
  expect(load).toHaveBeenCalledTimes(2);
  expect(told).toMatchObject([{ type: 'confirmed', error: { code: 'connection_failed', retryable: true } }]);
  button.validate();
  await settled();
  expect(told[1]).toMatchObject({ type: 'validated', error: { code: 'connection_failed' } });
});
