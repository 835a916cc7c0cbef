// The look of the bank's pages: one small sheet, from 250 by 400 pixels up to a full screen, light and dark.

export const STYLE = `
:root {
  color-scheme: light dark;
  --xp-text: light-dark(#14211d, #e9f1ee);
  --xp-quiet: light-dark(#4f625b, #a8bab3);
  --xp-line: light-dark(#d9e2de, #33443d);
  --xp-edge: light-dark(#7c8f88, #71867d);
  --xp-page: light-dark(#ffffff, #121a17);
  --xp-bank: light-dark(#0b6b4f, #57cfa5);
  --xp-on-bank: light-dark(#ffffff, #06241a);
  --xp-danger: light-dark(#b3261e, #ff9a90);
  font: 1rem/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--xp-page); color: var(--xp-text); min-block-size: 100dvb; display: grid; align-items: start; }
main { inline-size: 100%; max-inline-size: 26rem; margin-inline: auto; padding: 14px 16px; display: grid; gap: 12px; }
header { display: flex; align-items: center; gap: 8px; color: var(--xp-bank); }
svg { inline-size: 24px; block-size: 24px; flex: none; fill: currentColor; }
h1 { margin: 0; font-size: 1.125rem; line-height: 1.3; }
h2 { margin: 0; font-size: 1rem; line-height: 1.4; }
p { margin: 0; overflow-wrap: anywhere; }
dl { margin: 0; padding-block: 8px; border-block: 1px solid var(--xp-line); display: grid; gap: 2px; font-size: 0.875rem; }
dl > div { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 16px; }
dt { color: var(--xp-quiet); }
dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; min-inline-size: 0; }
form { display: grid; gap: 8px; }
.xp-field { display: grid; gap: 4px; }
label { font-weight: 600; font-size: 0.875rem; }
input { font: inherit; letter-spacing: 0.12em; inline-size: 100%; min-block-size: 44px; padding: 8px 12px; color: inherit; background: transparent; border: 1px solid var(--xp-edge); border-radius: 8px; text-align: start; }
[dir="rtl"] input { text-align: end; }
input[aria-invalid="true"] { border-color: var(--xp-danger); }
.xp-hint { font-size: 0.8125rem; color: var(--xp-quiet); }
.xp-error { font-size: 0.875rem; font-weight: 600; color: var(--xp-danger); }
button { font: inherit; font-weight: 600; min-block-size: 44px; padding: 8px 16px; border: 1px solid transparent; border-radius: 8px; background: var(--xp-bank); color: var(--xp-on-bank); cursor: pointer; }
.xp-quiet-button { background: transparent; color: var(--xp-bank); border-color: var(--xp-line); }
:focus-visible { outline: 2px solid var(--xp-bank); outline-offset: 2px; }
@media (min-width: 480px) and (min-height: 480px) {
  body { align-items: center; }
  main { padding: 24px; gap: 20px; border: 1px solid var(--xp-line); border-radius: 12px; margin-block: 16px; inline-size: calc(100% - 32px); }
}
@media (min-height: 480px) { form { gap: 12px; } }
@media (max-height: 440px) { main { padding-block: 10px; gap: 8px; } dl { padding-block: 4px; } }
@media (forced-colors: active) { button { border-color: ButtonText; } }
`;
