// Key and secret travel in headers only: a URL ends in logs and histories. Apart from the calls, as the inline script needs it.

/** The headers that let one browser act on one session. */
export function accessHeaders(publishableKey: string, clientSecret: string): Record<string, string> {
  return { Authorization: `Bearer ${publishableKey}`, 'X-Client-Secret': clientSecret };
}
