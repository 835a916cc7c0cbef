// The ways to pay that need a script. `XPay` and the tag <xpay-checkout> come from the script tag before this one.

const page = document.querySelector('.ways');
const problem = document.querySelector('#problem');
const thanks = document.querySelector('#thanks');
const overlay = document.querySelector('#overlay');
const tag = document.querySelector('xpay-checkout');
const night = matchMedia('(prefers-color-scheme: dark)');
const { publishableKey, locale, theme, unavailable } = page.dataset;

// A bank's own page leads back to the checkout page of the same product, which is made for that.
async function createSession(productId, sessionId) {
  const response = await fetch('/create-session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ productId, sessionId, page: `/checkout?product=${productId}` }),
  });
  const answer = await response.json();
  if (answer.orderUrl) location.assign(answer.orderUrl);
  say(answer.error);
  if (!response.ok) throw new Error(answer.error);
  return answer.clientSecret;
}

function appearance() {
  const { backgroundColor, color, accentColor } = getComputedStyle(document.body);
  const variables = { colorBackground: backgroundColor, colorText: color, colorPrimary: accentColor };
  return { theme: theme === 'auto' ? (night.matches ? 'dark' : 'light') : theme, variables };
}

function say(sentence = '') {
  problem.textContent = sentence;
  problem.hidden = sentence === '';
}

let paid;

// "Payment complete" stays until it was read: a few seconds, or until the buyer closes it.
function complete({ session }) {
  paid = `/thanks?${new URLSearchParams({ session: session.id })}`;
  thanks.textContent = thanks.dataset.words;
  setTimeout(leave, 5_000);
}

function leave() {
  if (paid !== undefined) location.assign(paid);
}

function fail({ error }) {
  if (error.code === 'frame_unreachable' || error.code === 'script_load_failed') say(unavailable);
}

if (typeof XPay === 'function') {
  const made = XPay(publishableKey).initEmbeddedCheckout({
    mode: 'overlay',
    fetchClientSecret: ({ sessionId }) => createSession(overlay.dataset.productId, sessionId),
    locale,
    appearance: appearance(),
    onComplete: complete,
    onProcessing: complete,
    onClose: leave,
    onError: fail,
  });
  // Before it is made: an early click is not lost.
  overlay.addEventListener('click', async () => (await made).open());
  const checkout = await made;

  // The tag has everything but a session, and waits for it.
  tag.appearance = appearance();
  document.querySelector('#tag').addEventListener('click', ({ currentTarget }) => {
    const { productId } = currentTarget.dataset;
    currentTarget.hidden = true;
    tag.hidden = false;
    tag.fetchClientSecret = ({ sessionId }) => createSession(productId, sessionId);
  });
  night.addEventListener('change', () => {
    checkout.update({ appearance: appearance() });
    tag.appearance = appearance();
  });

  // What the tag and the link tell bubbles up to the page.
  for (const name of ['complete', 'processing'])
    page.addEventListener(`xpay-${name}`, ({ detail }) => complete(detail));
  page.addEventListener('xpay-close', leave);
  page.addEventListener('xpay-error', ({ detail }) => fail(detail));
} else {
  say(unavailable);
}
