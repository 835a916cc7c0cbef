// Whether the sandbox answers, and sends its events here: looked at anew each time, as it may have been started again with another database.

import { z } from 'zod';
import { type SandboxApi, SandboxDown, SandboxRefusal } from './sandbox-api.ts';

/** `refused`: what answers does not know our key. */
export type ConnectionState = 'connected' | 'down' | 'refused';

export interface Connection {
  /** Looks, and registers the endpoint where it is missing. Never throws; who asks meanwhile gets the same answer. */
  check(): Promise<ConnectionState>;
  /** Of the endpoint, once it is known. */
  webhookSecret(): string | null;
}

const PATH = '/sandbox/webhook-endpoints';

const Endpoint = z.object({ id: z.string(), url: z.string(), enabled: z.boolean() });
const Endpoints = z.object({ data: z.array(Endpoint) });
const WithSecret = z.object({ id: z.string(), secret: z.string() });

type KnownEndpoint = z.infer<typeof WithSecret>;

/** @param ownAddress Where events are to be posted. */
export function createConnection(api: SandboxApi, ownAddress: string): Connection {
  let known: KnownEndpoint | null = null;
  let checking: Promise<ConnectionState> | null = null;

  async function look(): Promise<ConnectionState> {
    try {
      known = await endpointOf(api, ownAddress, known);
      return 'connected';
    } catch (error) {
      if (error instanceof SandboxDown) return 'down';
      if (error instanceof SandboxRefusal) return error.status >= 500 ? 'down' : 'refused';
      throw error;
    }
  }

  return {
    check() {
      checking ??= look().finally(() => {
        checking = null;
      });
      return checking;
    },
    webhookSecret: () => known?.secret ?? null,
  };
}

/** The endpoint with this address: as it is known, found and given another secret, or made. */
async function endpointOf(api: SandboxApi, url: string, known: KnownEndpoint | null): Promise<KnownEndpoint> {
  const { data } = await api.ask(Endpoints, 'GET', PATH);
  const found = data.find((endpoint) => endpoint.url === url);
  if (found === undefined) {
    const body = { url, description: 'Preview', apis: ['xpay'] };
    return api.ask(WithSecret, 'POST', PATH, body);
  }
  if (!found.enabled) await api.ask(Endpoint, 'PATCH', `${PATH}/${found.id}`, { enabled: true });
  if (found.id === known?.id) return known;
  return api.ask(WithSecret, 'POST', `${PATH}/${found.id}/rotate-secret`, { overlapMinutes: 0 });
}
