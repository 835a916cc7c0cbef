// Finds the command that was meant, the sandbox and its key; runs it; turns what goes wrong into words and an exit code.

import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { secretKeysOf } from '../store/seed.ts';
import { openStore } from '../store/store.ts';
import { createClient, SandboxProblem } from './client.ts';
import { type Command, didYouMean, type Given, type Paint, readGiven, UsageProblem } from './command.ts';
import { exportState } from './export.ts';
import { listen } from './listen.ts';
import { reset } from './reset.ts';
import { seed } from './seed.ts';
import { trigger } from './trigger.ts';

/** By the word that calls it; `serve` is `cli.ts`. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  seed,
  trigger,
  listen,
  reset,
  export: exportState,
};

const NAMES = ['serve', ...Object.keys(COMMANDS)];
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));
const USUAL_URL = 'http://localhost:4242';

export const HELP = `Usage: xpay-sandbox <command> [options]

  serve      run the sandbox
${Object.entries(COMMANDS)
  .map(([name, { about }]) => `  ${name.padEnd(11)}${about}`)
  .join('\n')}

'xpay-sandbox <command> --help' tells more of one. First steps, in two terminals:

  xpay-sandbox serve --webhook http://localhost:3000/webhook
  xpay-sandbox trigger succeeded
`;

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof fetch;
  /** A line for a person or the next command. */
  readonly print: (line: string) => void;
  /** A line about what went wrong. */
  readonly complain: (line: string) => void;
  /** Whether the lines are read on a terminal that has colours. */
  readonly hasColours: boolean;
  readonly stopped: Promise<void>;
}

/** Runs `xpay-sandbox <name> …argv`; resolves with the exit code: 0 done, 1 refused or unreachable, 2 misused. */
export async function runCommand(
  name: string,
  argv: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { print, complain } = surroundings;
  if (name === 'help') {
    print(HELP);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (command === undefined)
      throw new UsageProblem(`There is no command '${name}'.${didYouMean(name, NAMES)}`);
    const given = readGiven(argv, command.options);
    if (given.wantsHelp) print(command.usage);
    else await start(command, given, surroundings);
    return 0;
  } catch (error) {
    if (error instanceof UsageProblem) {
      complain(`${error.message}\n\n${command?.usage ?? HELP}`);
      return 2;
    }
    if (!(error instanceof SandboxProblem)) throw error;
    complain(error.message);
    return 1;
  }
}

async function start(command: Command, given: Given, surroundings: Surroundings): Promise<void> {
  const [word = null, ...more] = given.words;
  const tooMuch = command.words === undefined ? word : more[0];
  if (tooMuch != null) throw new UsageProblem(`'${tooMuch}' is one word too many.`);
  const { env, fetch, print, hasColours, stopped } = surroundings;
  const url = readUrl(given.options['url'] ?? env['XPAY_SANDBOX_URL'] ?? USUAL_URL);
  const key = given.options['key'] ?? env['XPAY_SECRET_KEY'] ?? (await keyFrom(given, env));
  if (!key.startsWith('sk_test_')) {
    throw new UsageProblem(
      'The key has to be a secret test key, sk_test_…: nothing of this is for live data.',
    );
  }
  const paint: Paint = (look, text) => (hasColours ? styleText(look, text, { validateStream: false }) : text);
  await command.run({
    client: createClient({ url, key, fetch }),
    word,
    option: (name) => given.options[name] ?? null,
    print,
    paint,
    stopped,
  });
}

function readUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text).origin;
  throw new UsageProblem(`--url got '${text}'; expected a web address, as in '${USUAL_URL}'.`);
}

/** The key is derived from the secret in the sandbox's file, which the sandbox may have open. */
async function keyFrom({ options }: Given, env: Surroundings['env']): Promise<string> {
  const store = await openStore(options['db'] ?? env['XPAY_SANDBOX_DB'] ?? `${ROOT}.sandbox/sandbox.db`);
  try {
    return secretKeysOf(store.vault).test;
  } finally {
    await store.close();
  }
}
