// axe in a document of ours: there before the page's own scripts, as a part of the browser would be, so under any policy.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame } from '@playwright/test';

const require = createRequire(createRequire(import.meta.url).resolve('@axe-core/playwright'));
/** For `addInitScript`. */
export const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

export const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Off by default in axe, and WCAG 2.2 AA (2.5.8). */
export const RULES = { 'target-size': { enabled: true } };

interface AxeWindow {
  readonly axe: {
    readonly run: (context: Document, options: object) => Promise<AxeResults>;
  };
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
  }[];
  readonly passes: readonly unknown[];
}

export interface Scan {
  readonly faults: readonly string[];
  readonly rulesPassed: number;
}

const ALL = { runOnly: { type: 'tag', values: TAGS }, rules: RULES };

/** What is wrong in the document, by the rules of WCAG 2.2 AA unless told. */
export async function scan(frame: Frame, rules: object = ALL): Promise<Scan> {
  const options = { ...rules, iframes: false };
  const results = await frame.evaluate(
    (given) => (window as unknown as AxeWindow).axe.run(document, given),
    options,
  );
  return {
    faults: results.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary ?? ''}`),
    ),
    rulesPassed: results.passes.length,
  };
}
