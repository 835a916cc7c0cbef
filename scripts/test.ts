// `npm test`: everything, in the order in which a failure is cheapest; ends with one line `N passed, N failed`.

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureTestBrowsers } from './browser.ts';
import {
  browserFailures,
  browserSkips,
  type PlaywrightReport,
  unitFailures,
  type VitestReport,
} from './failures.ts';
import { ROOT, run } from './run.ts';

const REPORTS = `${ROOT}test-results`;
rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

interface Result {
  readonly passed: number;
  readonly failed: number;
  /** A few lines for each that failed. */
  readonly failures: readonly string[];
}

let passed = 0;
let failed = 0;
const failures: string[] = [];

/** Counts a whole command as one test. */
async function step(title: string, command: string, args: readonly string[]): Promise<void> {
  console.log(`\n── ${title}`);
  const code = await run(command, args);
  if (code === 0) passed += 1;
  else {
    failed += 1;
    failures.push(title);
  }
}

/** Runs a test runner that leaves a JSON report, and counts what the report says; a missing report is one failure. */
async function suite(
  title: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  read: () => Result,
): Promise<void> {
  console.log(`\n── ${title}`);
  const code = await run(command, args, { env });
  try {
    const result = read();
    passed += result.passed;
    failed += code !== 0 && result.failed === 0 ? 1 : result.failed;
    failures.push(...result.failures);
  } catch (cause) {
    failed += 1;
    failures.push(`${title}: no report that can be read (${cause}).`);
  }
}

interface FamiliesReport {
  /** Families of disturbed payments that no test shows: e2e/reliability. */
  readonly missing: number;
}

function report<T>(file: string): T {
  return JSON.parse(readFileSync(`${REPORTS}/${file}`, 'utf8')) as T;
}

await step('Format, lint, dependency direction, types', 'tsx', ['scripts/check.ts']);
await suite(
  'Unit and integration tests',
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS}/unit.json`],
  {},
  () => {
    const unit = report<VitestReport>('unit.json');
    return { passed: unit.numPassedTests, failed: unit.numFailedTests, failures: unitFailures(unit) };
  },
);
await step('Packages, as npm would get them', 'tsx', ['scripts/packages.ts']);
await step('Build', 'tsx', ['scripts/build.ts']);
await step('Documentation and gallery, with every link', 'tsx', ['scripts/docs-site.ts']);
await step('Sizes', 'tsx', ['scripts/size.ts']);
await step('Soak: 100 payments, faults, kills', 'tsx', [
  ...['scripts/soak/soak.ts', '--payments', '100', '--seed', '1'],
]);
await ensureTestBrowsers();
await suite('Browser tests', 'playwright', ['test', '--config', 'e2e/playwright.config.ts'], {}, () => {
  const browser = report<PlaywrightReport>('browser.json');
  const { expected, unexpected, flaky } = browser.stats;
  const { missing } = report<FamiliesReport>('families.json');
  for (const skip of browserSkips(browser)) console.log(`Skipped ${skip}`);
  return { passed: expected, failed: unexpected + flaky + missing, failures: browserFailures(browser) };
});

if (failures.length > 0) console.log(`\nFailed:\n\n${failures.join('\n\n')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
