// What makes a checkout a page of its own: the way back to the shop, the receipt, the title. Imported for the view `page`.

import type { ComponentType } from 'preact';
import { browserClock } from '../clock.ts';
import type { AfterProps } from '../payment/outcome.tsx';
import { createEnding } from './ending.tsx';
import type { HostedGiven } from './later.tsx';
import { keepPageHead } from './page-head.ts';
import { type Hosted, startResult } from './start-result.ts';

/** Signs of somebody who is there and wants time (WCAG 2.2.1): whoever reads on, prints or moves about stays. */
const SIGNS = ['keydown', 'pointerdown', 'wheel'] as const;

/** Begins all of it, once; what comes of it stands at the end of each outcome. */
export function startHosted(given: HostedGiven): ComponentType<AfterProps> {
  const back = keepPageHead(given);
  const hosted: Hosted = startResult({
    ...given,
    clock: browserClock,
    // In this page's place: the browser's way back leads to the page before it, and never to a form that was paid.
    go: (url) => location.replace(url),
    isFirstVisit: isFirstVisit(),
  });
  const stay = ({ target }: Event) => {
    // The countdown's own button does more.
    const isItsOwn = target instanceof Element && target.closest('.xp-return') !== null;
    if (!isItsOwn) hosted.returning.stop();
  };
  for (const sign of SIGNS) addEventListener(sign, stay, { passive: true, capture: true });
  return createEnding(given, hosted, back);
}

/** Whoever comes back here by the browser's own buttons, or loads the page again, wants to see it. */
function isFirstVisit(): boolean {
  const [entry] = performance.getEntriesByType('navigation');
  return entry instanceof PerformanceNavigationTiming ? entry.type === 'navigate' : true;
}
