// Facts about the command line: what it accepts, what wins, and what it says when it is wrong.

import { describe, expect, it } from 'vitest';
import { type Arguments, parseArguments } from './args.ts';

function run(argv: readonly string[], env: Record<string, string> = {}): Arguments {
  const parsed = parseArguments(argv, env);
  if (parsed.kind !== 'run') throw new Error(JSON.stringify(parsed));
  return parsed.args;
}

function problem(argv: readonly string[], env: Record<string, string> = {}): string {
  const parsed = parseArguments(argv, env);
  if (parsed.kind !== 'problem') throw new Error(JSON.stringify(parsed));
  return parsed.message;
}

describe('parseArguments', () => {
  it('listens on 4242 and keeps its data in the usual place unless told otherwise', () => {
    expect(run([])).toEqual({
      port: 4242,
      db: null,
      webhook: null,
      origins: [],
      publicWebhooksOnly: false,
      json: false,
      log: null,
      frameDev: null,
      merchant: null,
    });
  });

  it('reads every option, written either way', () => {
    const argv = [
      '--port',
      '0',
      '--db=:memory:',
      '--webhook',
      'http://localhost:5173/webhook',
      '--json',
      '--public-webhooks-only',
    ];
    const more = ['--origin', 'https://a.example', '--origin=https://b.example/', '--log', 'x.log'];
    const rest = ['--frame-dev', 'http://localhost:5174', '--merchant', 'Ouzel & Sons'];
    expect(run([...argv, ...more, ...rest])).toEqual({
      port: 0,
      db: ':memory:',
      webhook: 'http://localhost:5173/webhook',
      origins: ['https://a.example', 'https://b.example'],
      publicWebhooksOnly: true,
      json: true,
      log: 'x.log',
      frameDev: 'http://localhost:5174',
      merchant: 'Ouzel & Sons',
    });
  });

  it('reads the environment, over which an option wins', () => {
    const env = { XPAY_SANDBOX_PORT: '5000', XPAY_SANDBOX_DB: 'a.db', XPAY_SANDBOX_WEBHOOK: '' };
    expect(run([], env)).toMatchObject({ port: 5000, db: 'a.db', webhook: null });
    expect(run(['--port', '6000'], env)).toMatchObject({ port: 6000, db: 'a.db' });
  });

  it('shows help for --help and -h, whatever stands beside it', () => {
    expect(parseArguments(['--port', '1', '--help'], {})).toEqual({ kind: 'help' });
    expect(parseArguments(['-h'], {})).toEqual({ kind: 'help' });
  });

  it('passes over the lone -- that a package manager hands through', () => {
    expect(run(['--', '--json'])).toMatchObject({ json: true });
  });

  it.each([
    [['--prot', '1'], 'There is no option --prot. Did you mean --port?'],
    [['--webook', 'x'], 'There is no option --webook. Did you mean --webhook?'],
    [['--frobnicate'], 'There is no option --frobnicate.'],
    [['4242'], "'4242' is not an option; options start with '--', as in '--port 4242'."],
    [['--port'], "--port needs a value, as in '--port 4242'."],
    [['--port', '--json'], "--port needs a value, as in '--port 4242'."],
    [['--db='], "--db needs a value, as in '--db :memory:'."],
    [['--json=yes'], "--json takes no value; got 'yes'."],
    [['--port', '65534'], "--port got '65534'; a port is a whole number from 0 to 65533."],
    [['--port', '-1'], "--port got '-1'; a port is a whole number from 0 to 65533."],
    [['--port', '0x10'], "--port got '0x10'; a port is a whole number from 0 to 65533."],
    [
      ['--webhook', '/hook'],
      "--webhook got '/hook'; expected a web address, as in 'http://localhost:5173/webhook'.",
    ],
    [
      ['--webhook', 'ftp://a/'],
      "--webhook got 'ftp://a/'; expected a web address, as in 'http://localhost:5173/webhook'.",
    ],
    [
      ['--webhook', 'https://ada:pw@shop.example/hook'],
      '--webhook got an address with a name or a password in it; they would not be sent. Check the signature instead.',
    ],
    [['--merchant'], "--merchant needs a value, as in '--merchant Ouzel'."],
    [['--merchant', '   '], "--merchant got '   '; a name has 1 to 100 characters."],
    [['--merchant', 'x'.repeat(101)], `--merchant got '${'x'.repeat(101)}'; a name has 1 to 100 characters.`],
    [['--merchant=Ou\nzel'], "--merchant got 'Ou\nzel'; a name has 1 to 100 characters."],
    [['-p', '1'], 'There is no option -p.'],
    [['--no-json'], 'There is no option --no-json. Did you mean --json?'],
    [
      ['--origin', 'https://shop.example/cart'],
      "--origin got 'https://shop.example/cart'; an origin has no path and no name: pass 'https://shop.example'.",
    ],
  ])('answers %j with: %s', (argv, message) => {
    expect(problem(argv)).toBe(message);
  });

  it('takes the last of an option that is given twice', () => {
    expect(run(['--port', '1', '--port=2', '--merchant=A', '--merchant', 'B'])).toMatchObject({
      port: 2,
      merchant: 'B',
    });
  });

  it('names the variable that is wrong', () => {
    expect(problem([], { XPAY_SANDBOX_PORT: 'many' })).toMatch(/^XPAY_SANDBOX_PORT got 'many';/);
  });

  it('does not take names that every object has for options', () => {
    expect(problem(['--constructor', 'x'])).toMatch(/^There is no option --constructor/);
    expect(problem(['toString'])).toMatch(/is not an option/);
  });
});
