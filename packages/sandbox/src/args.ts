// Reads the command line and the environment into settings, or says what is wrong with them and what was meant.

import { parseArgs } from 'node:util';
import { nearest } from '@xpay/protocol/nearest';

export interface Arguments {
  /** API and checkout; the 3-D Secure origin is the next port, the bank the one after. 0 picks three free ones. */
  readonly port: number;
  /** A file's path, or `:memory:`; null for the usual place. */
  readonly db: string | null;
  /** Gets every event of the test merchant; null sends none. */
  readonly webhook: string | null;
  /** Registered origins of the shop: a live key's checkout may be embedded there and nowhere else. */
  readonly origins: readonly string[];
  /** The shop's name as buyers see it; null for the sandbox's own. */
  readonly merchant: string | null;
  /** No webhook is sent into a private network. */
  readonly publicWebhooksOnly: boolean;
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
  --merchant NAME   what buyers see as the shop's name                                        (Sandbox shop)
  --public-webhooks-only  send webhooks to public addresses only, and to none of this machine or network
  --json            print addresses and keys as one line of JSON
  --log FILE        write the log to a file instead of standard error
  --frame-dev URL   take the frame from a running vite dev server
  --help            show this

Environment: XPAY_SANDBOX_PORT, XPAY_SANDBOX_DB, XPAY_SANDBOX_WEBHOOK, XPAY_SANDBOX_LOG; an option wins over its variable.
`;

/** What a value looks like, for the messages, and the variable that stands in for the option. */
const VALUES: Readonly<Record<string, { readonly example: string; readonly variable?: string }>> = {
  port: { example: '4242', variable: 'XPAY_SANDBOX_PORT' },
  db: { example: ':memory:', variable: 'XPAY_SANDBOX_DB' },
  webhook: { example: 'http://localhost:5173/webhook', variable: 'XPAY_SANDBOX_WEBHOOK' },
  origin: { example: 'https://shop.example' },
  merchant: { example: 'Ouzel' },
  log: { example: 'sandbox.log', variable: 'XPAY_SANDBOX_LOG' },
  'frame-dev': { example: 'http://localhost:5174' },
};

const OPTIONS = {
  ...Object.fromEntries(Object.keys(VALUES).map((name) => [name, { type: 'string' } as const])),
  'public-webhooks-only': { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

class ArgumentProblem extends Error {}

type Environment = Readonly<Record<string, string | undefined>>;

/** Takes `process.argv.slice(2)` and the environment; never throws. */
export function parseArguments(argv: readonly string[], env: Environment): Parsed {
  const { tokens } = parseArgs({
    // pnpm hands a lone `--` through when it is used to end its own options.
    args: argv.filter((word) => word !== '--'),
    options: OPTIONS,
    // What is wrong, we say ourselves: with an example, and with what was meant.
    strict: false,
    tokens: true,
  });
  try {
    const given = tokens.map(toGiven);
    if (given.some(({ name }) => name === 'help')) return { kind: 'help' };
    return { kind: 'run', args: toArguments(given, env) };
  } catch (error) {
    if (error instanceof ArgumentProblem) return { kind: 'problem', message: error.message };
    throw error;
  }
}

interface Given {
  readonly name: string;
  readonly value: string;
  /** What the person wrote: the option or the variable. */
  readonly source: string;
}

function toArguments(given: readonly Given[], env: Environment): Arguments {
  const all = (name: string) => given.filter((one) => one.name === name);
  const last = <T>(name: string, read: (one: Given) => T): T | null => {
    const one = all(name).at(-1) ?? fromEnvironment(name, env);
    return one === undefined ? null : read(one);
  };
  return {
    port: last('port', toPort) ?? 4242,
    db: last('db', toText),
    webhook: last('webhook', toWebhook),
    origins: all('origin').map(toOrigin),
    merchant: last('merchant', toName),
    publicWebhooksOnly: all('public-webhooks-only').length > 0,
    json: all('json').length > 0,
    log: last('log', toText),
    frameDev: last('frame-dev', toOrigin),
  };
}

function fromEnvironment(name: string, env: Environment): Given | undefined {
  const source = VALUES[name]?.variable;
  const value = source === undefined ? undefined : env[source];
  return source === undefined || value === undefined || value === '' ? undefined : { name, value, source };
}

type Token = NonNullable<ReturnType<typeof parseArgs>['tokens']>[number];

/** @throws ArgumentProblem for an option that there is not, and one whose value is missing or too much. */
function toGiven(token: Token): Given {
  if (token.kind !== 'option') {
    const word = token.kind === 'positional' ? token.value : '--';
    throw new ArgumentProblem(`'${word}' is not an option; options start with '--', as in '--port 4242'.`);
  }
  const { name, rawName, value, inlineValue } = token;
  const source = `--${name}`;
  if (!Object.hasOwn(OPTIONS, name)) throw new ArgumentProblem(unknown(rawName));
  if (!Object.hasOwn(VALUES, name)) {
    if (value === undefined) return { name, value: '', source };
    throw new ArgumentProblem(`${source} takes no value; got '${value}'.`);
  }
  if (value !== undefined && value !== '' && (inlineValue || !value.startsWith('--')))
    return { name, value, source };
  throw new ArgumentProblem(
    `${source} needs a value, as in '${source} ${VALUES[name]?.example ?? 'VALUE'}'.`,
  );
}

function unknown(rawName: string): string {
  const known = Object.keys(OPTIONS).map((name) => `--${name}`);
  const near = nearest(rawName, known, 3);
  return `There is no option ${rawName}.${near === undefined ? '' : ` Did you mean ${near}?`}`;
}

function toText({ value }: Given): string {
  return value;
}

function toPort({ value, source }: Given): number {
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  // The bank listens on the second port after it.
  if (port <= 65_533) return port;
  throw new ArgumentProblem(`${source} got '${value}'; a port is a whole number from 0 to 65533.`);
}

function toUrl({ name, value, source }: Given): URL {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new ArgumentProblem(
    `${source} got '${value}'; expected a web address, as in '${VALUES[name]?.example ?? ''}'.`,
  );
}

function toWebhook(given: Given): string {
  const { href, username, password } = toUrl(given);
  if (username === '' && password === '') return href;
  throw new ArgumentProblem(
    `${given.source} got an address with a name or a password in it; they would not be sent. Check the signature instead.`,
  );
}

function toOrigin(given: Given): string {
  const url = toUrl(given);
  if (url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '') return url.origin;
  throw new ArgumentProblem(
    `${given.source} got '${given.value}'; an origin has no path and no name: pass '${url.origin}'.`,
  );
}

function toName({ value, source }: Given): string {
  const name = value.trim();
  if (/^[^\p{Cc}\p{Cs}]{1,100}$/u.test(name)) return name;
  throw new ArgumentProblem(`${source} got '${value}'; a name has 1 to 100 characters.`);
}
