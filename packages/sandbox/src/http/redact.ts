// The second line of defence: what must never stand in a log or an error, taken out of any text.

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/_secret_[A-Za-z0-9_-]+/g, '_secret_[redacted]'],
  [/\b(sk_(?:test|live)|oauth_(?:test|live)|whsec)_[A-Za-z0-9+/=]+/g, '$1_[redacted]'],
  // As long as card numbers, with the separators people type.
  [/\b\d(?:[ -]?\d){11,18}\b/g, '[redacted number]'],
];

/** The text without client secrets, secret keys and numbers that may be a card's. */
export function redact(text: string): string {
  return SECRETS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

/** Where an error came from, for a log. */
export function stackOf(error: unknown): string {
  return redact(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
