// The payment app behind the sandbox's sheet, as a browser runs it: a service worker (W3C Payment Handler API).

/** Where the sheet's window is, relative to the worker. */
export const WINDOW = 'window';

/**
 * Opens the sheet's window for a payment and answers with the token of the card that was chosen there. A browser shows one
 * sheet at a time, so that one payment is remembered. Who closes the window has answered: the browser tells the page.
 */
export const SHEET_WORKER = `
let present = null;

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('canmakepayment', (event) => event.respondWith(true));

addEventListener('paymentrequest', (event) => {
  const [method] = event.methodData;
  event.respondWith(new Promise((resolve, reject) => {
    const facts = { shop: String(method.data?.merchantName ?? ''), total: event.total };
    const pay = (last4) => {
      const nonce = crypto.randomUUID().replaceAll('-', '');
      const token = JSON.stringify({ type: 'xpay_sandbox_token', nonce, last4 });
      resolve({ methodName: method.supportedMethods, details: { token } });
    };
    present = { facts, pay };
    event.openWindow('${WINDOW}').then((opened) => {
      if (opened === null) reject(new Error('The sheet could not be opened.'));
    }, reject);
  }));
});

addEventListener('message', ({ data, source }) => {
  if (present === null || source === null) return;
  if (data === 'ready') source.postMessage(present.facts);
  else if (/^[0-9]{4}$/.test(data)) present.pay(data);
});
`;
