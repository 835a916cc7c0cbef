// Takes client secrets out of whatever text is passed on.

const SECRET = /(cs_(?:test|live))_[\w-]+?_secret_[\w-]+/g;

/** The text with every client secret as `cs_test_…_secret_…`. */
export function redact(text: string): string {
  return text.replace(SECRET, '$1_…_secret_…');
}
