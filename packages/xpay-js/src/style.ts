// The one way in which we style an element of the shop's page, which no style sheet of the page can change.

/** CSS properties by their names in style sheets. */
export type Styles = Readonly<Record<string, string>>;

/** `style.setProperty` is allowed under any Content-Security-Policy; a `style` attribute is not. */
export function setStyle(element: HTMLElement, name: string, value: string): void {
  element.style.setProperty(name, value, 'important');
}

/** Sets all of them, and nothing else: what was set before is gone. */
export function dress(element: HTMLElement, styles: Styles): void {
  element.removeAttribute('style');
  for (const [name, value] of Object.entries(styles)) setStyle(element, name, value);
}

/** Gives an element its own styles back, as `style.cssText` told them. */
export function undress(element: HTMLElement, cssText: string): void {
  if (cssText !== '') element.style.cssText = cssText;
  // Asked for first: Chromium would leave an empty attribute where nobody has looked at what a script has set.
  else if (element.hasAttribute('style')) element.removeAttribute('style');
}
