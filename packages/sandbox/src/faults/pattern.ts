// Path patterns of fault rules: parts of a path, of which `*` stands for any one, or at the end for all the rest.

/** Whether a text is a pattern. */
export function isPattern(text: string): boolean {
  return /^(\/([\w.~%:@!$&'()+,;=-]+|\*))*\/?$/.test(text) && text.startsWith('/');
}

/** Whether a path, as it stands in a request's address, is one that the pattern is for. */
export function matchesPattern(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const isOpen = parts.at(-1) === '*';
  const fixed = isOpen ? parts.slice(0, -1) : parts;
  const asked = path.split('/');
  if (isOpen ? asked.length < parts.length : asked.length !== parts.length) return false;
  return fixed.every((part, index) => part === '*' || part === asked[index]);
}

/** What a rule without a pattern is for: the APIs, and none of the files and pages. */
export function isApiPath(path: string): boolean {
  return /^\/(v1\/client|v2|checkout|checkout-sessions|payments?\/request|oauth|payment-intents|charges)(\/|$)/.test(
    path,
  );
}
