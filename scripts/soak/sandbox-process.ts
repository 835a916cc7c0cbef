// A sandbox in a process of its own, which is killed without warning now and then, and started again on the same file.

import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { SandboxFacts } from '../local.ts';
import { firstLine, READABLE, start } from '../run.ts';

export interface SandboxProcess {
  readonly facts: SandboxFacts;
  readonly kills: () => number;
  /** SIGKILL, in the middle of whatever it does; resolves when the next one answers. */
  kill(): Promise<void>;
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<void>;
}

export interface SandboxOptions {
  readonly db: string;
  readonly webhook: string;
  readonly log: string;
}

/** Starts one on free ports; every later one takes the same ports. */
export async function startSandbox({ db, webhook, log }: SandboxOptions): Promise<SandboxProcess> {
  let kills = 0;
  let child: ChildProcess;

  async function launch(port: string): Promise<SandboxFacts> {
    // Frames are not asked for, so nothing has to be built.
    const files = ['--db', db, '--log', log, '--frame-dev', 'http://localhost:1'];
    const args = ['--port', port, '--webhook', webhook, '--json', ...files];
    child = start(process.execPath, ['--import', 'tsx', 'packages/sandbox/src/cli.ts', ...args], READABLE);
    const ended = once(child, 'exit').then(() => {
      throw new Error(`The sandbox did not start; ${log} may tell why.`);
    });
    return JSON.parse(await Promise.race([firstLine(child), ended])) as SandboxFacts;
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  const facts = await launch('0');
  // A soak that ends in the middle leaves none behind.
  process.once('exit', () => child.kill('SIGKILL'));
  return {
    facts,
    kills: () => kills,
    async kill() {
      await end('SIGKILL');
      kills += 1;
      await launch(new URL(facts.api).port);
    },
    stop: () => end('SIGTERM'),
  };
}
