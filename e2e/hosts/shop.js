// What every page of this folder has in common: it asks its own server for a session, and keeps every event for the tests.
// It comes first in a page, and so works with the browser as it was before the page changed it.

(() => {
  const { stringify, parse } = JSON;
  const send = window.fetch.bind(window);
  const NAMES = [
    ...['ready', 'change', 'focus', 'blur', 'confirm', 'action', 'complete', 'processing'],
    ...['cancel', 'expire', 'error', 'close'],
  ];
  const events = [];
  const asked = [];

  /** A payload as plain data. */
  const plain = (value) =>
    value instanceof Error
      ? {
          name: value.name,
          type: value.type,
          code: value.code,
          declineCode: value.declineCode,
          message: value.message,
        }
      : parse(stringify(value ?? null, (_, inner) => (inner instanceof Error ? plain(inner) : inner)));
  const note = (name, payload) => events.push({ name, payload: plain(payload) });
  const listen = (made, except = '') => {
    for (const name of NAMES) if (name !== except) made.on(name, (payload) => note(name, payload));
  };

  // Without a prototype, as a page may have put more on every object.
  async function fetchClientSecret(request, query = '') {
    asked.push(plain(request));
    const response = await send(`__PATH__session${query}`, { __proto__: null, method: 'POST' });
    if (!response.ok) throw new Error(`The shop answered ${response.status}.`);
    return (await response.json()).clientSecret;
  }

  /** A checkout with every event kept, made as most shops make theirs. */
  async function init(options) {
    host.xpay ??= window.XPay('__KEY__');
    const checkout = await host.xpay.initEmbeddedCheckout({
      ...(options?.clientSecret === undefined ? { fetchClientSecret } : {}),
      ...__OPTIONS__,
      ...options,
    });
    listen(checkout);
    host.checkout = checkout;
    return checkout;
  }

  async function start(target = '#checkout', options = undefined) {
    try {
      const checkout = await init(options);
      checkout.mount(target);
      return checkout;
    } catch (error) {
      note('thrown', error);
      return undefined;
    }
  }

  const host = { NAMES, events, asked, note, listen, fetchClientSecret, init, start };
  Object.defineProperty(window, 'host', { value: host });
})();
