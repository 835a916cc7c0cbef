// Ends a run with one table: each family, its cases, and what came of them. In a whole run a family that nothing shows is a failure.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { FullConfig, FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { notedFacts } from './facts.ts';
import { FAMILIES, FAMILY_IDS, type FamilyId, familiesIn } from './families.ts';

interface Options {
  /** Given by Playwright. */
  readonly configDir: string;
  /** Where the number of families that no test shows or fails to show is written, for whoever counts failures. */
  readonly outputFile: string;
}

interface Row {
  readonly id: FamilyId;
  readonly cases: number;
  readonly passed: number;
  readonly failed: number;
  readonly cells: readonly string[];
}

const HEADINGS = ['family', 'cases', 'charges', 'final state', 'words', 'focus', 'result'];

/** Cases of a family seldom differ; where they do, so many of their facts stand beside each other. */
const MOST_VALUES = 2;

// biome-ignore lint/style/noDefaultExport: Playwright takes a reporter by its default export.
export default class TableReporter implements Reporter {
  readonly #outputFile: string;
  #cases: readonly TestCase[] = [];
  #isWhole = false;

  constructor({ configDir, outputFile }: Options) {
    this.#outputFile = resolve(configDir, outputFile);
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#cases = suite.allTests();
    this.#isWhole = isWhole(config, this.#cases);
  }

  printsToStdio(): boolean {
    return true;
  }

  async onEnd(): Promise<{ readonly status: FullResult['status'] } | undefined> {
    const cases = new Map<FamilyId, TestCase[]>(FAMILY_IDS.map((id) => [id, []]));
    for (const one of this.#cases) for (const id of familiesIn(one.tags)) cases.get(id)?.push(one);
    const rows = [...cases]
      .map(([id, known]) => toRow(id, known))
      .filter((row) => this.#isWhole || row.cases > 0);
    if (rows.length === 0) return undefined;
    const shown = rows.filter(({ passed, failed }) => passed > 0 && failed === 0);
    console.log(`\n${toTable([HEADINGS, ...rows.map(({ cells }) => cells)])}`);
    console.log(
      `\n${rows.length} of ${FAMILY_IDS.length} families: ${shown.length} passed, ${rows.length - shown.length} failed`,
    );
    const missing = rows.filter(({ passed, failed }) => passed + failed === 0).length;
    mkdirSync(dirname(this.#outputFile), { recursive: true });
    writeFileSync(this.#outputFile, JSON.stringify({ missing: this.#isWhole ? missing : 0 }));
    return this.#isWhole && missing > 0 ? { status: 'failed' } : undefined;
  }
}

/** Whether every file of tests was taken, and not a part of each. */
function isWhole({ rootDir, shard, grep }: FullConfig, cases: readonly TestCase[]): boolean {
  const isCut = process.argv.some((arg) =>
    /^(-g|-G|--grep|--grep-invert|--last-failed|--only-changed|--list)\b/.test(arg),
  );
  if (isCut || shard !== null || String(grep) !== '/.*/') return false;
  const taken = new Set(cases.map((one) => relative(rootDir, one.location.file)));
  const files = readdirSync(rootDir, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /^(?!.*node_modules).*\.spec\.ts$/.test(file))
    .every((file) => taken.has(file));
}

function toRow(id: FamilyId, cases: readonly TestCase[]): Row {
  const passed = cases.filter(
    (one) => one.outcome() === 'expected' && one.results.some(({ status }) => status === 'passed'),
  );
  const failed = cases.filter((one) => one.outcome() === 'unexpected' || one.outcome() === 'flaky');
  const facts = passed.flatMap((one) => notedFacts(one.results.at(-1)?.annotations ?? one.annotations) ?? []);
  const result = failed.length > 0 ? 'FAILED' : passed.length > 0 ? 'passed' : 'MISSING';
  return {
    id,
    cases: cases.length,
    passed: passed.length,
    failed: failed.length,
    cells: [
      `${id} ${FAMILIES[id]}`,
      `${passed.length}/${cases.length}`,
      distinct(facts.map(({ charges }) => charges.join('+') || 'none')),
      distinct(facts.map(({ state }) => state)),
      distinct(facts.map(({ words }) => words)),
      distinct(facts.map(({ focus }) => focus)),
      result,
    ],
  };
}

/** Each value once, the most frequent first; the rest only counted. */
function distinct(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values.filter((one) => one !== '')) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
  const more = sorted.length - MOST_VALUES;
  return [
    ...sorted.slice(0, MOST_VALUES).map((value) => short(value, sorted.length > 1)),
    ...(more > 0 ? [`+${more}`] : []),
  ].join(' | ');
}

/** Its first sentence at most: an alert has more to say than a table has room for. */
function short(text: string, isOneOfMany: boolean): string {
  const sentence = text.split(/(?<=\.) /)[0] ?? text;
  const most = isOneOfMany ? 24 : 40;
  return sentence.length > most ? `${sentence.slice(0, most - 1)}…` : sentence;
}

function toTable(lines: readonly (readonly string[])[]): string {
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
