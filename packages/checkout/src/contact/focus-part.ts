// Where the buyer is taken to mend something.

/** With what is in it selected, for an easy replacement. */
export function focusPart(id: string): void {
  const element = document.getElementById(id);
  element?.focus();
  if (element instanceof HTMLInputElement) element.select();
}
