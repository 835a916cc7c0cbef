// What the commands beside `serve` have in common: how options are read, and how a mistake is told.

import { parseArgs } from 'node:util';
import { nearest } from '@xpay/protocol/nearest';
import type { Client } from './client.ts';

/** A mistake of the person at the keyboard, in words that say what to do. Exit code 2. */
export class UsageProblem extends Error {
  override readonly name = 'UsageProblem';
}

/** One command. `Option` is what it takes besides those that find the sandbox. */
export interface Command {
  /** Half a line, for the list of commands. */
  readonly about: string;
  /** What `--help` shows. */
  readonly usage: string;
  /** Options that take a value. */
  readonly options: readonly string[];
  /** The words that may follow the command. */
  readonly words?: readonly string[];
  /** Does it; resolves when it is over. What it has to say goes to `print`, a line a time. */
  run(call: Call): Promise<void>;
}

export interface Call {
  readonly client: Client;
  /** The word after the command; null when there is none. */
  readonly word: string | null;
  readonly option: (name: string) => string | null;
  readonly print: (line: string) => void;
  readonly paint: Paint;
  /** Resolves when the person has had enough (Ctrl-C). */
  readonly stopped: Promise<void>;
}

export type Paint = (look: 'bold' | 'dim' | 'red' | 'green', text: string) => string;

/** Options of every command: where the sandbox is, and with which key. */
export const FINDING = ['url', 'key', 'db'] as const;

export const FINDING_USAGE = `  --url URL      where the sandbox listens                       (http://localhost:4242)
  --key KEY      its secret test key, sk_test_…                  (the one in the sandbox's file)
  --db FILE      the sandbox's file                              (.sandbox/sandbox.db)
  --help         show this

Environment: XPAY_SANDBOX_URL, XPAY_SECRET_KEY, XPAY_SANDBOX_DB; an option wins over its variable.
`;

export interface Given {
  readonly words: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly wantsHelp: boolean;
}

/**
 * Reads what follows a command.
 * @throws UsageProblem for an option that it does not have, and for one without its value.
 */
export function readGiven(argv: readonly string[], own: readonly string[]): Given {
  const known = [...own, ...FINDING];
  const { tokens } = parseArgs({
    args: argv.filter((word) => word !== '--'),
    options: {
      ...Object.fromEntries(known.map((name) => [name, { type: 'string' } as const])),
      help: { type: 'boolean', short: 'h' },
    },
    strict: false,
    tokens: true,
  });
  const words: string[] = [];
  const options: Record<string, string> = {};
  let wantsHelp = false;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    else if (token.kind === 'option' && token.name === 'help') wantsHelp = true;
    else if (token.kind === 'option') options[token.name] = readValue(token, known);
  }
  return { words, options, wantsHelp };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

function readValue({ name, rawName, value }: OptionToken, known: readonly string[]): string {
  if (!known.includes(name)) {
    throw new UsageProblem(`There is no option ${rawName}.${didYouMean(rawName, known.map(toOption))}`);
  }
  if (value === undefined || value === '') throw new UsageProblem(`${rawName} needs a value.`);
  return value;
}

function toOption(name: string): string {
  return `--${name}`;
}

/** ` Did you mean …?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known, 3);
  return near === undefined ? '' : ` Did you mean ${near}?`;
}

/**
 * A whole number from `least` to `most`, or `fallback` where the option is not given.
 * @throws UsageProblem
 */
export function readCount(text: string | null, { name, least, most, fallback }: CountRange): number {
  if (text === null) return fallback;
  const count = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (count >= least && count <= most) return count;
  throw new UsageProblem(`--${name} got '${text}'; expected a whole number from ${least} to ${most}.`);
}

interface CountRange {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly fallback: number;
}
