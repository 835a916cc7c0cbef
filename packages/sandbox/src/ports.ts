// Listens on three consecutive ports, each on both loopback families, so that `http://localhost:N` reaches us either way.

import { randomInt } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';

type Fetch = (request: Request, connection?: HttpBindings) => Response | Promise<Response>;

export interface Ports {
  /** API and checkout; the 3-D Secure origin is the next port, the bank the one after. */
  readonly first: number;
  /** Starts to answer: the three applications in the order of their ports. Until then everything gets a 503. */
  answer(applications: readonly [Fetch, Fetch, Fetch]): void;
  /** Closes connections on which nothing is asked at the moment. */
  closeIdle(): void;
  /** Takes no new connection, lets running requests end for at most `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
}

/** A port that another process holds; the message says which and what to do. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  constructor(port: number, first: number) {
    const which = port === first ? '' : ` (the sandbox needs ${first}, ${first + 1} and ${first + 2})`;
    super(
      `Port ${port} is in use${which}. Stop what listens there, or choose another: pnpm sandbox --port 0 finds free ones.`,
    );
  }
}

const FAMILIES = ['127.0.0.1', '::1'] as const;
const TRIES = 50;
/**
 * Longer than others keep connections: a request that is sent while its connection is being hung up gets no answer, and most
 * programs do not repeat it (RFC 9112, 9.3.1 and 9.5).
 */
const KEEP_ALIVE_MS = 75_000;

/**
 * Binds `port`, `port + 1` and `port + 2` on 127.0.0.1 and, where the machine has IPv6, on ::1. Nothing listens on an
 * address that another machine can reach. Port 0 picks three free ones in a row.
 * @throws PortInUse
 */
export async function bindPorts(port: number): Promise<Ports> {
  if (port !== 0) return bindThree(port);
  for (let tried = 1; ; tried += 1) {
    try {
      // Above the registered ports, below the range Linux and macOS hand out to outgoing connections.
      return await bindThree(randomInt(20_000, 32_000));
    } catch (error) {
      if (!(error instanceof PortInUse) || tried === TRIES) throw error;
    }
  }
}

async function bindThree(first: number): Promise<Ports> {
  const handlers: (Fetch | null)[] = [null, null, null];
  const servers: Server[] = [];
  try {
    for (const index of handlers.keys()) {
      // These servers speak HTTP/1.1 alone.
      const listener = getRequestListener(
        (request, connection) => handlers[index]?.(request, connection as HttpBindings) ?? starting(),
      );
      servers.push(...(await bindFamilies(first + index, first, listener)));
    }
  } catch (error) {
    await closeAll(servers, 0);
    throw error;
  }
  return {
    first,
    answer(applications) {
      applications.forEach((application, index) => {
        handlers[index] = application;
      });
    },
    closeIdle() {
      for (const server of servers) server.closeIdleConnections();
    },
    close: (graceMs) => closeAll(servers, graceMs),
  };
}

type Listener = ReturnType<typeof getRequestListener>;

async function bindFamilies(port: number, first: number, listener: Listener): Promise<Server[]> {
  const servers: Server[] = [];
  for (const host of FAMILIES) {
    const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    const problem = await listen(server, port, host);
    if (problem === null) servers.push(server);
    else if (host === '127.0.0.1' || !NO_IPV6.includes(problem.code ?? '')) {
      await closeAll(servers, 0);
      throw problem.code === 'EADDRINUSE' ? new PortInUse(port, first) : problem;
    }
  }
  return servers;
}

const NO_IPV6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

function listen(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen({ port, host }, () => {
      server.off('error', resolve);
      resolve(null);
    });
  });
}

async function closeAll(servers: readonly Server[], graceMs: number): Promise<void> {
  const closed = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
  const cut = setTimeout(() => {
    for (const server of servers) server.closeAllConnections();
  }, graceMs);
  await Promise.all(closed);
  clearTimeout(cut);
}

function starting(): Response {
  return new Response('The sandbox is starting.\n', { status: 503, headers: { 'retry-after': '1' } });
}
