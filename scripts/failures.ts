// What failed, in few lines: said last, so that who sees only the end of a long output knows where to look.

/** Of the first lines of an error: the message and where it happened, not the stack. */
const MOST_LINES = 8;
const COLORS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

export interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    /** Why a whole file failed. */
    readonly message: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs: readonly {
    readonly title: string;
    readonly file: string;
    readonly line: number;
    readonly ok: boolean;
    readonly tests: readonly {
      readonly annotations?: readonly { readonly type: string; readonly description?: string }[];
      readonly results: readonly {
        readonly errors: readonly { readonly message?: string }[];
      }[];
    }[];
  }[];
}

export interface PlaywrightReport {
  readonly stats: { readonly expected: number; readonly unexpected: number; readonly flaky: number };
  readonly suites: readonly Suite[];
  /** What failed outside of any test. */
  readonly errors: readonly { readonly message?: string }[];
}

/** The failed tests of a run of vitest, each with the beginning of its error. */
export function unitFailures({ testResults }: VitestReport): readonly string[] {
  return testResults.flatMap(({ name, message, status, assertionResults }) => {
    const failed = assertionResults.filter((result) => result.status === 'failed');
    if (failed.length === 0) return status === 'failed' ? [describe(name, message)] : [];
    return failed.map(({ fullName, failureMessages }) =>
      describe(`${name} › ${fullName}`, failureMessages.join('\n')),
    );
  });
}

/** The failed tests of a run of Playwright, each with the beginning of its error. */
export function browserFailures({ suites, errors }: PlaywrightReport): readonly string[] {
  return [
    ...errors.map(({ message }) => describe('outside of any test', message)),
    ...suites.flatMap(failuresIn),
  ];
}

/** Why tests of a run of Playwright were skipped, each reason once, with how many it is of. */
export function browserSkips({ suites }: PlaywrightReport): readonly string[] {
  const counts = new Map<string, number>();
  for (const reason of suites.flatMap(skipsIn)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count}: ${reason}`);
}

function skipsIn({ suites = [], specs }: Suite): readonly string[] {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ annotations = [] }) => annotations));
  const reasons = own
    .filter(({ type }) => type === 'skip')
    .map(({ description = 'no reason given' }) => description);
  return [...reasons, ...suites.flatMap(skipsIn)];
}

function failuresIn({ suites = [], specs }: Suite): readonly string[] {
  const own = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const messages = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
      return describe(`${file}:${line} › ${title}`, messages[0]?.message);
    });
  return [...own, ...suites.flatMap(failuresIn)];
}

function describe(title: string, message = ''): string {
  const lines = message
    .replaceAll(COLORS, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.trim().startsWith('at '));
  return [title, ...lines.slice(0, MOST_LINES).map((line) => `    ${line.slice(0, 300)}`)].join('\n');
}
