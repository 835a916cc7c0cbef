// What both servers of the demo are started with: where they listen, and a payment server's settings as JSON or in the environment.

import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { z } from 'zod';

/** Where a server listens, and how it says so: as one line of JSON, or in a sentence. */
export interface Place {
  /** 0 for any that is free. */
  readonly port: number;
  readonly host: string;
  readonly json: boolean;
}

export interface StartKind<Settings extends object> {
  /** `shop`: what is in need of the settings. */
  readonly name: string;
  readonly settings: z.ZodType<Settings>;
  /** The environment variable of each setting. */
  readonly variables: Readonly<Record<keyof Settings & string, string>>;
  /** The environment variable of the port, and the port without it. */
  readonly port: readonly [variable: string, usual: number];
  /** Arguments besides those that both have. */
  readonly others?: readonly string[];
  /** How to start it, said when something is missing. */
  readonly usage: string;
}

export interface Start<Settings> extends Place {
  readonly settings: Settings;
  /** What the other arguments say, by name. */
  readonly others: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads arguments and environment.
 *
 * @throws Error with a sentence that names what is missing or wrong, and how to start.
 */
export function readStartOf<Settings extends object>(
  kind: StartKind<Settings>,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Start<Settings> {
  const { others = [], settings: schema, variables, name, usage } = kind;
  const options: NonNullable<ParseArgsConfig['options']> = { json: { type: 'boolean' } };
  for (const text of ['sandbox', 'port', 'host', ...others]) options[text] = { type: 'string' };
  const { values } = parseArgs({ args: [...args], options });
  const said = (text: string) => (typeof values[text] === 'string' ? values[text] : undefined);
  const port = portFrom(said('port') ?? env[kind.port[0]], kind.port[1]);
  const line = said('sandbox');
  const given = line === undefined ? fromEnvironment(variables, env) : fromLine(line, usage);
  const read = schema.safeParse(given);
  if (read.success)
    return {
      settings: read.data,
      port,
      host: said('host') ?? '127.0.0.1',
      json: values['json'] === true,
      others: Object.fromEntries(others.map((text) => [text, said(text)])),
    };
  const wrong = [...new Set(read.error.issues.map(({ path }) => String(path[0])))];
  const known: Readonly<Record<string, string>> = variables;
  const names = wrong.map((one) => (line === undefined ? (known[one] ?? one) : one)).join(', ');
  throw new Error(`The ${name} needs settings it did not get, or got wrong: ${names}.\n${usage}`);
}

function portFrom(text: string | undefined, usual: number): number {
  const port = Number(text ?? usual);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error(`The port must be a whole number from 0 to 65535, not ${text}.`);
}

function fromEnvironment(variables: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): object {
  return Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, env[variable]]));
}

function fromLine(line: string, usage: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw new Error(`--sandbox takes the line of JSON that the payment server prints.\n${usage}`, { cause });
  }
}
