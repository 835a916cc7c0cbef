// What buyers do in every engine: each journey pays, or ends with what the buyer is told.

import { randomUUID } from 'node:crypto';
import { DECLINED, ONE_TIME_CODE, THREE_DS, VISA } from '../cards.ts';
import { LANGUAGES } from './languages.ts';
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
    await stage.holds(
      'number with the focus, selected to be typed over',
      `document.activeElement === ${INPUT('number')} && ${INPUT('number')}.selectionStart === 0
        && ${INPUT('number')}.selectionEnd === ${VALUE('number')}.length && ${VALUE('securityCode')} === ''`,
    );
    await stage.keys(...VISA.number, 'Tab', 'Tab', ...VISA.code);
    await stage.holds(
      'other card',
      `${VALUE('number')} === '4012 8888 8888 1881' && ${VALUE('expiry')} === '12 / 34'`,
    );
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
    await stage.open(`${stage.sandbox.checkout}/health`);
    await stage.back();
    await stage.see('Pay $49.00');
    await stage.holds('empty field', `${VALUE('number')} === ''`);
    await stage.typeCard(VISA.number);
    await stage.press('Pay…');
    await stage.isPaid(session);
  },

  'a quantity is pressed, stepped and typed, within its bounds, and paid as the server priced it': async (
    stage,
  ) => {
    const product = { currency: 'USD', unitAmount: 1_000, productData: { name: 'Mug' } };
    const mug = { priceData: product, quantity: 1, adjustableQuantity: { minimum: 1, maximum: 5 } };
    const session = await stage.visit({ session: { lineItems: [mug] } });
    const holdsQuantity = (quantity: string) =>
      stage.holds(
        `quantity of ${quantity}`,
        `document.querySelector('input[type=number]').value === '${quantity}'`,
      );
    stage.into('iframe');
    await stage.press('One more');
    await stage.press('One more');
    await stage.see('Pay $30.00');
    await stage.point('input[type=number]');
    await stage.keys('Up');
    await stage.see('Pay $40.00');
    await stage.keys('End', 'Backspace', '9', 'Tab');
    await stage.see('Enter a number from 1 to 5.');
    await holdsQuantity('4');
    await stage.point('input[type=number]');
    await stage.keys('End', 'Backspace', '2');
    await stage.see('Pay $20.00');
    await holdsQuantity('2');
    await stage.typeCard(VISA.number);
    await stage.payWhenRead(session);
    await stage.isPaid(session);
  },

  'a promotion code is refused, applied with Enter, and paid': async (stage) => {
    const coupon = await stage.post('/coupons', { name: 'Spring sale', percentOff: 25, duration: 'once' });
    const code = `SPRING${randomUUID().slice(0, 8).toUpperCase()}`;
    await stage.post('/promotion-codes', { coupon: coupon['id'], code });
    const session = await stage.visit({ session: { allowPromotionCodes: true } });
    stage.into('iframe');
    await stage.press('Add promotion code');
    const hasFocus = `document.activeElement.id === 'xp-promotion-code'`;
    await stage.holds('focus in the field', hasFocus);
    await stage.keys(...'NONE', 'Enter');
    await stage.see('This code cannot be used for this order.');
    await stage.holds('focus in the field', hasFocus);
    await stage.keys(...Array<string>(4).fill('Backspace'), ...code.toLowerCase(), 'Enter');
    await stage.see('Pay $36.75');
    await stage.typeCard(VISA.number);
    await stage.payWhenRead(session);
    await stage.isPaid(session);
  },

  'a card is kept with a tick, and pays the next time with its security code alone': async (stage) => {
    const customer = await stage.post('/customers', { email: 'ada@example.com' });
    const shop = {
      session: { customerId: customer['id'], savedCards: { offer: true, cvc: 'ask' } },
    };
    const first = await stage.visit(shop);
    stage.into('iframe');
    await stage.typeCard(VISA.number);
    await stage.point('input[type=checkbox]');
    await stage.press('Pay…');
    await stage.isPaid(first);
    const second = await stage.visit(shop);
    stage.into('iframe');
    await stage.see('Visa ending in 1881');
    await stage.press('Pay…');
    await stage.see('Enter the security code.');
    await stage.keys(...VISA.code, 'Enter');
    await stage.isPaid(second);
  },

  'a bank transfer says where to send the money, also after a reload, and is paid when it comes': async (
    stage,
  ) => {
    const session = await stage.visit({
      session: { paymentMethodTypes: ['card', 'wallet', 'bank_transfer'] },
    });
    stage.into('iframe');
    await stage.point('input[value=bank_transfer]');
    await stage.press('Get account details');
    await stage.see('Send the money from your bank');
    await stage.reload();
    stage.into('iframe');
    await stage.see('Send the money from your bank');
    await stage.post(`/sandbox/sessions/${session.id}/transfer`, { outcome: 'received' });
    await stage.see('Payment complete');
    await stage.isPaid(session);
  },

  'a bank that cannot be nested is gone to, and the shop’s page shows what came of it': async (stage) => {
    const session = await stage.visit({
      headers: { 'cross-origin-embedder-policy': 'require-corp' },
      returnsHere: true,
    });
    stage.into('iframe');
    await stage.typeCard(THREE_DS.challenge.number);
    await stage.press('Pay…');
    await stage.press('Continue on your bank’s page');
    stage.into();
    await stage.type('One-time code', ONE_TIME_CODE);
    await stage.keys('Enter');
    stage.into('iframe');
    await stage.see('Payment complete');
    await stage.isPaid(session);
  },

  'in a page whose parts are transformed, filtered and contained, the bank has the whole window': async (
    stage,
  ) => {
    const session = await stage.visit({ file: 'transformed' });
    stage.into('iframe');
    await stage.typeCard(THREE_DS.challenge.number);
    await stage.press('Pay…');
    stage.into();
    await stage.holds(
      'frame over the window',
      `(({ x, y, width, height }) => x === 0 && y === 0 && width >= innerWidth - 20 && height === innerHeight)(
        document.querySelector('iframe').getBoundingClientRect())`,
    );
    await stage.answerBank('iframe');
    await stage.see('Payment complete');
    await stage.isPaid(session);
  },

  'every language comes by update(), and half a card with its caret stays through them all': async (
    stage,
  ) => {
    await stage.visit();
    stage.into('iframe');
    await stage.see('Pay $49.00');
    await stage.type('Card number', '40128888');
    await stage.keys('Left', 'Left');
    for (const { tag, direction, cardNumber } of LANGUAGES) {
      stage.into();
      await stage.run(`host.checkout.update({ locale: '${tag}' })`);
      await stage.holds(`frame in ${tag}`, `document.querySelector('iframe').lang === '${tag}'`);
      stage.into('iframe');
      await stage.holds(
        `form in ${tag}`,
        `document.documentElement.lang === '${tag}' && document.documentElement.dir === '${direction}'
          && document.querySelector('footer select').value === '${tag}'
          && ${INPUT('number')}.labels[0].textContent === ${JSON.stringify(cardNumber)}
          && /49[.,٫]00|۴۹٫۰۰/.test(document.querySelector('button[type=submit]').textContent)
          && document.activeElement === ${INPUT('number')}
          && ${VALUE('number')} === '4012 8888' && ${INPUT('number')}.selectionEnd === 7`,
      );
    }
    await stage.keys('9');
    await stage.holds('digit where the caret was', `${VALUE('number')} === '4012 8898 8'`);
  },

  'without scripts a hosted page says what to do, and leads back': async (stage) => {
    const cart = `${stage.sandbox.checkout}/health`;
    const session = await stage.api.createSession({ uiMode: 'hosted', cancelUrl: cart });
    await stage.open(stage.withoutScripts(`${stage.sandbox.checkout}/c/${session.id}`));
    await stage.see('turn on JavaScript');
    await stage.holds(
      'no field',
      `[...document.querySelectorAll('input')].every((one) => !one.checkVisibility())`,
    );
    await stage.press('Back to…');
    await stage.holds('page that the shop named', `location.pathname === '/health'`);
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
      `document.dir === 'rtl' && document.querySelector('form button[type=submit]')?.textContent.includes('49.00')`,
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
