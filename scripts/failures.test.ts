// What failed is said in few lines, whichever runner says it.

import { expect, it } from 'vitest';
import { browserFailures, browserSkips, unitFailures } from './failures.ts';

it('names a failed unit test with the beginning of its error', () => {
  const assertionResults = [
    { fullName: 'adds', status: 'passed', failureMessages: [] },
    {
      fullName: 'divides',
      status: 'failed',
      failureMessages: ['Error: by zero\n\n    at divide (a.ts:1:1)'],
    },
  ];
  const testResults = [{ name: 'a.test.ts', message: '', status: 'failed', assertionResults }];
  expect(unitFailures({ numPassedTests: 1, numFailedTests: 1, testResults })).toEqual([
    'a.test.ts › divides\n    Error: by zero',
  ]);
});

it('names a file that could not be run', () => {
  const file = { name: 'b.test.ts', message: 'SyntaxError: no', status: 'failed', assertionResults: [] };
  expect(unitFailures({ numPassedTests: 0, numFailedTests: 0, testResults: [file] })).toEqual([
    'b.test.ts\n    SyntaxError: no',
  ]);
});

it('names a failed browser test, however deep it stands, without colours', () => {
  const errors = [{ message: '\u001b[31mError\u001b[39m: not visible' }];
  const spec = { title: 'pays', file: 'pay.spec.ts', line: 3, ok: false, tests: [{ results: [{ errors }] }] };
  const fine = { ...spec, title: 'is there', ok: true };
  expect(
    browserFailures({
      stats: { expected: 1, unexpected: 1, flaky: 0 },
      suites: [{ specs: [fine], suites: [{ specs: [spec] }] }],
      errors: [{ message: 'a worker ended' }],
    }),
  ).toEqual(['outside of any test\n    a worker ended', 'pay.spec.ts:3 › pays\n    Error: not visible']);
});

it('counts skipped browser tests by their reasons', () => {
  const skipped = (description?: string) => ({
    ...{ title: 'looks as in its picture', file: 'looks.spec.ts', line: 1, ok: true },
    tests: [{ results: [], annotations: [{ type: 'skip', ...(description && { description }) }] }],
  });
  const ran = { title: 'pays', file: 'pay.spec.ts', line: 1, ok: true, tests: [{ results: [] }] };
  expect(
    browserSkips({
      stats: { expected: 1, unexpected: 0, flaky: 0 },
      errors: [],
      suites: [
        { specs: [ran, skipped()], suites: [{ specs: [skipped('Other fonts.'), skipped('Other fonts.')] }] },
      ],
    }),
  ).toEqual(['1: no reason given', '2: Other fonts.']);
});
