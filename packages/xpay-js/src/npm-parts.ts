// The parts of xpay.js as npm has them: a bundler makes a file of each.

import { createPartLoader, type Parts } from './parts.ts';

const PARTS: { readonly [Name in keyof Parts]: () => Promise<Parts[Name]> } = {
  advice: () => import('./advice.ts'),
  'full-size': () => import('./full-size.ts'),
  overlay: () => import('./overlay.ts'),
  payment: () => import('./payment.ts'),
  headless: () => import('./headless.ts'),
  tag: () => import('./tag.ts'),
  'open-link': () => import('./open-link.ts'),
};

export const loadPart = /* @__PURE__ */ createPartLoader((name) => PARTS[name]());
