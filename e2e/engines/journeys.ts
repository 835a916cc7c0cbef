// What buyers do in every engine: each journey pays, or ends with what the buyer is told.

import { DECLINED, THREE_DS, VISA } from '../cards.ts';
import type { Stage } from './stage.ts';

/** Named by what holds when it passes. */
export const JOURNEYS: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  'a card typed with keys is paid, each step by Tab and Enter': async (stage) => {
    const session = await stage.visit();
    stage.into('iframe');
    await stage.see('Pay $49.00');
    await stage.typeCard(VISA.number);
    await stage.holds(
      'formatted',
      `${VALUE('number')} === '4012 8888 8888 1881' && ${VALUE('expiry')} === '12 / 34'`,
    );
    await stage.keys('Enter');
    await stage.see('Payment complete');
    await stage.isPaid(session);
  },

  'a digit mended in the middle of the number leaves the caret behind it': async (stage) => {
    await stage.visit();
    stage.into('iframe');
    await stage.see('Pay $49.00');
    await stage.type('Card number', '401288888881881');
    await stage.keys(...Array<string>(11).fill('Left'), '8');
    await stage.holds(
      'caret',
      `${VALUE('number')} === '4012 8888 8888 1881' && ${INPUT('number')}.selectionEnd === 8`,
    );
    await stage.keys('Backspace', '8');
    await stage.holds(
      'caret',
      `${VALUE('number')} === '4012 8888 8888 1881' && ${INPUT('number')}.selectionEnd === 8`,
    );
  },

  'on another site, as a third party, a bank that looks and asks nothing': async (stage) => {
    const session = await stage.visit({ site: '127.0.0.1' });
    stage.into('iframe');
    await stage.typeCard(THREE_DS.frictionless.number);
    await stage.press('Pay…');
    await stage.see('Payment complete');
    await stage.isPaid(session);
  },

  'on another site, as a third party, a bank that looks and asks': async (stage) => {
    const session = await stage.visit({ site: '127.0.0.1' });
    stage.into('iframe');
    await stage.typeCard(THREE_DS.methodAndChallenge.number);
    await stage.press('Pay…');
    await stage.answerBank('iframe');
    await stage.see('Payment complete');
    await stage.isPaid(session);
  },

  'a declined card is said, and another one is paid in the same form': async (stage) => {
    const session = await stage.visit();
    stage.into('iframe');
    await stage.typeCard(DECLINED['insufficient funds']?.number ?? '');
    await stage.press('Pay…');
    await stage.see('not enough money available');
    await stage.type('Card number', '');
    await stage.keys(...Array<string>(19).fill('Backspace'), ...VISA.number);
    await stage.type('Security code', '737');
    await stage.press('Pay…');
    await stage.see('Payment complete');
    await stage.isPaid(session, 'failed', 'succeeded');
  },

  'an overlay takes the focus, closes with Escape, and is paid in when it is opened again': async (stage) => {
    const session = await stage.visit({ file: 'overlay' });
    await stage.press('Pay now');
    stage.into('dialog iframe');
    await stage.see('Pay $49.00');
    await stage.keys('Escape');
    stage.into();
    await stage.holds('focus on the button that opened it', `document.activeElement.id === 'pay'`);
    await stage.press('Pay now');
    stage.into('dialog iframe');
    await stage.typeCard(THREE_DS.challenge.number);
    await stage.keys('Enter');
    await stage.answerBank('dialog iframe');
    await stage.see('Payment complete');
    await stage.press('Close');
    stage.into();
    await stage.holds('focus on the button that opened it', `document.activeElement.id === 'pay'`);
    await stage.isPaid(session);
  },

  'a hosted page is paid, and a way back to it holds no card': async (stage) => {
    const session = await stage.api.createSession({ uiMode: 'hosted' });
    await stage.open(`${stage.sandbox.checkout}/c/${session.id}`);
    await stage.typeCard(VISA.number);
    await stage.goAndReturn(`${stage.sandbox.checkout}/health`);
    await stage.see('Pay $49.00');
    await stage.holds('empty field', `${VALUE('number')} === ''`);
    await stage.typeCard(VISA.number);
    await stage.press('Pay…');
    await stage.isPaid(session);
  },

  'the payment element is paid with the shop’s own button': async (stage) => {
    const session = await stage.visit({ file: 'element' });
    stage.into('iframe');
    await stage.typeCard(THREE_DS.challenge.number);
    stage.into();
    await stage.press('Order and pay');
    await stage.answerBank('iframe');
    stage.into();
    await stage.see('Thank you.');
    await stage.isPaid(session);
  },

  'the custom element is paid in': async (stage) => {
    const place = `<xpay-checkout publishable-key="${stage.sandbox.publishableKey}"></xpay-checkout>`;
    const session = await stage.visit({ file: 'tag', place });
    stage.into('iframe');
    await stage.typeCard(VISA.number);
    await stage.press('Pay…');
    await stage.see('Payment complete');
    await stage.isPaid(session);
  },

  'Arabic runs right to left at 320 pixels, in the dark, and is paid': async (stage) => {
    const session = await stage.visit({
      place: '<div id="checkout" style="inline-size: 320px"></div>',
      options: { locale: 'ar', appearance: { theme: 'dark' } },
    });
    stage.into('iframe');
    await stage.holds(
      'Arabic form',
      `document.dir === 'rtl' && !!document.querySelector('form button[type=submit]')`,
    );
    await stage.holds('room for all', 'document.documentElement.scrollWidth <= innerWidth');
    await stage.point('#xp-number');
    await stage.keys(...VISA.number, 'Tab', ...'1234', 'Tab', ...VISA.code);
    // Digits run from left to right in every script.
    await stage.holds(
      'number',
      `${VALUE('number')} === '4012 8888 8888 1881' && getComputedStyle(${INPUT('number')}).direction === 'ltr'`,
    );
    await stage.keys('Enter');
    await stage.isPaid(session);
  },

  'what the shop changes is on the form at once, through the open stream': async (stage) => {
    const session = await stage.visit();
    stage.into('iframe');
    await stage.typeCard(VISA.number);
    await stage.api.update(session.id, { amount: 5900 });
    await stage.see('Pay $59.00');
    await stage.holds('card kept', `${VALUE('number')} === '4012 8888 8888 1881'`);
  },

  'the card takes keys before the session has come, and nothing moves by a scroll bar': async (stage) => {
    await stage.visit({ isSilent: true });
    stage.into('iframe');
    await stage.type('Card number', '4012');
    await stage.holds(
      'early field',
      `${VALUE('number')}.startsWith('4012') && !!document.querySelector('#skeleton')`,
    );
    await stage.holds('no scroll bar', 'document.documentElement.clientWidth === innerWidth');
    await stage.holds(
      'load before the app',
      `performance.getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
      .every(({ startTime }) => startTime >= performance.getEntriesByType('navigation')[0].loadEventStart)`,
    );
  },
};

function INPUT(name: string): string {
  return `document.getElementById('xp-${name}')`;
}

function VALUE(name: string): string {
  return `${INPUT(name)}.value`;
}
