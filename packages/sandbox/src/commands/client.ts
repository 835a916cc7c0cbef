// The sandbox as a command sees it: its own HTTP API with the secret test key, and refusals told in its own words.

import { z } from 'zod';

/** The sandbox refused, or could not be reached. Exit code 1. */
export class SandboxProblem extends Error {
  override readonly name = 'SandboxProblem';
}

/** The fields that commands look at; whatever else an object has is printed or passed on. */
export const sandboxObject = z.looseObject({
  id: z.string().optional(),
  status: z.string().optional(),
  paymentStatus: z.string().optional(),
  paymentIntentId: z.string().nullish(),
  url: z.string().nullish(),
});
export type SandboxObject = z.output<typeof sandboxObject>;

const refusal = z.looseObject({ error: z.looseObject({ message: z.string() }) });

export interface Client {
  readonly url: string;
  get(path: string): Promise<SandboxObject>;
  post(path: string, body?: object): Promise<SandboxObject>;
  delete(path: string): Promise<SandboxObject>;
  /** The answer as it is sent, for what is only passed on. */
  text(path: string): Promise<string>;
}

export interface ClientDeps {
  readonly url: string;
  readonly key: string;
  readonly fetch: typeof fetch;
}

/** Every call rejects with a {@link SandboxProblem} where the sandbox does not do what was asked. */
export function createClient({ url, key, fetch }: ClientDeps): Client {
  async function text(method: string, path: string, body?: object): Promise<string> {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new SandboxProblem(
        `No sandbox answers at ${url}. Start one with 'npm start' or 'pnpm sandbox', or say where it is with --url.`,
      );
    });
    const said = await response.text();
    if (response.ok) return said;
    throw new SandboxProblem(`${method} ${path} was refused (${response.status}): ${wordsOf(said)}`);
  }
  async function object(method: string, path: string, body?: object): Promise<SandboxObject> {
    return sandboxObject.parse(JSON.parse(await text(method, path, body)));
  }
  return {
    url,
    get: (path) => object('GET', path),
    post: (path, body = {}) => object('POST', path, body),
    delete: (path) => object('DELETE', path),
    text: (path) => text('GET', path),
  };
}

function wordsOf(said: string): string {
  try {
    const parsed = refusal.safeParse(JSON.parse(said));
    if (parsed.success) return parsed.data.error.message;
  } catch {
    // No JSON: something else than a sandbox listens there.
  }
  return said.slice(0, 200);
}
