// Adds the styles of code that comes later. The document's policy admits its own sheet only, and no style written by a script; a
// sheet that a script makes is not asked (CSP 3, "style-src"; CSSOM, constructed sheets).

/** Once for a module, as it is imported: `import styles from './x.css?inline'`, `adoptSheet(styles)`. */
export function adoptSheet(styles: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  document.adoptedStyleSheets.push(sheet);
}
