// The shop's side of the checkout. `XPay` comes from the script tag before this one.

const place = document.querySelector('#checkout');
const problem = document.querySelector('#problem');
const night = matchMedia('(prefers-color-scheme: dark)');
const { publishableKey, locale, theme, productId, unavailable } = place.dataset;

// Only our server knows the price, so all it is told is which product (or nothing: then it reads the basket), where the
// bank may send the visitor back to, and of one who is back from there the session.
async function fetchClientSecret({ sessionId }) {
  const page = location.pathname + location.search;
  const response = await fetch('/create-session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ productId: productId || undefined, sessionId, page }),
  });
  const answer = await response.json();
  // Paid already, in another tab perhaps: our server knows where the order is.
  if (answer.orderUrl) location.assign(answer.orderUrl);
  say(answer.error);
  if (!response.ok) throw new Error(answer.error);
  return answer.clientSecret;
}

// The form takes the colours of our page, by day and by night.
function appearance() {
  const { backgroundColor, color, accentColor } = getComputedStyle(document.body);
  const variables = { colorBackground: backgroundColor, colorText: color, colorPrimary: accentColor };
  return { theme: theme === 'auto' ? (night.matches ? 'dark' : 'light') : theme, variables };
}

// A browser's word is good for moving on, not for marking anything as paid: that waits for the signed webhook.
function leave({ session }) {
  const done = document.querySelector('#done');
  done.replaceChildren(document.querySelector('#done-words').content.cloneNode(true));
  const link = done.querySelector('a');
  link.search = new URLSearchParams({ session: session.id });
  setTimeout(() => location.assign(link.href), 5_000); // "Payment complete" stays for a moment
}

function say(sentence = '') {
  problem.textContent = sentence;
  problem.hidden = sentence === '';
}

if (typeof XPay === 'function') {
  const checkout = await XPay(publishableKey).initEmbeddedCheckout({
    fetchClientSecret,
    locale,
    appearance: appearance(),
    onComplete: leave,
    onProcessing: leave, // decided later: the order page waits for the news
    // Every other failure is told inside the form, with a way to try again.
    onError: ({ error }) => error.code === 'frame_unreachable' && say(unavailable),
  });
  checkout.mount('#checkout');
  night.addEventListener('change', () => checkout.update({ appearance: appearance() }));
} else {
  say(unavailable);
}
