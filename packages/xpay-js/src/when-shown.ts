// A browser may prerender a page that nobody opens: nothing is fetched and no clock runs until the page is shown.

/**
 * Runs `start` at once on a page that is shown, otherwise when it is (Speculation Rules, `document.prerendering`).
 * Returns the function that calls it off.
 */
export function whenShown(start: () => void): () => void {
  const page: Document & { readonly prerendering?: boolean } = document;
  if (page.prerendering !== true) {
    start();
    return () => {};
  }
  page.addEventListener('prerenderingchange', start, { once: true });
  return () => page.removeEventListener('prerenderingchange', start);
}
