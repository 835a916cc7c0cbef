// What every error code means and what to do; `docs/errors.md` is made from this table.

import type { ErrorCode } from './error-types.ts';

export const ERROR_TABLE: Readonly<Record<ErrorCode, { readonly cause: string; readonly cure: string }>> = {
  // The call or the page is wrong; thrown at once where it can be seen at once.
  invalid_option: {
    cause: 'An option has a wrong type or value, or a name that does not exist.',
    cure: 'Correct the option that the message names.',
  },
  invalid_key: {
    cause: 'The publishable key is missing or is no publishable key.',
    cure: 'Pass the key that starts with pk_test_ or pk_live_.',
  },
  secret_key_in_browser: {
    cause: 'A secret key was used in a web page, where every visitor can read it.',
    cure: 'Revoke that key now, and use the publishable key here.',
  },
  target_not_found: {
    cause: 'mount() was given a selector that matches nothing, or an element that is not in the document.',
    cure: 'Pass a selector that exists when mount() runs, or the element itself.',
  },
  target_in_use: {
    cause: 'mount() was given an element that another checkout is mounted in.',
    cure: 'Give every checkout an element of its own, or take the other one down first.',
  },
  already_mounted: {
    cause: 'mount() was called on a checkout that is mounted, or create() on elements that have their form.',
    cure: 'Call unmount() or destroy() first, or create a second checkout.',
  },
  not_mounted: {
    cause: 'The payment element is not on the page, or was taken off it before the payment was over.',
    cure: 'Keep it mounted until confirmPayment() has answered. If it was gone before: read the payment intent, which may have been paid.',
  },
  wrong_mode: {
    cause:
      'open() or close() was called on a checkout that is part of the page, or mount() or unmount() on an overlay.',
    cure: "Use open() and close() with mode: 'overlay', mount() and unmount() without it.",
  },
  destroyed: {
    cause: 'A checkout or a payment element was used after destroy().',
    cure: 'Create a new one.',
  },
  frame_unreachable: {
    cause:
      'The checkout frame did not answer: blocked by a policy of the page, by an origin that is not registered, or by the network.',
    cure: "Register the page's origin for this key, and allow the checkout origin in frame-src.",
  },
  frame_navigated: {
    cause: 'The page moved, reloaded or removed the checkout frame, so its channel was closed.',
    cure: 'Find what changes the iframe, or call destroy() before the page is changed; then mount the checkout again.',
  },
  no_client_secret: {
    cause: 'fetchClientSecret failed or returned no client secret.',
    cure: "Return the clientSecret of a session that the shop's server has just created.",
  },
  invalid_client_secret: {
    cause: 'The client secret is misspelt, belongs to another session, or to another key.',
    cure: 'Pass the clientSecret unchanged, with the publishable key of the same merchant and mode.',
  },
  // The request is wrong.
  invalid_request: {
    cause: 'A field of a request is missing or has a wrong type or value.',
    cure: 'Correct the field named in param.',
  },
  not_found: {
    cause: 'There is no such object for this key and mode.',
    cure: 'Check the id, and that the key is of the same merchant and mode.',
  },
  invalid_state: {
    cause: 'The object is in a state that does not allow this.',
    cure: 'Read the object again and act on its state.',
  },
  amount_changed: {
    cause: 'The total changed while the buyer was looking at another one.',
    cure: 'Show the new total and ask again.',
  },
  idempotency_mismatch: {
    cause: 'The Idempotency-Key was used before with another body.',
    cure: 'Use a new key for a new request.',
  },
  idempotency_in_progress: {
    cause: 'The first request with this Idempotency-Key is still running.',
    cure: 'Wait as long as Retry-After says, then send the same request again.',
  },
  payload_too_large: {
    cause: 'The body is over 1 MB.',
    cure: 'Send less.',
  },
  unsupported_media_type: {
    cause: 'The body is not declared as application/json.',
    cure: 'Send Content-Type: application/json.',
  },
  invalid_api_key: {
    cause: 'The API key is missing, wrong or revoked.',
    cure: 'Send Authorization: Bearer with a key of this merchant.',
  },
  forbidden_origin: {
    cause: 'A secret key arrived from a browser.',
    cure: "Call this route from the shop's server only.",
  },
  // What the buyer typed.
  card_number_invalid: {
    cause: 'The card number is incomplete or mistyped.',
    cure: 'Ask for the number again.',
  },
  card_expiry_invalid: {
    cause: 'The expiry date is incomplete or in the past.',
    cure: 'Ask for the date again.',
  },
  card_cvc_invalid: {
    cause: 'The security code has the wrong number of digits for this brand.',
    cure: 'Ask for the code again.',
  },
  field_invalid: {
    cause: 'A field besides the card is missing or not valid.',
    cure: 'Ask for the field named in param again.',
  },
  promotion_code_invalid: {
    cause: 'The promotion code is unknown, over, used up, or not for this order; which of them is not told.',
    cure: 'Ask for another code.',
  },
  // What the bank said.
  card_declined: {
    cause: "The card's bank refused the payment; declineCode says why as far as a buyer may know.",
    cure: 'Let the buyer try another card.',
  },
  // The session is over.
  session_expired: {
    cause: 'The checkout session has expired.',
    cure: 'Create a new session.',
  },
  session_complete: {
    cause: 'The checkout session is already paid.',
    cure: 'Show the order.',
  },
  session_canceled: {
    cause: 'The checkout session was cancelled.',
    cure: 'Create a new session.',
  },
  // The world.
  rate_limited: {
    cause: 'Too many requests in a short time.',
    cure: 'Wait as long as Retry-After says.',
  },
  api_error: {
    cause: 'The payment server failed.',
    cure: 'Try again; quote the requestId if it persists.',
  },
  connection_failed: {
    cause: 'The payment server could not be reached.',
    cure: 'Try again when the network is back.',
  },
  script_load_failed: {
    cause:
      'xpay.js, or a part of it that is loaded on demand, could not be loaded: network, policy of the page, or an ad blocker.',
    cure: 'Allow the checkout origin in script-src, then try again.',
  },
};
