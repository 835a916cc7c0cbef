// A template of demo/templates as its README starts it, with an endpoint of the sandbox that tells it what is paid.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { addEndpoint, removeEndpoint } from './endpoint.ts';
import type { Sandbox } from './sandbox.ts';
import { freePort } from './service.ts';

export interface Template {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** npm starts a shell that starts Node: a signal has to reach all of them. */
const running = new Set<number>();
process.once('exit', () => {
  for (const group of running) process.kill(-group, 'SIGKILL');
});

/** Builds the template if it has something to build, and starts it. */
export async function startTemplate(name: string, sandbox: Sandbox, isBuilt: boolean): Promise<Template> {
  const cwd = fileURLToPath(new URL(`../../demo/templates/${name}`, import.meta.url));
  if (isBuilt) {
    const { status, stderr } = spawnSync('npm', ['run', 'build'], { cwd, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name} was not built: ${stderr}`);
  }
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const endpoint = await addEndpoint(sandbox, `${url}/webhook`);
  const child = spawn('npm', ['start'], {
    cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      XPAY_API: sandbox.api,
      XPAY_SECRET_KEY: sandbox.secretKey,
      XPAY_PUBLISHABLE_KEY: sandbox.publishableKey,
      XPAY_WEBHOOK_SECRET: endpoint.secret,
      PORT: String(port),
    },
  });
  const group = child.pid;
  if (group === undefined) throw new Error(`npm could not start ${name}.`);
  running.add(group);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('exit', () => running.delete(group));
  const output = await said(child, url, name);
  return {
    url,
    stop: async () => {
      if (!running.delete(group)) throw new Error(`${name} had ended by itself: ${output()}`);
      process.kill(-group, 'SIGTERM');
      await Promise.all([ended, removeEndpoint(sandbox, endpoint.id)]);
    },
  };
}

/** Waits until the template has told its address; resolves with a way to all that it has said since. */
function said(child: ChildProcess, url: string, name: string): Promise<() => string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer): void => {
      text += chunk.toString();
      if (text.includes(url)) resolve(() => text);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`${name} ended with code ${code}: ${text}`)));
  });
}
