// Scripts of the bank's pages that try to leave their frame, open windows or forge messages: what a checkout has to survive.

import { toBehavior } from './switches.ts';
import type { BankTransaction } from './transactions.ts';

/** What the challenge page does besides asking, or null when it behaves. As a page of its own it has nothing to break out of. */
export function misbehaviorOf({ behavior, notification_url: url }: BankTransaction): string | null {
  switch (toBehavior(behavior)) {
    case 'breakout_target':
      return onShowAndClick(`
  const form = document.createElement('form');
  form.action = '/escaped';
  form.target = '_top';
  document.body.append(form);
  form.submit();
  form.remove();`);
    case 'breakout_location':
      return onShowAndClick("try { top.location.href = new URL('/escaped', location.href).href; } catch {}");
    case 'popup':
      return "addEventListener('click', () => window.open('/popup', '_blank'), true);";
    case 'forged_done':
      return forgedMessages(url.split('/').at(-1) ?? '');
    default:
      return null;
  }
}

/**
 * Posts every kind of "done" that a checkout might believe to the windows around the bank's page, and to any origin.
 * @param id Of the verification, as the notification address ends.
 */
export function forgedMessages(id: string): string {
  const session = { id: 'cs_test_forged', status: 'complete', paymentIntent: { status: 'succeeded' } };
  const nonce = '0'.repeat(32);
  const messages = [
    { xpay: 1, type: 'notified', step: 'method', id },
    { xpay: 1, type: 'notified', step: 'challenge', id },
    { xpay: 1, type: 'init', nonce },
    ...['method_done', 'bank_shown', 'look_again', 'refused'].map((type) => ({ type, id })),
    ...['complete', 'processing', 'acted', 'retrieved'].map((type) => ({ type, session })),
    { type: 'hello', nonce },
    { type: '3DS-authentication-complete', id, transStatus: 'Y' },
    '3DS-authentication-complete',
    JSON.stringify({ MessageType: 'profile.completed', Status: true }),
  ];
  // In a script element only `<` could end the text.
  const list = JSON.stringify(messages).replaceAll('<', '\\u003c');
  return `
for (const message of ${list}) for (const target of [parent, top, opener]) {
  if (target !== null && target !== self) target.postMessage(message, '*');
}`;
}

function onShowAndClick(action: string): string {
  return `
const act = () => {${action}
};
if (top !== self) {
  act();
  addEventListener('click', act, true);
}`;
}
