// Reads the command line and the environment into settings, or says what is wrong with them and what was meant.

export interface Arguments {
  /** API and checkout; the 3-D Secure origin is the next port, the bank the one after. 0 picks three free ones. */
  readonly port: number;
  /** A file's path, or `:memory:`; null for the usual place. */
  readonly db: string | null;
  /** Gets every event of the test merchant; null sends none. */
  readonly webhook: string | null;
  /** Registered origins of the shop: a live key's checkout may be embedded there and nowhere else. */
  readonly origins: readonly string[];
  /** One line of JSON on standard output in place of the readable block. */
  readonly json: boolean;
  /** Log file; null logs to standard error. */
  readonly log: string | null;
  /** Origin of the vite dev server that serves the frame in watch mode. */
  readonly frameDev: string | null;
}

export type Parsed =
  | { readonly kind: 'run'; readonly args: Arguments }
  | { readonly kind: 'help' }
  | { readonly kind: 'problem'; readonly message: string };

export const USAGE = `Usage: pnpm sandbox [options]

  --port N          API and checkout on N, 3-D Secure on N+1, bank on N+2; 0 picks free ones  (4242)
  --db FILE         where it keeps its data; :memory: forgets it at the end                   (.sandbox/sandbox.db)
  --webhook URL     send every event there, signed
  --origin URL      an origin of the shop that may embed its checkout (test keys: any localhost); may be repeated
  --json            print addresses and keys as one line of JSON
  --log FILE        write the log to a file instead of standard error
  --frame-dev URL   take the frame from a running vite dev server
  --help            show this

Environment: XPAY_SANDBOX_PORT, XPAY_SANDBOX_DB, XPAY_SANDBOX_WEBHOOK, XPAY_SANDBOX_LOG; an option wins over its variable.
`;

const VARIABLES: Readonly<Record<string, string>> = {
  XPAY_SANDBOX_PORT: '--port',
  XPAY_SANDBOX_DB: '--db',
  XPAY_SANDBOX_WEBHOOK: '--webhook',
  XPAY_SANDBOX_LOG: '--log',
};

const DEFAULTS: Arguments = {
  port: 4242,
  db: null,
  webhook: null,
  origins: [],
  json: false,
  log: null,
  frameDev: null,
};

/** Takes `process.argv.slice(2)` and the environment; never throws. */
export function parseArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Parsed {
  const fromEnv = Object.entries(VARIABLES).flatMap(([name, flag]) => {
    const value = env[name];
    return value === undefined || value === '' ? [] : [{ flag, value, source: name }];
  });
  try {
    const given = readFlags(argv);
    if (given.some(({ flag }) => flag === '--help')) return { kind: 'help' };
    return { kind: 'run', args: [...fromEnv, ...given].reduce(apply, DEFAULTS) };
  } catch (error) {
    if (error instanceof ArgumentProblem) return { kind: 'problem', message: error.message };
    throw error;
  }
}

interface Flag {
  readonly flag: string;
  readonly value: string;
  /** What the person wrote: the option or the variable. */
  readonly source: string;
}

class ArgumentProblem extends Error {}

type Reader = (args: Arguments, flag: Flag) => Arguments;

const WITH_VALUE: Readonly<Record<string, Reader>> = {
  '--port': (args, flag) => ({ ...args, port: toPort(flag) }),
  '--db': (args, { value }) => ({ ...args, db: value }),
  '--webhook': (args, flag) => ({ ...args, webhook: toUrl(flag).href }),
  '--origin': (args, flag) => ({ ...args, origins: [...args.origins, toOrigin(flag)] }),
  '--log': (args, { value }) => ({ ...args, log: value }),
  '--frame-dev': (args, flag) => ({ ...args, frameDev: toOrigin(flag) }),
};

const WITHOUT_VALUE: Readonly<Record<string, Reader>> = {
  '--json': (args) => ({ ...args, json: true }),
  '--help': (args) => args,
};

function apply(args: Arguments, flag: Flag): Arguments {
  const read = WITH_VALUE[flag.flag] ?? WITHOUT_VALUE[flag.flag];
  return read === undefined ? args : read(args, flag);
}

function readFlags(argv: readonly string[]): readonly Flag[] {
  const flags: Flag[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const [name = '', inline] = splitOnce(argv[index] ?? '');
    // pnpm hands a lone `--` through when it is used to end its own options.
    if (name === '--' && inline === undefined) continue;
    const flag = name === '-h' ? '--help' : name;
    if (Object.hasOwn(WITHOUT_VALUE, flag)) {
      if (inline !== undefined) throw new ArgumentProblem(`${flag} takes no value; got '${inline}'.`);
      flags.push({ flag, value: '', source: flag });
      continue;
    }
    if (!Object.hasOwn(WITH_VALUE, flag)) throw new ArgumentProblem(unknown(name));
    const value = inline ?? argv[index + 1];
    if (value === undefined || value === '' || (inline === undefined && value.startsWith('--'))) {
      throw new ArgumentProblem(`${flag} needs a value, as in '${flag} ${EXAMPLES[flag] ?? 'VALUE'}'.`);
    }
    if (inline === undefined) index += 1;
    flags.push({ flag, value, source: flag });
  }
  return flags;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  '--port': '4242',
  '--db': ':memory:',
  '--webhook': 'http://localhost:5173/webhook',
  '--origin': 'https://shop.example',
  '--log': 'sandbox.log',
  '--frame-dev': 'http://localhost:5174',
};

function splitOnce(text: string): readonly [string, string?] {
  const at = text.startsWith('--') ? text.indexOf('=') : -1;
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function toPort({ value, source }: Flag): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  // The bank listens on the second port after it.
  if (port <= 65_533) return port;
  throw new ArgumentProblem(`${source} got '${value}'; a port is a whole number from 0 to 65533.`);
}

function toUrl({ flag, value, source }: Flag): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new ArgumentProblem(
    `${source} got '${value}'; expected a web address, as in '${EXAMPLES[flag] ?? ''}'.`,
  );
}

function toOrigin(flag: Flag): string {
  const url = toUrl(flag);
  if (url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '') return url.origin;
  throw new ArgumentProblem(
    `${flag.source} got '${flag.value}'; an origin has no path and no name: pass '${url.origin}'.`,
  );
}

function unknown(name: string): string {
  if (!name.startsWith('-'))
    return `'${name}' is not an option; options start with '--', as in '--port 4242'.`;
  const flags = [...Object.keys(WITH_VALUE), ...Object.keys(WITHOUT_VALUE)];
  const [near] = flags
    .map((flag) => ({ flag, distance: editDistance(name, flag) }))
    .sort((a, b) => a.distance - b.distance);
  const hint = near !== undefined && near.distance <= 3 ? ` Did you mean ${near.flag}?` : '';
  return `There is no option ${name}.${hint}`;
}

/** Levenshtein's distance: how many letters to add, drop or change. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...to].entries()) {
      const kept = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
