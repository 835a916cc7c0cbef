// `pnpm promises`: the tests that are named after what the four payment APIs promise, alone, and how many of them hold.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.ts';

/** P001 to P246. */
const ALL = 246;

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const folder = mkdtempSync(join(tmpdir(), 'xpay-promises-'));
const file = join(folder, 'report.json');
const code = await run('vitest', [
  'run',
  'packages/sandbox/promises',
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${file}`,
]);
const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
rmSync(folder, { recursive: true });

/** Whether each promise holds: a promise with several tests holds when all of them pass. */
const held = new Map<string, boolean>();
for (const { fullName, status } of report.testResults.flatMap((result) => result.assertionResults)) {
  for (const id of fullName.match(/\bP\d{3}\b/g) ?? []) {
    held.set(id, (held.get(id) ?? true) && status === 'passed');
  }
}
const ids = Array.from({ length: ALL }, (_, index) => `P${String(index + 1).padStart(3, '0')}`);
const broken = ids.filter((id) => held.get(id) === false);
const untested = ids.filter((id) => !held.has(id));
if (broken.length > 0) console.log(`Broken: ${broken.join(', ')}`);
if (untested.length > 0) console.log(`Without a test: ${untested.join(', ')}`);
console.log(`${ALL - broken.length - untested.length} of ${ALL} promises hold`);
process.exit(code !== 0 || broken.length + untested.length > 0 ? 1 : 0);
