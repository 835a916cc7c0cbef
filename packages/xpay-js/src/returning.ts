// The buyer who comes back from their bank's page: the session that the shop's address names, taken out of the address.

/** Kept until a checkout has the session; one for all checkouts of a client. */
export interface Returning {
  sessionId?: string | undefined;
}

const PARAMETER = /([?&])xpay_session=(cs_(test|live)_[\w-]+)(&|$)/;

/**
 * Takes `xpay_session` out of the page's address, so that it is noticed once, and neither bookmarked nor shared.
 * The rest of the address stays as it is written, and so does the state of the page's router. What is no session id is
 * not ours, and stays.
 */
export function noticeReturn(returning: Returning): void {
  const { href, search } = location;
  const rest = search.replace(PARAMETER, (_, before: string, id: string, _mode, joint: string) => {
    returning.sessionId = id;
    return joint && before;
  });
  // Absolute, because `<base href>` belongs to the page.
  if (rest !== search)
    history.replaceState(
      history.state,
      '',
      href.replace(search, () => rest),
    );
}
