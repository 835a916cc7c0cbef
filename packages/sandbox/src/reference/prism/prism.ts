// Prism, a stranger's reading of our documents: it stands before the sandbox as a proxy and says where either breaks its word.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What Prism says of an exchange; `location` begins with `request` or `response`. */
export interface Violation {
  readonly location: readonly string[];
  readonly message: string;
}

export interface Prism {
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

const START_TIMEOUT_MS = 100_000;

/**
 * A proxy on a free port that holds what passes against one document. It lets everything through, also what is wrong, and names
 * what it found in the header `sl-violations`: with `--errors` it would keep bad requests from the sandbox, whose refusals are
 * to be seen as well.
 *
 * @throws Error when Prism does not take the document.
 */
export async function startPrism(documentFile: string, upstream: string): Promise<Prism> {
  const packageFile = createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json');
  const program = join(dirname(packageFile), 'dist', 'index.js');
  const child = spawn(
    process.execPath,
    [program, 'proxy', documentFile, upstream, '--host', '127.0.0.1', '--port', '0'],
    // Its package counts installations otherwise.
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, SCARF_ANALYTICS: 'false', NO_COLOR: '1' } },
  );
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = () => {
    child.kill('SIGKILL');
    return ended;
  };
  try {
    return { origin: await listening(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function listening(child: ReturnType<typeof spawn>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => reject(new Error(`Prism ${why}: ${said}`));
    const timer = setTimeout(() => fail('was not ready in time'), START_TIMEOUT_MS);
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const origin = /listening on (http:\/\/[\d.:]+)/.exec(said)?.[1];
      if (origin === undefined) return;
      clearTimeout(timer);
      resolve(origin);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}
