// A client that costs little beside the server it measures: sockets that are kept, and one request at a time on each.

import { connect, type Socket } from 'node:net';

export interface Ask {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON. */
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

export interface Connection {
  /** Posts, and resolves with the answer. @throws when the connection breaks. */
  post(ask: Ask): Promise<Reply>;
  close(): void;
}

interface Waiter {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (cause: Error) => void;
}

/** Opens a connection to a server of this machine, which has to say the length of its answers. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = await dial(port);
  let received = Buffer.alloc(0);
  let waiter: Waiter | null = null;
  socket.on('data', (chunk) => {
    received = received.byteLength === 0 ? chunk : Buffer.concat([received, chunk]);
    const reply = readReply(received);
    if (reply === null) return;
    received = Buffer.alloc(0);
    waiter?.resolve(reply);
  });
  const fail = (cause = new Error('The server closed the connection.')) => waiter?.reject(cause);
  socket.on('error', fail).on('close', () => fail());
  return {
    post: (ask) =>
      new Promise((resolve, reject) => {
        waiter = { resolve, reject };
        socket.write(requestOf(ask, port));
      }),
    close: () => socket.destroy(),
  };
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

function requestOf({ path, headers = {}, body }: Ask, port: number): string {
  const head = {
    Host: `localhost:${port}`,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  return `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** The answer (RFC 9112, 6), once it is whole. */
function readReply(received: Buffer): Reply | null {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const head = received.toString('latin1', 0, end);
  const length = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (length === undefined) throw new Error(`Got an answer without Content-Length:\n${head}`);
  const start = end + 4;
  if (received.byteLength < start + Number(length)) return null;
  return {
    status: Number(head.slice(9, 12)),
    body: received.toString('utf8', start, start + Number(length)),
  };
}
