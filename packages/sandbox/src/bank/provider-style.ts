// The look of the wallet's and the lender's pages: the bank's sheet with other colours, and what only they have.

import { STYLE } from './style.ts';

export const PROVIDER_STYLE = `${STYLE}
:root { --xp-bank: light-dark(#3d3bb8, #aab0ff); --xp-on-bank: light-dark(#ffffff, #12123c); }
:root:has(.xp-bnpl) { --xp-bank: light-dark(#9a3412, #ffb38a); --xp-on-bank: light-dark(#ffffff, #3b1404); }
header svg { inline-size: 32px; block-size: 32px; }
.xp-amount { font-size: 2rem; line-height: 1.2; font-weight: 700; text-align: center; font-variant-numeric: tabular-nums; }
ol { margin: 0; padding: 0; list-style: none; display: grid; gap: 4px; font-size: 0.875rem; }
li { display: flex; flex-wrap: wrap; justify-content: space-between; column-gap: 16px; font-variant-numeric: tabular-nums; }
li bdi { font-weight: 600; }
.xp-agree { display: flex; align-items: center; gap: 12px; min-block-size: 44px; font-weight: 400; }
.xp-agree input { flex: none; inline-size: 24px; block-size: 24px; min-block-size: 0; margin: 0; padding: 0; accent-color: var(--xp-bank); }
`;
