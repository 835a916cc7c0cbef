// Which pages may embed the frame: an exact comparison of whole origins, as every broken check was one of substrings.

/**
 * Whether a page of this origin may embed the frame.
 * An entry is an exact origin, or `http://localhost:*` or `http://127.0.0.1:*` for that host on any port. No other
 * wildcard means anything. Opaque origins (`null`) and schemes other than http and https are never allowed.
 *
 * @param origin As the browser gives it in `MessageEvent.origin`; any other spelling of it is refused.
 */
export function isAllowedParent(origin: string, allowed: readonly string[]): boolean {
  const url = parseOrigin(origin);
  if (url === null) return false;
  const anyPort = `${url.protocol}//${url.hostname}:*`;
  return allowed.some((entry) => entry === origin || (entry === anyPort && LOCAL_HOSTS.includes(entry)));
}

const LOCAL_HOSTS = ['http://localhost:*', 'http://127.0.0.1:*'];

/** The URL of an http or https origin, or null when the text is not that origin in its one spelling (HTML, 7.1.1). */
function parseOrigin(origin: string): URL | null {
  try {
    const url = new URL(origin);
    return url.origin === origin && /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null; // URL throws for what is no URL; URL.canParse is missing in Safari 16.
  }
}
