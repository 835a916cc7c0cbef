// A shop's server of pictures: one that comes, and what else such a server may do.

import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface PictureServer {
  readonly origin: string;
  /** Paths that were asked for, in order, each with what the request brought of a browser's. */
  readonly asked: readonly { readonly path: string; readonly cookie: string | null }[];
  readonly close: () => Promise<void>;
}

/** A PNG of 1 x 1 px. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const ANSWERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/page.png': (response) => response.setHeader('content-type', 'image/png').end('<script>alert(1)</script>'),
  '/drawing.svg': (response) =>
    response.setHeader('content-type', 'image/svg+xml').end('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  '/moved.png': (response) => response.writeHead(302, { location: '/mug.png' }).end(),
  '/huge.png': (response) => response.write(Buffer.concat([PICTURE, Buffer.alloc(3_000_000)])),
};

/** Every other path is a picture. */
export async function startPictureServer(): Promise<PictureServer> {
  const asked: { path: string; cookie: string | null }[] = [];
  const server = createServer(({ url: path = '', headers }, response) => {
    asked.push({ path, cookie: headers.cookie ?? null });
    const answer = ANSWERS[path];
    if (answer === undefined) response.setHeader('content-type', 'image/png').end(PICTURE);
    else answer(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
